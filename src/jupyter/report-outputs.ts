import type { MimeData, Output } from "./nbformat.ts";
import { type ChartForm, chartToHtml, isChart } from "./report-charts.ts";
import { closeFragment } from "./report-fragment.ts";
import { escapeHtml, withoutAnsi } from "./report-html.ts";
import { formulaToHtml, type ImageSource, markdownToHtml } from "./report-markdown.ts";

/** Lines of an error that are always seen. */
const TRACE_LINES = 12;

/** An output as HTML. */
export function outputToHtml(output: Output, images: ImageSource, form: ChartForm): string {
  switch (output.output_type) {
    case "stream":
      return `<pre class="${output.name === "stderr" ? "stderr" : "stdout"}">${plain(output.text)}</pre>`;
    case "error":
      return errorToHtml(output.traceback.join("\n") || `${output.ename}: ${output.evalue}`);
    default:
      return bundleToHtml(output.data, images, form);
  }
}

/** The head of an error; the rest of a long one is folded. */
function errorToHtml(trace: string): string {
  const lines = plain(trace).split("\n");
  if (lines.length <= TRACE_LINES + 1) return `<pre class="error">${lines.join("\n")}</pre>`;
  const [head, rest] = [lines.slice(0, TRACE_LINES), lines.slice(TRACE_LINES)];
  return (
    `<div class="error"><pre>${head.join("\n")}</pre>` +
    `<details><summary>${rest.length} more lines</summary><pre>${rest.join("\n")}</pre></details></div>`
  );
}

/** The richest form of a bundle that a page can show. */
function bundleToHtml(bundle: MimeData, images: ImageSource, form: ChartForm): string {
  if (isChart(bundle)) return chartToHtml(bundle, form);
  const label = escapeHtml(String(bundle["text/plain"] ?? ""));
  const text = (mime: string) => bundle[mime] as string | undefined;
  const html = text("text/html");
  if (html !== undefined) return `<div class="html">${closeFragment(html)}</div>`;
  const svg = text("image/svg+xml");
  if (svg !== undefined) return image("svg+xml", Buffer.from(svg).toString("base64"), label);
  for (const kind of ["png", "jpeg", "gif", "webp"]) {
    const bytes = text(`image/${kind}`);
    if (bytes !== undefined) return image(kind, bytes.replace(/\s/g, ""), label);
  }
  const markdown = text("text/markdown");
  if (markdown !== undefined) return `<div class="prose">${markdownToHtml(markdown, images)}</div>`;
  const latex = text("text/latex");
  if (latex !== undefined) {
    const formula = latex.trim().replace(/^\$+|\$+$/g, "");
    return `<p>${formulaToHtml(formula, true)}</p>`;
  }
  return label === "" ? "" : `<pre class="value">${plain(String(bundle["text/plain"]))}</pre>`;
}

function image(kind: string, base64: string, label: string): string {
  return `<figure><img src="data:image/${kind};base64,${escapeHtml(base64)}" alt="${label}"></figure>`;
}

function plain(text: string): string {
  return escapeHtml(withoutAnsi(text)).replace(/\n$/, "");
}
