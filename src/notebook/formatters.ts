import { isTable } from "../experiment/is-table.ts";
import { registerFormatter } from "../jupyter/display.ts";
import { type Patterns, row } from "../patterns/patterns.ts";
import { figureBundle, isFigure } from "./figure.ts";
import { gridBundle } from "./grid.ts";

interface MathMatrix {
  readonly isMatrix: true;
  size(): number[];
  get(index: number[]): unknown;
}

interface MLMatrix {
  readonly rows: number;
  readonly columns: number;
  get(row: number, column: number): unknown;
}

/** True if `value` has all the named methods. */
function has(value: unknown, ...methods: string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  const record = value as Record<string, unknown>;
  return methods.every((method) => typeof record[method] === "function");
}

registerFormatter({
  name: "damlab figure",
  matches: isFigure,
  format: (spec) => figureBundle(spec),
});

registerFormatter({
  name: "damlab table",
  matches: isTable,
  format: (table) => {
    const columns = table.columnNames();
    const rowCount = table.numRows();
    return gridBundle({
      summary: `table of ${count(rowCount, "row")} and ${count(columns.length, "column")}`,
      columns,
      rowCount,
      cell: (row, column) => table.get(columns[column]!, row),
    });
  },
});

registerFormatter({
  name: "damlab rows",
  matches: isListOfRows,
  format: (rows) => {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return gridBundle({
      summary: `${count(rows.length, "row")} and ${count(columns.length, "column")}`,
      columns,
      rowCount: rows.length,
      cell: (row, column) => rows[row][columns[column]],
    });
  },
});

registerFormatter({
  name: "damlab patterns",
  matches: (value): value is Patterns =>
    typeof value === "object" &&
    value !== null &&
    (value as Patterns).words instanceof Uint32Array &&
    typeof (value as Patterns).wordsPerRow === "number",
  format: (patterns) => {
    const head = Array.from({ length: Math.min(patterns.P, 8) }, (_, mu) => signs(patterns, mu));
    const more = patterns.P > head.length ? ["…"] : [];
    const title = `${count(patterns.P, "pattern")} of ${count(patterns.N, "spin")}`;
    return { "text/plain": [title, ...head, ...more].join("\n") };
  },
});

registerFormatter({
  name: "damlab mathjs matrix",
  matches: (value): value is MathMatrix =>
    has(value, "size", "get", "toArray") && (value as { isMatrix?: unknown }).isMatrix === true,
  format: (matrix) => {
    const [rows = 1, columns, ...more] = matrix.size();
    if (more.length > 0) return { "text/plain": cutText(String(matrix)) };
    return matrixBundle(rows, columns ?? 1, (row, column) =>
      matrix.get(columns === undefined ? [row] : [row, column]),
    );
  },
});

registerFormatter({
  name: "damlab ml-matrix",
  matches: (value): value is MLMatrix =>
    has(value, "get", "to2DArray", "mmul") && typeof (value as MLMatrix).rows === "number",
  format: (matrix) =>
    matrixBundle(matrix.rows, matrix.columns, (row, column) => matrix.get(row, column)),
});

/** At least one row, all of them plain objects of plain values. */
function isListOfRows(value: unknown): value is readonly Record<string, unknown>[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  const isPlain = (cell: unknown) => typeof cell !== "object" || cell === null;
  return value.every(
    (row) =>
      typeof row === "object" &&
      row !== null &&
      Object.getPrototypeOf(row) === Object.prototype &&
      Object.values(row).every(isPlain),
  );
}

/** The first 64 spins of a pattern as + and −. */
function signs(patterns: Patterns, mu: number): string {
  const spins = Array.from(row(patterns, mu).subarray(0, 64), (spin) => (spin > 0 ? "+" : "−"));
  return spins.join("") + (patterns.N > 64 ? "…" : "");
}

function matrixBundle(
  rows: number,
  columns: number,
  cell: (row: number, column: number) => unknown,
) {
  return gridBundle({
    summary: `matrix of ${count(rows, "row")} and ${count(columns, "column")}`,
    columns: Array.from({ length: columns }, () => ""),
    rowCount: rows,
    cell,
  });
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function cutText(text: string): string {
  return text.length > 4000 ? `${text.slice(0, 4000)}… (${text.length} characters)` : text;
}
