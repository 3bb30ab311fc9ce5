import type { Finding } from "./lint.ts";
import type { Coding } from "./lint-codings.ts";
import type { Scales } from "./lint-scales.ts";
import { type FigureSpec, isRecord } from "./spec.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Axes that are shown without a title; one axis serves all layers that share it. */
export function axisFindings(
  codings: readonly Coding[],
  scales: Scales,
  { config }: FigureSpec,
): Finding[] {
  const axes = new Map<string, Coding[]>();
  for (const coding of codings) {
    if (coding.channel !== "x" && coding.channel !== "y") continue;
    const name = scales.name(coding);
    axes.set(name, [...(axes.get(name) ?? []), coding]);
  }
  const isTitled = (axis: readonly Coding[]) => hasTitle(axis, isRecord(config) ? config : {});
  const all = [...axes.values()];
  return all.flatMap((axis) => {
    if (isHidden(axis) || isTitled(axis)) return [];
    const first = axis[0]!;
    // one title may serve a row of panels that show the same column
    const besides = all.some(
      (other) =>
        other !== axis && isTitled(other) && other.some((coding) => isBeside(coding, first)),
    );
    if (besides) return [];
    const message =
      `expected a title on the ${first.channel} axis of "${first.column}", got none; ` +
      "name the quantity with title, or hide the axis with axis: null";
    return [{ rule: "axis-title", where: first.where, message }];
  });
}

function isBeside(coding: Coding, first: Coding): boolean {
  return (
    coding.unit.rowOfPanels !== "" &&
    coding.unit.rowOfPanels === first.unit.rowOfPanels &&
    coding.channel === first.channel &&
    coding.column === first.column
  );
}

/** No axis, or one of which nothing is drawn. */
function isHidden(axis: readonly Coding[]): boolean {
  return axis.some(({ definition }) => {
    const { axis: own } = definition;
    if (own === null || own === false) return true;
    return isRecord(own) && [own.labels, own.ticks, own.domain].every((part) => part === false);
  });
}

function hasTitle(axis: readonly Coding[], config: Fields): boolean {
  const written = axis.map(({ definition }) => {
    const own: Fields = isRecord(definition.axis) ? definition.axis : {};
    return "title" in own ? own.title : definition.title;
  });
  const explicit = written.filter((title) => title !== undefined);
  if (explicit.length > 0) return explicit.some((title) => [title].flat().some(isText));
  const { channel } = axis[0]!;
  const styles = [config.axis, config[`axis${channel.toUpperCase()}`]];
  const isOff = styles.some((style) => isRecord(style) && style.title === null);
  const hasName = axis.some(
    ({ path, definition }) => (path && path.join("") !== "") || definition.aggregate,
  );
  return hasName && !isOff;
}

function isText(title: unknown): boolean {
  return isRecord(title) || (title != null && String(title).trim() !== "");
}
