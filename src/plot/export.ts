import { requireWord } from "../numerics/require-word.ts";
import { darkened, isDark } from "./dark-theme.ts";
import { embedInSVG, type FigureFormat } from "./embedded.ts";
import { makeFolder } from "./make-folder.ts";
import type { FigureSpec } from "./spec.ts";
import { typesetSpec } from "./typeset-spec.ts";

/** Choices of `toSVG` and `toPDF`. */
export interface ExportOptions {
  /** Takes the warnings of Vega-Lite and Vega; without it the first warning is an error. */
  readonly onWarning?: (message: string) => void;
  /**
   * Texts of SVG as text, which can be searched and copied and wants a font like DejaVu Sans, or as
   * outlines, which look the same everywhere. Default: "text" for `toSVG`, "outlines" for `saveFigure`.
   * Formulas are outlines in both.
   */
  readonly text?: "text" | "outlines";
  /** Default "light"; pages (.html) follow their reader by default. */
  readonly theme?: "light" | "dark";
}

/** Choices of `toPNG`. */
export interface PNGOptions extends ExportOptions {
  /** Pixels per inch, 1 to 1200; default 192, twice the size on the page. */
  readonly dpi?: number;
  /**
   * "few": at most 256 colours, in files of about half the size; rarer ones, at edges of letters and lines, take
   * the nearest. Default "all".
   */
  readonly colours?: "all" | "few";
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
 * specifications give equal bytes. Formulas in `$…$` are set by MathJax and drawn as outlines. Title,
 * description, number of marks and the recipe of the specification are kept in <metadata>. About 50 ms warm.
 *
 * @param figure  Vega-Lite specification; not modified
 * @throws {Error} what Vega-Lite refuses or warns of, and TeX that cannot be set
 */
export async function toSVG(figure: FigureSpec, options: ExportOptions = {}): Promise<string> {
  const { text = "text" } = options;
  requireWord("toSVG", "text", text, ["text", "outlines"]);
  return (await drawing(figure, options)).svg(text);
}

/** A figure that is laid out once, whatever it is written as. */
export interface Drawing {
  svg(text: "text" | "outlines"): string;
  png(choices: Pick<PNGOptions, "dpi" | "colours">): Promise<Uint8Array>;
}

/**
 * Lays a figure out for `toSVG` and `toPNG`, which say what it throws.
 *
 * @param figure  Vega-Lite specification; not modified
 */
export async function drawing(
  figure: FigureSpec,
  options: Pick<ExportOptions, "onWarning" | "theme">,
): Promise<Drawing> {
  const [{ drawSVG }, { figureRecord }] = await Promise.all([
    import("./svg.ts"),
    import("./figure-record.ts"),
  ]);
  const theme = requireTheme(options.theme ?? "light");
  const spec = await typesetSpec(figure, "toSVG");
  const draw = await drawSVG(theme === "dark" ? darkened(spec) : spec, options);
  const svg = (text: "text" | "outlines") => {
    const form = { theme: isDark(spec) ? "dark" : theme, text } as const;
    const picture = draw(text);
    return embedInSVG(picture, figureRecord(spec, picture, form));
  };
  return {
    svg,
    async png({ dpi = 192, colours = "all" }) {
      const { drawPNG } = await import("./png.ts");
      return drawPNG(svg("outlines"), dpi, colours);
    },
  };
}

/**
 * Draws a figure as a PNG file, with the glyphs of the bundled DejaVu Sans only.
 *
 * The same picture as `toSVG`; the file states its resolution and keeps the record in an iTXt chunk.
 *
 * @param spec  Vega-Lite specification; not modified
 * @returns bytes of the file
 * @throws {RangeError} dpi outside 1 to 1200
 * @throws {Error} what Vega-Lite refuses or warns of
 */
export async function toPNG(spec: FigureSpec, options: PNGOptions = {}): Promise<Uint8Array> {
  requireWord("toPNG", "colours", options.colours ?? "all", ["all", "few"]);
  return (await drawing(spec, options)).png(options);
}

/**
 * Draws a figure as a PDF file of one page of its size: shapes as shapes, texts as selectable text.
 *
 * The same picture as `toSVG`, the used glyphs of DejaVu Sans embedded; title, description and record stand
 * in the document information. No dates: equal specifications give equal bytes.
 *
 * @param spec  Vega-Lite specification; not modified
 * @returns bytes of the file
 * @throws {Error} what Vega-Lite refuses or warns of, or paints and pictures that a PDF cannot hold
 */
export async function toPDF(spec: FigureSpec, options: ExportOptions = {}): Promise<Uint8Array> {
  const { drawPDF } = await import("./pdf.ts");
  return drawPDF(await toSVG(spec, { ...options, text: "text" }));
}

/**
 * One page that shows a figure interactively and needs no other file and no network.
 *
 * It holds the chart libraries (about 0.8 MB), the specification and the figure as drawn by `toSVG`, which
 * is seen until the interactive one is ready, and without scripts. Light or dark as the reader's system,
 * unless `theme` says which. Zoom by the wheel and drag where both axes are numbers.
 *
 * @param spec  Vega-Lite specification; not modified
 * @throws {Error} what Vega-Lite refuses or warns of
 */
export async function toHTML(spec: FigureSpec, options: ExportOptions = {}): Promise<string> {
  const { figurePage } = await import("./html.ts");
  return figurePage(spec, options);
}

/**
 * Writes a figure to a file: .svg, .png, .pdf, .html (interactive) or .json (the specification, typeset) by
 * the ending of the path.
 *
 * The file appears complete or not at all; missing folders are made. The full table of a figure that shows
 * fewer marks than rows is written beside it, as <name>.full.csv, further ones of a
 * composition as <name>.full-2.csv and so on.
 *
 * @param spec  Vega-Lite specification; not modified
 * @throws {Error} an unknown ending, a figure that cannot be drawn, or a place that cannot be written
 */
export async function saveFigure(
  spec: FigureSpec,
  path: string,
  options: SaveOptions = {},
): Promise<void> {
  const format = formatByEnding(path);
  if (format === undefined) {
    throw new Error(
      `saveFigure: expected a path that ends in .svg, .png, .pdf, .html or .json, got ${path}`,
    );
  }
  const bytes = await exported(spec, format, options);
  const [{ dirname }, { default: writeFileAtomic }] = await Promise.all([
    import("node:path"),
    import("write-file-atomic"),
  ]);
  try {
    await makeFolder(dirname(path));
    await writeFileAtomic(path, Buffer.from(bytes));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`saveFigure: expected a place to write ${path}, got ${reason}`, { cause });
  }
  const { saveFullTables } = await import("./save-full-table.ts");
  if (options.fullTable ?? true) await saveFullTables(spec, path.replace(/(\.vl)?\.\w+$/i, ""));
}

