import type { FigureSpec } from "./spec.ts";
import { typesetSpec } from "./typeset-spec.ts";

/** Choices of `toSVG`. */
export interface ExportOptions {
  /** Takes the warnings of Vega-Lite and Vega; without it the first warning is an error. */
  readonly onWarning?: (message: string) => void;
  /**
   * Texts of SVG as text, which can be searched and copied and wants a font like DejaVu Sans, or as
   * outlines, which look the same everywhere. Default: "text" for `toSVG`, "outlines" for `saveFigure`.
   * Formulas are outlines in both.
   */
  readonly text?: "text" | "outlines";
}

/** Choices of `toPNG`. */
export interface PNGOptions extends ExportOptions {
  /** Pixels per inch, 1 to 1200; default 192, twice the size on the page. */
  readonly dpi?: number;
}

/** Choices of `saveFigure`. */
export interface SaveOptions extends PNGOptions {
  /** False to write no full table of a figure that shows fewer marks than rows; default true. */
  readonly fullTable?: boolean;
}

/**
 * Draws a figure as SVG text without a browser, a native build or system fonts.
 *
 * Text is measured with the bundled DejaVu Sans, so the layout is the same on every machine; equal
 * specifications give equal bytes. Formulas in `$…$` are set by MathJax and drawn as outlines. A recipe in
 * the specification is kept in <metadata>. About 50 ms warm.
 *
 * @param spec  Vega-Lite specification; not modified
 * @throws {Error} what Vega-Lite refuses or warns of, and TeX that cannot be set
 */
export async function toSVG(spec: FigureSpec, options: ExportOptions = {}): Promise<string> {
  const { drawSVG } = await import("./svg.ts");
  return drawSVG(spec, options);
}

/**
 * Draws a figure as a PNG file, with the glyphs of the bundled DejaVu Sans only.
 *
 * The same picture as `toSVG`; the file states its resolution and keeps the recipe in an iTXt chunk.
 *
 * @param spec  Vega-Lite specification; not modified
 * @returns bytes of the file
 * @throws {RangeError} dpi outside 1 to 1200
 * @throws {Error} what Vega-Lite refuses or warns of
 */
export async function toPNG(spec: FigureSpec, options: PNGOptions = {}): Promise<Uint8Array> {
  const { drawPNG } = await import("./png.ts");
  const { onWarning } = options;
  const svg = await toSVG(spec, { text: "outlines", ...(onWarning ? { onWarning } : {}) });
  return drawPNG(svg, options.dpi ?? 192);
}

/**
 * Writes a figure to a file: .svg, .png or .json (the specification, typeset) by the ending of the path.
 *
 * The file appears complete or not at all; missing folders are made. The full table of a figure that shows
 * fewer marks than rows is written beside it, as <name>.full.csv.
 *
 * @param spec  Vega-Lite specification; not modified
 * @throws {Error} an unknown ending, or a place that cannot be written
 */
export async function saveFigure(
  spec: FigureSpec,
  path: string,
  options: SaveOptions = {},
): Promise<void> {
  const ending = /\.(svg|png|json)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === undefined) {
    throw new Error(`saveFigure: expected a path that ends in .svg, .png or .json, got ${path}`);
  }
  const bytes =
    ending === "svg"
      ? await toSVG(spec, { text: "outlines", ...options })
      : ending === "png"
        ? await toPNG(spec, options)
        : `${JSON.stringify(await typesetSpec(spec, "saveFigure"), null, 2)}\n`;
  const [{ mkdir }, { dirname }, { default: writeFileAtomic }] = await Promise.all([
    import("node:fs/promises"),
    import("node:path"),
    import("write-file-atomic"),
  ]);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(path, typeof bytes === "string" ? bytes : Buffer.from(bytes));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`saveFigure: expected a place to write ${path}, got ${reason}`, { cause });
  }
  const { fullTableEnding, saveFullTable } = await import("./save-full-table.ts");
  if (options.fullTable ?? true) {
    await saveFullTable(spec, path.replace(/(\.vl)?\.\w+$/i, fullTableEnding));
  }
}
