import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { MimeData } from "./nbformat.ts";
import { escapeHtml, scriptJson, scriptText } from "./report-html.ts";

const CHART_TYPE = /^application\/vnd\.(vega(?:lite)?)\.v\d+\+json$/;

/** Whether a bundle holds a Vega or Vega-Lite specification. */
export function isChart(bundle: MimeData): boolean {
  return Object.keys(bundle).some((mime) => CHART_TYPE.test(mime));
}

/**
 * A chart: its static picture, and its specification for `chartRuntime`, which puts the
 * interactive one in the picture's place.
 *
 * @param bundle  one for which `isChart` holds
 */
export function chartToHtml(bundle: MimeData): string {
  const mime = Object.keys(bundle).find((key) => CHART_TYPE.test(key))!;
  const specification = bundle[mime];
  const language = CHART_TYPE.exec(mime)![1] === "vega" ? "vega" : "vega-lite";
  const description = textOf(bundle["text/plain"]) || "chart";
  const label = escapeHtml(description);
  const picture = staticPicture(bundle);
  const fallback = picture
    ? `<img src="${escapeHtml(picture)}" alt="${label}">`
    : `<pre>${label}</pre>`;
  return (
    `<figure class="chart" role="img" aria-label="${label}" data-language="${language}">` +
    `<div class="drawing">${fallback}</div>` +
    `<script type="application/json">${scriptJson(specification)}</script>${captions(bundle)}</figure>`
  );
}

/** Scripts that draw every chart of the page: the libraries once, and the few lines that call them. */
export async function chartRuntime(): Promise<string> {
  const libraries = await Promise.all([
    readLibrary("vega", "vega.min.js"),
    readLibrary("vega-lite", "vega-lite.min.js"),
    readLibrary("vega-embed", "vega-embed.min.js"),
  ]);
  return [...libraries, DRAW].map((source) => `<script>${scriptText(source)}</script>`).join("\n");
}

const DRAW = `
for (const figure of document.querySelectorAll("figure.chart")) {
  const drawing = figure.querySelector(".drawing");
  const specification = JSON.parse(figure.querySelector("script").textContent);
  const box = document.createElement("div");
  const options = {
    mode: figure.dataset.language,
    renderer: "svg",
    logLevel: vega.Error,
    actions: { export: true, source: false, compiled: false, editor: false },
  };
  vegaEmbed(box, specification, options).then(
    () => {
      drawing.replaceWith(box);
      figure.dataset.drawn = "interactive";
    },
    (error) => {
      figure.dataset.drawn = "static";
      console.error(error);
    },
  );
}
`;

/** The minified build of a package, beside the module that its name resolves to. */
async function readLibrary(name: string, file: string): Promise<string> {
  const path = fileURLToPath(new URL(file, import.meta.resolve(name)));
  const source = await readFile(path, "utf8");
  return source.replace(/^\/\/# sourceMappingURL=.*$/m, "").trim();
}

/** The chart's picture as a data URI: as an image of its own, its clip paths cannot meet others'. */
function staticPicture(bundle: MimeData): string | undefined {
  const html = textOf(bundle["text/html"]);
  const svg = textOf(bundle["image/svg+xml"]) || /<svg\b.*<\/svg>/s.exec(html)?.[0];
  if (svg) return `data:image/svg+xml;base64,${Buffer.from(standalone(svg)).toString("base64")}`;
  const png = textOf(bundle["image/png"]).replace(/\s/g, "");
  return png ? `data:image/png;base64,${png}` : undefined;
}

function captions(bundle: MimeData): string {
  return (textOf(bundle["text/html"]).match(/<figcaption>.*?<\/figcaption>/gs) ?? []).join("");
}

function standalone(svg: string): string {
  return /<svg\b[^>]*\bxmlns=/.test(svg)
    ? svg
    : svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