/** The format that the ending of a path names, if any. */
export function formatByEnding(path: string): FigureFormat | undefined {
  return /\.(svg|png|pdf|html|json)$/i.exec(path)?.[1]?.toLowerCase() as FigureFormat | undefined;
}

/** Bytes of a figure in a format. */
export async function exported(
  spec: FigureSpec,
  format: FigureFormat,
  options: PNGOptions = {},
): Promise<Uint8Array> {
  switch (format) {
    case "png":
      return toPNG(spec, options);
    case "pdf":
      return toPDF(spec, options);
    default:
      return new TextEncoder().encode(
        format === "svg"
          ? await toSVG(spec, { text: "outlines", ...options })
          : format === "html"
            ? await toHTML(spec, options)
            : await specification(spec, options),
      );
  }
}

/** The specification as text, its formulas set; a dark one says so, because its colours alone do not. */
async function specification(
  spec: FigureSpec,
  { theme = "light" }: ExportOptions,
): Promise<string> {
  const coloured = requireTheme(theme) === "dark" ? darkened(spec) : spec;
  return `${JSON.stringify(await typesetSpec(coloured, "saveFigure"), null, 2)}\n`;
}

function requireTheme(theme: "light" | "dark"): "light" | "dark" {
  requireWord("toSVG", "theme", theme, ["light", "dark"]);
  return theme;
}
