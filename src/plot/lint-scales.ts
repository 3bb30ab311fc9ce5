import { type Coding, isContinuous } from "./lint-codings.ts";
import { isRecord } from "./spec.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The scale properties of all channels, gathered over the units that share them. */
export interface Scales {
  of(coding: Coding): Fields;
  /** A name for the scale of a coding, equal for all that share it. */
  name(coding: Coding): string;
}

/** Gathers the scales: what one layer says of a scale holds for all layers that share it. */
export function scalesOf(codings: readonly Coding[]): Scales {
  const name = ({ unit, main }: Coding) => `${unit.scope(main)} ${main}`;
  const gathered = new Map<string, Record<string, unknown>>();
  for (const coding of codings) {
    const { scale } = coding.definition;
    if (!isRecord(scale)) continue;
    gathered.set(name(coding), { ...scale, ...gathered.get(name(coding)) });
  }
  return { name, of: (coding) => gathered.get(name(coding)) ?? {} };
}

/** True where the values stand on a logarithmic scale. */
export function isLog(coding: Coding, scales: Scales): boolean {
  return scales.of(coding).type === "log" && isContinuous(coding);
}
