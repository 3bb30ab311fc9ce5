import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { Cell, Notebook } from "./nbformat.ts";
import { chartRuntime, isChart } from "./report-charts.ts";
import { highlight } from "./report-code.ts";
import { escapeHtml } from "./report-html.ts";
import { type ImageSource, markdownToHtml } from "./report-markdown.ts";
import { outputToHtml } from "./report-outputs.ts";
import { REPORT_STYLE } from "./report-style.ts";

/**
 * One page that shows a notebook: prose, formulas, code, outputs and interactive charts.
 *
 * The page is complete in itself and forbids the browser to load anything else. Pictures that the
 * prose refers to by relative paths are put into it. Equal notebooks give equal bytes.
 *
 * @param notebook  with its outputs
 * @param options.directory  folder from which relative pictures are read
 * @param options.name  title of a notebook without a heading
 * @returns HTML
 */
export async function renderReport(
  notebook: Notebook,
  options: { readonly directory: string; readonly name: string },
): Promise<string> {
  const cells = notebook.cells.map((cell) => cellToHtml(cell, imagesOf(cell, options.directory)));
  const hasCharts = notebook.cells.some(
    (cell) =>
      cell.cell_type === "code" &&
      cell.outputs.some((output) => "data" in output && isChart(output.data)),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(titleOf(notebook) ?? options.name)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
${cells.filter((html) => html !== "").join("\n")}
</main>
${hasCharts ? await chartRuntime() : ""}
</body>
</html>
`;
}

const POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; " +
  "img-src data: blob:; font-src data:";

function cellToHtml(cell: Cell, images: ImageSource): string {
  if (cell.cell_type !== "code") {
    if (cell.cell_type === "raw") return "";
    return `<section class="prose">${markdownToHtml(cell.source, images)}</section>`;
  }
  if (cell.source.trim() === "" && cell.outputs.length === 0) return "";
  const label = cell.execution_count === null ? "" : `[${cell.execution_count}]`;
  const outputs = cell.outputs.map((output) => outputToHtml(output, images)).join("\n");
  return `<section class="cell">
<div class="label" aria-hidden="true">${label}</div>
${cell.source === "" ? "" : `<pre class="source"><code>${highlight(cell.source)}</code></pre>`}
${outputs === "" ? "" : `<div class="outputs">${outputs}</div>`}
</section>`;
}

function titleOf(notebook: Notebook): string | undefined {
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "markdown") continue;
    const heading = /^#{1,6}[ \t]+(.+?)[ \t]*#*$/m.exec(cell.source)?.[1];
    if (heading) return heading.replace(/[*_`$]|\\(?=\W)/g, "");
  }
  return undefined;
}

const IMAGE_TYPES: Record<string, string> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".svg": "image/svg+xml",
};

/** Pictures of a cell: its attachments, data URIs, and files beside the notebook. */
function imagesOf(cell: Cell, directory: string): ImageSource {
  const attachments = "attachments" in cell ? cell.attachments : undefined;
  return (href) => {
    if (href.startsWith("data:")) return href;
    if (href.startsWith("attachment:")) {
      const bundle = attachments?.[decodeURIComponent(href.slice("attachment:".length))];
      const [type, bytes] = Object.entries(bundle ?? {})[0] ?? [];
      return type && `data:${type};base64,${String(bytes).replace(/\s/g, "")}`;
    }
    const type = IMAGE_TYPES[extname(href).toLowerCase()];
    if (!type || /^[a-z]+:|^\/\//i.test(href)) return undefined;
    try {
      const bytes = readFileSync(join(directory, decodeURIComponent(href)));
      return `data:${type};base64,${bytes.toString("base64")}`;
    } catch {
      return undefined;
    }
  };
}
