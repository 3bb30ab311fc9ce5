import type { MimeBundle } from "../jupyter/mime-bundle.ts";
import { escapeHtml } from "../jupyter/report-html.ts";
import { describeFigure } from "../plot/describe.ts";
import { toPNG, toSVG } from "../plot/export.ts";
import { plainText } from "../plot/formulas-in-text.ts";
import type { FigureSpec } from "../plot/spec.ts";
import { typesetSpec } from "../plot/typeset-spec.ts";

/**
 * All forms of a figure that a viewer may want: Vega-Lite JSON, HTML with inline SVG, PNG, a description.
 *
 * The Vega-Lite MIME type follows the schema of the specification; our builders name version 5, which
 * JupyterLab 4 and VS Code render; formulas are readable Unicode in it. Classic Jupyter and nbconvert show the HTML (they blank image/svg+xml).
 * Warnings of Vega-Lite do not stop the figure but stand under it.
 *
 * @param spec  Vega-Lite specification; not modified
 * @param caption  text under the figure; default none
 * @throws {Error} a specification that Vega-Lite refuses
 */
export async function figureBundle(spec: FigureSpec, caption = ""): Promise<MimeBundle> {
  const description = plainText(
    typeof spec.description === "string" ? spec.description : describeFigure(spec),
  );
  const described = await typesetSpec({ ...spec, description }, "figureBundle");
  const warnings = new Set<string>();
  const svg = await toSVG(described, { onWarning: (message) => warnings.add(message) });
  const png = await toPNG(described, { dpi: 144, onWarning: () => undefined });
  const notes = [
    plainText(caption),
    ...[...warnings].map((message) => `Warning: ${message}`),
  ].filter((note) => note !== "");
  const fluid = svg.replace("<svg ", '<svg style="max-width:100%;height:auto" ');
  const captions = notes.map((note) => `<figcaption>${escapeHtml(note)}</figcaption>`).join("");
  return {
    [`application/vnd.vegalite.v${schemaMajor(spec)}+json`]: described,
    "text/html": `<figure class="damlab-figure" style="margin:0">${fluid}${captions}</figure>`,
    "image/png": base64(png),
    "text/plain": [description, ...notes].join("\n"),
  };
}

/** True for a Vega-Lite specification that names its schema. */
export function isFigure(value: unknown): value is FigureSpec {
  const schema = (value as { $schema?: unknown } | null)?.$schema;
  return typeof schema === "string" && schema.includes("/vega-lite/");
}

function schemaMajor(spec: FigureSpec): string {
  return /\/vega-lite\/v(\d+)/.exec(String(spec.$schema))?.[1] ?? "5";
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 8192) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return btoa(binary);
}
