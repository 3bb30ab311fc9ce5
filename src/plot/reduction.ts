import { type FigureSpec, isRecord } from "./spec.ts";

/**
 * How the rows of a figure were made fewer; stands in `usermeta.damlab.reduction`, those of a composition of
 * several such figures in the list `usermeta.damlab.reductions`.
 */
export interface Reduction {
  /** What was done, in the words of the subtitle. */
  readonly rule: string;
  /** Rows of the full table. */
  readonly rows: number;
  /** Marks of the figure. */
  readonly marks: number;
  /** SHA-256 of the full table as CSV text. */
  readonly sha256: string;
}

/**
 * The record of how the rows of a figure were made fewer, of a composition the first one; undefined where all
 * are drawn.
 */
export function reductionOf(spec: FigureSpec): Reduction | undefined {
  return reductionsOf(spec)[0];
}

/** The records of all parts of a figure whose rows were made fewer, in order, each once. */
export function reductionsOf({ usermeta }: FigureSpec): readonly Reduction[] {
  const damlab = isRecord(usermeta) && isRecord(usermeta.damlab) ? usermeta.damlab : {};
  const { reduction, reductions } = damlab;
  return (Array.isArray(reductions) ? reductions : [reduction]).filter(
    isRecord,
  ) as unknown[] as Reduction[];
}

/** The figure with records of reduction; without any as it is. */
export function withReductions(spec: FigureSpec, records: readonly Reduction[]): FigureSpec {
  const known = new Map(records.map((record) => [JSON.stringify(record), record]));
  if (known.size === 0) return spec;
  const usermeta = isRecord(spec.usermeta) ? spec.usermeta : {};
  const damlab = isRecord(usermeta.damlab) ? usermeta.damlab : {};
  const [first, ...others] = known.values();
  const kept = others.length === 0 ? { reduction: first } : { reductions: [first, ...others] };
  return { ...spec, usermeta: { ...usermeta, damlab: { ...damlab, ...kept } } };
}
