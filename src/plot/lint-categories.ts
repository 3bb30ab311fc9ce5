import type { Finding } from "./lint.ts";
import { type Cell, type Coding, cellsOf, isContinuous, nameCells } from "./lint-codings.ts";
import type { Scales } from "./lint-scales.ts";
import { type FigureSpec, isRecord } from "./spec.ts";

/** Most categories that readers tell apart, where a scale does not name fewer. */
const mostColours = 12;
/** Colours of Vega-Lite where nothing else is said, and of the schemes that have fewer than twelve. */
const usualColours = 10;
const schemes: Readonly<Record<string, number>> = {
  accent: 8,
  category10: 10,
  dark2: 8,
  observable10: 10,
  pastel1: 9,
  pastel2: 8,
  set1: 9,
  set2: 8,
  tableau10: 10,
};
const mostShapes = 7;
const mostDashes = 7;
/** Labels of an axis stand apart when there are few or their steps are wide. */
const fewLabels = 50;
const leastStep = 12;

/** Findings on categories: more than one can tell apart, and some of a domain that have no rows. */
export function categoryFindings(
  codings: readonly Coding[],
  scales: Scales,
  spec: FigureSpec,
): Finding[] {
  const groups = new Map<string, Coding[]>();
  for (const coding of codings) {
    if (isContinuous(coding) || !coding.path || coding.definition.scale === null) continue;
    const name = scales.name(coding);
    groups.set(name, [...(groups.get(name) ?? []), coding]);
  }
  return [...groups.values()].flatMap((group) => [
    ...tooMany(group, scales, spec),
    ...withoutRows(group, codings, scales),
  ]);
}

function tooMany(group: readonly Coding[], scales: Scales, spec: FigureSpec): Finding[] {
  const first = group[0]!;
  const { range, scheme } = scales.of(first);
  const isHidden = group.some(({ definition }) => definition.legend === null);
  const count = distinctValues(group).length;
  const own = Array.isArray(range) ? range.length : undefined;
  switch (first.main) {
    case "color":
    case "fill":
    case "stroke": {
      const usual = first.type === "ordinal" ? mostColours : themeColours(spec);
      const most = Math.min(mostColours, own ?? schemes[String(scheme)] ?? usual);
      return isHidden || isImage(first) ? [] : crowded(first, count, most, "colours");
    }
    case "shape":
      return crowded(first, count, Math.min(mostShapes, own ?? mostShapes), "shapes");
    case "strokeDash":
      return crowded(first, count, Math.min(mostDashes, own ?? mostDashes), "dashes");
    case "x":
    case "y":
      return narrow(first, scales);
    default:
      return [];
  }
}

function crowded(coding: Coding, count: number, most: number, what: string): Finding[] {
  if (count <= most) return [];
  const message =
    `expected at most ${most} ${what} that a legend can tell apart, got ${count} values of ` +
    `"${coding.column}"; filter the table, draw small multiples, or use a continuous scale`;
  return [{ rule: "too-many-categories", where: coding.where, message }];
}

/** Colours of the configuration, which begin anew after the last. */
function themeColours({ config }: FigureSpec): number {
  const range = isRecord(config) && isRecord(config.range) ? config.range.category : undefined;
  return Array.isArray(range) ? range.length : usualColours;
}

/** Cells whose colours are read as numbers. */
function isImage({ unit, type }: Coding): boolean {
  return type === "ordinal" && /^(rect|square|image)$/.test(unit.mark);
}

/** Labels of a category axis that are closer than their height. */
function narrow(coding: Coding, scales: Scales): Finding[] {
  const { unit, main, definition } = coding;
  const axis = isRecord(definition.axis) ? definition.axis : {};
  const { domain } = scales.of(coding);
  const values = Array.isArray(domain) ? domain : distinctValues([coding]);
  const labels = Array.isArray(axis.values) ? axis.values.length : values.length;
  const size = main === "x" ? unit.width : unit.height;
  if (definition.axis === null || axis.labels === false || typeof size !== "number") return [];
  const step = size / labels;
  if (labels <= fewLabels || step >= leastStep) return [];
  const message =
    `expected labels of "${coding.column}" at least ${leastStep} pixels apart, got ${labels} labels ` +
    `on ${size} pixels; enlarge the figure, label fewer with axis.values, or aggregate`;
  return [{ rule: "too-many-categories", where: coding.where, message }];
}

/** Values of a domain for which no mark of the figure has a row, and which no legend is asked to show. */
function withoutRows(
  group: readonly Coding[],
  codings: readonly Coding[],
  scales: Scales,
): Finding[] {
  const first = group[0]!;
  const { domain } = scales.of(first);
  const same = codings.filter(({ column, path }) => path && column === first.column);
  if (!Array.isArray(domain) || same.some((coding) => !isKnown(coding))) return [];
  const present = new Set<unknown>(distinctValues(same));
  const wanted = new Set<unknown>(group.flatMap(legendValues));
  const absent: Cell[] = domain
    .filter((value) => !present.has(value) && !wanted.has(value))
    .map((value) => ({ row: undefined, value }));
  if (absent.length === 0 || present.size === 0) return [];
  const names = absent.slice(0, 5).map((cell) => nameCells([cell], first.column));
  const rest = absent.length > 5 ? ` and ${absent.length - 5} more` : "";
  const message =
    `expected rows for every value in the domain of ${first.main}, got none with ` +
    `${names.join(", ")}${rest}; remove it from the domain or check the filters`;
  return [{ rule: "empty-category", where: first.where, message }];
}

function legendValues({ definition: { legend } }: Coding): readonly unknown[] {
  return isRecord(legend) && Array.isArray(legend.values) ? legend.values : [];
}

function isKnown({ unit: { source }, path }: Coding): boolean {
  return typeof source !== "string" && source.isExact && !source.made.has(path![0]!);
}

function distinctValues(codings: readonly Coding[]): unknown[] {
  const values = new Set<unknown>();
  for (const coding of codings) for (const { value } of cellsOf(coding)) values.add(value);
  return [...values];
}
