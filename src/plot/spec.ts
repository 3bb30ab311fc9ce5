/** A Vega-Lite specification as plain JSON: data inline, no functions, no class instances. */
export interface FigureSpec {
  readonly [key: string]: unknown;
}

/**
 * Schema named by our builders. Version 5 because JupyterLab 4 and VS Code render it; the builders use
 * nothing that versions 5 and 6 read differently, and our own export compiles it with version 6.
 */
export const vegaLiteSchema = "https://vega.github.io/schema/vega-lite/v5.json";

/** Most marks (points, line vertices, bars, cells) that one figure of a builder may hold. */
export const maximumMarks = 5000;

/** Marks that are left of a longer table: four for each pixel of the usual width. */
export const reducedMarks = 1600;

/** Column name as a Vega-Lite field path: dots, brackets and quotes lose their special meaning. */
export function field(column: string): string {
  return column.replace(/[\\.[\]'"]/g, "\\$&");
}

/** True for a plain record (not an array, not null). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A title of one or several lines as one text; empty for anything else. */
export function joinedLines(title: unknown): string {
  if (Array.isArray(title)) return title.join(" ");
  return typeof title === "string" ? title : "";
}
