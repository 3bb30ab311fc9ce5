import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { Cell, Notebook } from "./nbformat.ts";
import { type ChartForm, isChart } from "./report-charts.ts";
import { codeToHtml } from "./report-code.ts";
import { contentsToHtml, Headings } from "./report-headings.ts";
import { linksToHtml, type PageLinks } from "./report-links.ts";
import { type ImageSource, markdownToHtml } from "./report-markdown.ts";
import { outputToHtml } from "./report-outputs.ts";
import { MAIN_ID, pageToHtml } from "./report-page.ts";
import { chartRuntime, RUNTIME_IDS } from "./report-runtime.ts";
import { REPORT_STYLE } from "./report-style.ts";
import { titleOf } from "./report-summary.ts";

/** Choices of `renderReport`. */
export interface ReportOptions {
  /** Folder from which relative pictures are read. */
  readonly directory: string;
  /** Title of a notebook without a heading. */
  readonly name: string;
  /** Pictures in place of interactive charts, and no script at all; default false. */
  readonly isStatic?: boolean;
  /** Script for charts, run after the libraries that draw them; default: none. */
  readonly chartScript?: string;
  /** Pages that the report leads to; default: none. */
  readonly links?: PageLinks;
}

/**
 * One page that shows a notebook: prose, formulas, code, outputs and interactive charts.
 *
 * The page is complete in itself and forbids the browser to load anything else. Pictures that the
 * prose refers to by relative paths are put into it. Equal notebooks give equal bytes.
 *
 * @param notebook  with its outputs
 * @returns HTML
 */
export async function renderReport(notebook: Notebook, options: ReportOptions): Promise<string> {
  const { directory, name, isStatic = false, chartScript, links = {} } = options;
  const headings = new Headings([MAIN_ID, ...RUNTIME_IDS]);
  let charts = 0;
  const form = { isStatic, nextName: () => `chart-${++charts}` };
  const cells = notebook.cells.map((cell) =>
    cellToHtml(cell, imagesOf(cell, directory), headings, form),
  );
  const hasCode = notebook.cells.some(showsCode);
  const hasRuntime = !isStatic && notebook.cells.some(showsChart);
  return pageToHtml({
    title: titleOf(notebook) ?? name,
    ...(isStatic ? {} : { scripts: "'unsafe-inline' 'unsafe-eval'" }),
    style: REPORT_STYLE,
    tools: hasCode ? CODE_SWITCH : "",
    before: `${linksToHtml(links, "Pages")}${contentsToHtml(headings.list)}`,
    main: cells.filter((html) => html !== "").join("\n"),
    after: `${linksToHtml(links, "Pages, again")}${hasRuntime ? await chartRuntime(chartScript) : ""}`,
  });
}

const CODE_SWITCH =
  '<label><input type="checkbox" class="show-code" checked autocomplete="off"> Show code</label>';

function showsCode({ cell_type, source }: Cell): boolean {
  return cell_type === "code" && source.trim() !== "";
}

function showsChart(cell: Cell): boolean {
  return (
    cell.cell_type === "code" &&
    cell.outputs.some((output) => "data" in output && isChart(output.data))
  );
}

function cellToHtml(cell: Cell, images: ImageSource, headings: Headings, form: ChartForm): string {
  if (cell.cell_type !== "code") {
    if (cell.cell_type === "raw") return "";
    return `<section class="prose">${markdownToHtml(cell.source, images, headings)}</section>`;
  }
  if (cell.source.trim() === "" && cell.outputs.length === 0) return "";
  const label = cell.execution_count === null ? "" : `[${cell.execution_count}]`;
  const outputs = cell.outputs.map((output) => outputToHtml(output, images, form)).join("\n");
  return `<section class="cell">
<div class="label" aria-hidden="true">${label}</div>
${cell.source === "" ? "" : codeToHtml(cell.source)}
${outputs === "" ? "" : `<div class="outputs">${outputs}</div>`}
</section>`;
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
      const bundle = attachments?.[decoded(href.slice("attachment:".length))];
      const [type, bytes] = Object.entries(bundle ?? {})[0] ?? [];
      return type && `data:${type};base64,${String(bytes).replace(/\s/g, "")}`;
    }
    const type = IMAGE_TYPES[extname(href).toLowerCase()];
    if (!type || /^[a-z]+:|^\/\//i.test(href)) return undefined;
    try {
      const bytes = readFileSync(join(directory, decoded(href)));
      return `data:${type};base64,${bytes.toString("base64")}`;
    } catch {
      return undefined;
    }
  };
}

/** The text without its escapes %xx; the text itself where it has a "%" of another meaning. */
function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
