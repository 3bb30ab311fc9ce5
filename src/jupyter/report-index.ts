import { createHash } from "node:crypto";
import type { MimeData } from "./nbformat.ts";
import { pictureToHtml } from "./report-charts.ts";
import { escapeHtml } from "./report-html.ts";
import { INDEX_STYLE } from "./report-index-style.ts";
import { lineToHtml } from "./report-markdown.ts";
import { pageToHtml } from "./report-page.ts";
import type { NotebookSummary } from "./report-summary.ts";

/** A notebook in an index. */
export interface IndexEntry extends NotebookSummary {
  readonly title: string;
  /** Folders and file name of its page, seen from the index. */
  readonly place: readonly string[];
}

/**
 * A page that lists notebooks: title, first sentence, first figure, size and state of each, with a search box.
 *
 * The page is complete in itself and forbids the browser to load anything. Equal entries give equal bytes.
 *
 * @param title  heading of the page
 */
export function renderIndex(title: string, entries: readonly IndexEntry[]): string {
  const hash = createHash("sha256").update(SEARCH).digest("base64");
  const cards = entries.map(cardToHtml).join("\n");
  const box =
    '<p class="search" hidden><label>Search <input type="search" autocomplete="off"></label> ' +
    '<span role="status"></span></p>';
  const empty = '<p class="faint">No notebook could be read.</p>';
  return pageToHtml({
    title,
    scripts: `'sha256-${hash}'`,
    style: INDEX_STYLE,
    main: `<h1>${escapeHtml(title)}</h1>
${entries.length === 0 ? empty : `${box}\n<ul class="notebooks">\n${cards}\n</ul>`}`,
    after: `<script>${SEARCH}</script>\n`,
  });
}

function cardToHtml(entry: IndexEntry, k: number): string {
  const href = entry.place.map(encodeURIComponent).join("/");
  const folder = entry.place.slice(0, -1).join(" / ");
  const picture = entry.firstFigure && thumbnail(entry.firstFigure, `figure-${k + 1}`);
  const sentence = entry.sentence === undefined ? "" : `<p>${lineToHtml(entry.sentence)}</p>\n`;
  const facts = [
    folder,
    counted(entry.cells, "cell"),
    entry.figures === 0 ? "" : counted(entry.figures, "figure"),
    entry.status,
  ].filter((fact) => fact !== "");
  const errors =
    entry.errors === 0 ? "" : ` · <strong>${counted(entry.errors, "failed cell")}</strong>`;
  return `<li>
<div class="thumbnail" aria-hidden="true">${picture ?? ""}</div>
<div><h2><a href="${escapeHtml(href)}">${escapeHtml(entry.title)}</a></h2>
${sentence}<p class="faint">${facts.map(escapeHtml).join(" · ")}${errors}</p></div>
</li>`;
}

/** Largest picture that is worth its bytes in an index. */
const LARGEST_THUMBNAIL = 60_000;

/** The picture of a figure; of a large drawing its pixels, when they are smaller. */
function thumbnail(bundle: MimeData, name: string): string | undefined {
  const forms = [bundle, onlyPixels(bundle)].flatMap((form) => pictureToHtml(form, name) ?? []);
  return forms.find(({ length }) => length <= LARGEST_THUMBNAIL) ?? forms.sort(byLength)[0];
}

function onlyPixels(bundle: MimeData): MimeData {
  return { "image/png": bundle["image/png"] };
}

function byLength(a: string, b: string): number {
  return a.length - b.length;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const SEARCH = `
const box = document.querySelector(".search");
if (box) {
  const items = [...document.querySelectorAll(".notebooks > li")];
  const texts = items.map((item) => item.textContent.toLowerCase());
  const search = () => {
    const words = box.querySelector("input").value.toLowerCase().split(/\\s+/);
    const found = texts.map((text) => words.every((word) => text.includes(word)));
    items.forEach((item, k) => { item.hidden = !found[k]; });
    const count = found.filter(Boolean).length;
    box.querySelector("[role]").textContent = count < items.length ? count + " of " + items.length : "";
  };
  box.hidden = false;
  box.addEventListener("input", search);
  search();
}
`;
