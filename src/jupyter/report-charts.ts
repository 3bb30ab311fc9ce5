import type { MimeData } from "./nbformat.ts";
import { escapeHtml, scriptJson } from "./report-html.ts";
import { inlinePicture } from "./report-picture.ts";

const CHART_TYPE = /^application\/vnd\.(vega(?:lite)?)\.v\d+\+json$/;

/** How a page shows its charts. */
export interface ChartForm {
  /** True: pictures only. False: `chartRuntime` draws interactive charts in their places. */
  readonly isStatic: boolean;
  /** A name for the next chart, different for each chart of the page. */
  nextName(): string;
}

/** Whether a bundle holds a Vega or Vega-Lite specification. */
export function isChart(bundle: MimeData): boolean {
  return Object.keys(bundle).some((mime) => CHART_TYPE.test(mime));
}

/**
 * A chart: its picture, its captions and, unless the form is static, its specification for `chartRuntime`.
 *
 * @param bundle  one for which `isChart` holds
 */
export function chartToHtml(bundle: MimeData, form: ChartForm): string {
  const mime = Object.keys(bundle).find((key) => CHART_TYPE.test(key))!;
  const language = CHART_TYPE.exec(mime)![1] === "vega" ? "vega" : "vega-lite";
  const label = escapeHtml(textOf(bundle["text/plain"]) || "chart");
  const picture = pictureToHtml(bundle, form.nextName());
  const still = picture
    ? `<div class="still">${picture}</div>`
    : `<div class="still words"><pre>${label}</pre></div>`;
  const specification = form.isStatic
    ? ""
    : `<script type="application/json">${scriptJson(bundle[mime])}</script>`;
  return (
    `<figure class="chart" data-language="${language}" aria-label="${label}">` +
    `${still}${specification}${captions(bundle)}</figure>`
  );
}

/**
 * The picture of a chart: SVG within the page where it is harmless, else as an image of its own.
 *
 * @param name  put before the ids of the picture
 * @returns undefined for a bundle without SVG and PNG
 */
export function pictureToHtml(bundle: MimeData, name: string): string | undefined {
  const alt = escapeHtml(textOf(bundle["text/plain"]) || "chart");
  const svg =
    /<svg\b.*<\/svg>/s.exec(textOf(bundle["text/html"]))?.[0] || textOf(bundle["image/svg+xml"]);
  if (svg) {
    const inline = inlinePicture(svg, name);
    if (inline) return inline;
    const bytes = Buffer.from(standalone(svg)).toString("base64");
    return `<img src="data:image/svg+xml;base64,${bytes}" alt="${alt}">`;
  }
  const png = textOf(bundle["image/png"]).replace(/\s/g, "");
  return png ? `<img src="data:image/png;base64,${escapeHtml(png)}" alt="${alt}">` : undefined;
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
