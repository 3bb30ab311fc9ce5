import { curves } from "../plot/curves.ts";
import type { FigureSpec } from "../plot/spec.ts";
import type { CapacityRow } from "./capacity-row.ts";

/** Columns over which a study can vary, by preference for the horizontal axis. */
const axes = [
  { column: "N", title: "number of spins N", scale: "log" },
  { column: "separation", title: "separation", scale: "linear" },
  { column: "order", title: "order n", scale: "linear" },
  { column: "correlation", title: "correlation", scale: "linear" },
] as const;

/**
 * Capacity over the first column that varies as numbers (N, separation, order, correlation), one curve for
 * each combination of the others; theory as lines.
 *
 * @param rows  of a capacity study; at most 7 combinations
 * @param recipe  embedded in every exported file
 * @throws {RangeError} no rows, or too many combinations
 */
export function capacityFigure(
  rows: readonly CapacityRow[],
  recipe: Readonly<Record<string, unknown>>,
): FigureSpec {
  const axis = axes.find(({ column }) => isAxis(rows, column)) ?? axes[0];
  const others = ["energy", "order", "N", "separation", "correlation"].filter(
    (column) => column !== axis.column && varies(rows, column),
  );
  const series = others.join(", ");
  const drawn = rows.map((row) => ({
    source: row.source,
    [axis.column]: numberOf(row[axis.column]),
    k50: row.k50,
    k50_lo: row.k50_lo,
    k50_hi: row.k50_hi,
    ...(series === "" ? {} : { [series]: kindOf(row, others) }),
  }));
  return curves(drawn, {
    title: ["Capacity", ...shared(rows, axis.column)].join(", "),
    x: { column: axis.column, title: titleOf(axis, rows), scale: scaleOf(axis, rows) },
    y: { column: "k50", title: countTitle(rows), scale: "log" },
    error: { lo: "k50_lo", hi: "k50_hi", meaning: "95 % interval" },
    clipBarsAt: 0.1,
    ...(series === "" ? {} : { series: { column: series, title: series } }),
    recipe,
  });
}

/** What all rows have in common, apart from the axis and from what is plain: `order 3`, `N = 64`. */
function shared(rows: readonly CapacityRow[], axis: string): string[] {
  const words: [keyof CapacityRow, (value: unknown) => string][] = [
    ["energy", String],
    ["order", (value) => `order ${value}`],
    ["N", (value) => `N = ${value}`],
    ["separation", (value) => `separation ${value}`],
    ["correlation", (value) => `correlation ${value}`],
  ];
  return words.flatMap(([column, inWords]) => {
    const value = rows[0]?.[column] ?? "none";
    return column === axis || value === "none" || varies(rows, column) ? [] : [inWords(value)];
  });
}

/** The title of P, with the number of points that are lower bounds. */
function countTitle(rows: readonly CapacityRow[]): string {
  const measured = rows.filter(({ source }) => source === "simulation");
  const bounds = measured.filter(({ rule }) => rule.includes("lower bound")).length;
  const notes = [
    ...(rows[0]?.criterion === "all" ? [] : [`criterion ${rows[0]?.criterion}`]),
    ...(bounds === 0 ? [] : [`${bounds} of ${measured.length} lower bounds`]),
  ];
  return `patterns stored P${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
}

/** Logarithmic, but for few small numbers, of which a log axis labels the first ones only. */
function scaleOf(
  { column, scale }: (typeof axes)[number],
  rows: readonly CapacityRow[],
): "log" | "linear" {
  const numbers = rows.map((row) => numberOf(row[column]));
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least < 10 && most < 4 * least ? "linear" : scale;
}

/** Values of the other columns in a row: the one, or all in words. */
function kindOf(row: CapacityRow, columns: readonly string[]): string | number {
  const values = columns.map((column) => row[column as keyof CapacityRow]);
  const [first] = values;
  return values.length === 1 && typeof first === "number"
    ? first
    : values.map((value) => value ?? "none").join(", ");
}

function varies(rows: readonly CapacityRow[], column: string): boolean {
  return new Set(rows.map((row) => row[column as keyof CapacityRow])).size > 1;
}

/** Whether a column varies and all its values are numbers of one kind. */
function isAxis(rows: readonly CapacityRow[], column: keyof CapacityRow): boolean {
  const kinds = new Set(rows.map((row) => String(row[column]).replace(/[\d.]+(?=N?$)/, "#")));
  const isNumeric = rows.every((row) => Number.isFinite(numberOf(row[column])));
  return varies(rows, column) && isNumeric && kinds.size === 1;
}

/** The number in a cell, or in a rule such as mean:0.4. */
function numberOf(value: unknown): number {
  return typeof value === "number" ? value : Number(/:([\d.]+)N?$/.exec(String(value))?.[1]);
}

/** The title of an axis; of a rule such as mean:0.4 with its name and unit. */
function titleOf({ column, title }: (typeof axes)[number], rows: readonly CapacityRow[]): string {
  const [, rule, ofN] = /^(\w+):[\d.]+(N?)$/.exec(String(rows[0]?.[column])) ?? [];
  if (rule === undefined) return title;
  if (column === "correlation") return `${title} ρ (${rule})`;
  return `${rule} ${title} (${rule === "mean" || ofN === "N" ? "fraction of N" : "bits"})`;
}
