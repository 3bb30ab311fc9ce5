import type { MimeBundle } from "../jupyter/mime-bundle.ts";
import { escapeHtml } from "../jupyter/report-html.ts";

/** "1 row", "2 rows". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** A rectangle of cells to be shown as text and as HTML. */
export interface Grid {
  /** What it is and how large, e.g. "table of 3 rows and 2 columns". */
  readonly summary: string;
  /** Column heads; all empty for none. */
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** Value of one cell. */
  cell(row: number, column: number): unknown;
}

const rowsAtOnce = 20;
const headRows = 10;
const tailRows = 5;
const columnLimits = [20, 12, 8, 5, 3, 1];
const longestCell = 60;
const longestBundle = 20_000;
const line = "1px solid rgba(128,128,128,.5)";

/**
 * Text and HTML of a grid: all rows up to 20, otherwise the first 10 and last 5, as many columns as fit in
 * 20 kB (20 at most). What is left out is said in the summary line.
 */
export function gridBundle(grid: Grid): MimeBundle {
  for (const limit of columnLimits) {
    const shown = rectangle(grid, limit);
    const [html, text] = [htmlOf(shown), textOf(shown)];
    const bytes = new TextEncoder().encode(html + text).length;
    if (bytes <= longestBundle || limit === 1) return { "text/html": html, "text/plain": text };
  }
  throw new Error("gridBundle: expected a column limit");
}

interface Rectangle {
  readonly summary: string;
  readonly columns: readonly string[];
  /** Texts of the cells; null where rows are left out. */
  readonly rows: readonly (readonly string[] | null)[];
  readonly isNumeric: readonly boolean[];
}

function rectangle({ summary, columns, rowCount, cell }: Grid, columnLimit: number): Rectangle {
  const shownColumns = columns.slice(0, columnLimit);
  const indices = Array.from({ length: rowCount > rowsAtOnce ? headRows : rowCount }, (_, i) => i);
  const tail = rowCount > rowsAtOnce ? tailRows : 0;
  for (let i = rowCount - tail; i < rowCount; i++) indices.push(i);
  const isNumeric = shownColumns.map((_, c) => indices.every((r) => isNumber(cell(r, c))));
  const rows: (string[] | null)[] = indices.map((r) =>
    shownColumns.map((_, c) => cellText(cell(r, c))),
  );
  if (tail > 0) rows.splice(headRows, 0, null);
  const left = [
    tail > 0 ? `${rowCount - headRows - tail} rows after the first ${headRows} not shown` : "",
    columns.length > columnLimit
      ? `${columns.length - columnLimit} columns not shown${named(columns.slice(columnLimit))}`
      : "",
  ].filter((words) => words !== "");
  return {
    summary: [summary, ...left].join("; "),
    columns: shownColumns.map((name) => cut(name, longestCell)),
    rows,
    isNumeric,
  };
}

/** ": a, b, c", or nothing for columns without names. */
function named(columns: readonly string[]): string {
  return columns.some((name) => name !== "") ? `: ${cut(columns.join(", "), 300)}` : "";
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint" || value == null;
}

/** A cell in words: numbers to six significant digits, whole numbers in full, null and undefined empty. */
export function cellText(value: unknown): string {
  if (value == null) return "";
  if (typeof value === "number") {
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  }
  if (value instanceof Date) return isoDate(value);
  if (
    typeof value === "object" &&
    !("toJSON" in value) &&
    Object.getPrototypeOf(value) === Object.prototype
  ) {
    return cut(JSON.stringify(value), longestCell);
  }
  return cut(String(value).replace(/\s+/g, " "), longestCell);
}

/** A date without the time zone of the machine; the day alone at midnight. */
function isoDate(date: Date): string {
  return Number.isNaN(date.getTime())
    ? "invalid date"
    : date.toISOString().replace("T00:00:00.000Z", "");
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

function textOf({ summary, columns, rows, isNumeric }: Rectangle): string {
  const widths = columns.map((name, c) =>
    rows.reduce((most, row) => Math.max(most, row?.[c]?.length ?? 1), name.length),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, c) => (isNumeric[c] ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!)))
      .join("  ")
      .trimEnd();
  const body = rows.map((row) => line(row ?? columns.map(() => "…")));
  const heads = columns.some((name) => name !== "") ? [line(columns)] : [];
  return [summary, ...heads, ...body].join("\n");
}

function htmlOf({ summary, columns, rows, isNumeric }: Rectangle): string {
  const isLong = columns.map((_, c) => rows.some((row) => (row?.[c]?.length ?? 0) > 24));
  const align = (c: number) =>
    `style="text-align:${isNumeric[c] ? "right" : "left"}${isLong[c] ? ";min-width:12em" : ""}"`;
  const head = columns.map((name, c) => `<th scope="col" ${align(c)}>${escapeHtml(name)}</th>`);
  const heads = columns.some((name) => name !== "")
    ? `<thead style="border-bottom:${line}"><tr>${head.join("")}</tr></thead>`
    : "";
  const body = rows.map((row) => {
    const cells = row ?? columns.map(() => "…");
    return `<tr>${cells.map((cell, c) => `<td ${align(c)}>${escapeHtml(cell)}</td>`).join("")}</tr>`;
  });
  // A short caption stands on one line and does not widen a narrow table.
  const text = escapeHtml(summary);
  const fitted =
    summary.length > 60 ? text : `<div style="width:0;white-space:nowrap">${text}</div>`;
  const caption = `<caption style="caption-side:bottom;text-align:left">${fitted}</caption>`;
  return (
    `<table class="damlab-table" style="border-collapse:collapse;border-bottom:${line}">${caption}` +
    `${heads}<tbody>${body.join("")}</tbody></table>`
  );
}
