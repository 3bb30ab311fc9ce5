import type { MimeBundle } from "../jupyter/mime-bundle.ts";
import { escapeHtml } from "../jupyter/report-html.ts";
import { base64 } from "../plot/base64.ts";
import { describeFigure } from "../plot/describe.ts";
import { type Drawing, drawing } from "../plot/export.ts";
import { plainText } from "../plot/formulas-in-text.ts";
import { type FullTable, fullTables } from "../plot/full-table.ts";
import { fullTableName } from "../plot/save-full-table.ts";
import type { FigureSpec } from "../plot/spec.ts";
import { typesetSpec } from "../plot/typeset-spec.ts";
import { compactSVG } from "./compact-svg.ts";

/** Size of a bundle, in characters, up to which its HTML holds the SVG whatever that weighs. */
const mostCharacters = 300_000;

/**
 * All forms of a figure that a viewer may want: Vega-Lite JSON, HTML with inline SVG, PNG, a description.
 *
 * The Vega-Lite MIME type follows the schema of the specification; our builders name version 5, which
 * JupyterLab 4 and VS Code render; formulas are readable Unicode in it. Classic Jupyter and nbconvert show
 * the HTML (they blank image/svg+xml). Warnings of Vega-Lite and what `lintFigure` finds do not stop the
 * figure but stand under it. Of a figure so full of marks that all this is more than 300 kB, the HTML holds
 * the PNG instead of the SVG, with 96 pixels per inch where that is needed.
 *
 * @param spec  Vega-Lite specification; not modified
 * @param caption  text under the figure; default none
 * @param name  under which the figure and the full tables of what it reduces are kept; default: not kept
 * @throws {Error} a specification that Vega-Lite refuses
 */
export async function figureBundle(
  spec: FigureSpec,
  caption = "",
  name?: string,
): Promise<MimeBundle> {
  const description = plainText(
    typeof spec.description === "string" ? spec.description : describeFigure(spec),
  );
  const described = await typesetSpec({ ...spec, description }, "figureBundle");
  const warnings = new Set<string>();
  const drawn = await drawing(described, { onWarning: (message) => warnings.add(message) });
  const notes = [
    plainText(caption),
    ...fullTables(spec).map((table, k) => tableWords(table, name && fullTableName(name, k))),
    ...[...warnings].map((message) => `Warning: ${message}`),
  ].filter((note) => note !== "");
  const captions = notes.map((note) => `<figcaption>${escapeHtml(note)}</figcaption>`).join("");
  const size = JSON.stringify(described).length + captions.length;
  const { html, png } = await pictures(drawn, description, size);
  return {
    [`application/vnd.vegalite.v${schemaMajor(spec)}+json`]: described,
    "text/html": `<figure class="damlab-figure" style="margin:0">${html}${captions}</figure>`,
    "image/png": png,
    "text/plain": [description, ...notes].join("\n"),
  };
}

function tableWords({ reduction, rows }: FullTable, file: string | undefined): string {
  const place =
    rows === undefined
      ? "not at hand"
      : file === undefined
        ? "kept where the figure has a name"
        : `${file} in the data folder`;
  const facts = `${reduction.rows.toLocaleString("en")} rows, SHA-256 ${reduction.sha256}`;
  return `full table: ${place} (${facts})`;
}

/** The picture as HTML and as PNG, the lightest way that keeps the bundle small. */
async function pictures(
  drawn: Drawing,
  description: string,
  size: number,
): Promise<{ html: string; png: string }> {
  const style = 'style="max-width:100%;height:auto"';
  const draw = async (dpi: number) => base64(await drawn.png({ dpi, colours: "few" }));
  const svg = drawn.svg("text");
  const png = await draw(144);
  const fits = (html: string, picture: string) =>
    size + html.length + picture.length <= mostCharacters;
  const inline = compactSVG(svg).replace("<svg ", `<svg ${style} `);
  if (fits(inline, png)) return { html: inline, png };
  const width = /<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1];
  const image = (picture: string) =>
    `<img ${style}${width ? ` width="${Math.round(Number(width))}"` : ""} ` +
    `alt="${escapeHtml(description)}" src="data:image/png;base64,${picture}">`;
  const isSmaller = image(png).length < inline.length;
  if (fits(image(png), png)) return { html: image(png), png };
  const small = await draw(96);
  return { html: isSmaller ? image(small) : inline, png: small };
}

/** True for a Vega-Lite specification that names its schema. */
export function isFigure(value: unknown): value is FigureSpec {
  const schema = (value as { $schema?: unknown } | null)?.$schema;
  return typeof schema === "string" && schema.includes("/vega-lite/");
}

function schemaMajor(spec: FigureSpec): string {
  return /\/vega-lite\/v(\d+)/.exec(String(spec.$schema))?.[1] ?? "5";
}
