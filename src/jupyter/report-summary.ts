import { type Cell, type CodeCell, type MimeData, type Notebook, tagsOf } from "./nbformat.ts";
import { isChart } from "./report-charts.ts";
import { firstHeading } from "./report-markdown.ts";

/** What a list of notebooks says of one. */
export interface NotebookSummary {
  /** Its first heading without marks. */
  readonly title: string | undefined;
  /** The first sentence of its prose, in markdown. */
  readonly sentence: string | undefined;
  /** Cells, blank ones aside. */
  readonly cells: number;
  readonly figures: number;
  /** The bundle of its first figure. */
  readonly firstFigure: MimeData | undefined;
  readonly status: "executed" | "partly executed" | "without outputs";
  /** Cells that failed although they may not. */
  readonly errors: number;
}

/** The summary of a notebook as it is stored. */
export function summarise(notebook: Notebook): NotebookSummary {
  const cells = notebook.cells.filter(({ source }) => source.trim() !== "");
  const code = cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
  const ran = code.filter((cell) => cell.execution_count !== null || cell.outputs.length > 0);
  const figures = code.flatMap(({ outputs }) =>
    outputs.flatMap((output) => ("data" in output && isFigure(output.data) ? [output.data] : [])),
  );
  return {
    title: titleOf(notebook),
    sentence: firstSentence(cells),
    cells: cells.length,
    figures: figures.length,
    firstFigure: figures[0],
    status:
      ran.length === code.length
        ? "executed"
        : ran.length > 0
          ? "partly executed"
          : "without outputs",
    errors: code.filter(hasFailed).length,
  };
}

/** The first heading of a notebook without marks. */
export function titleOf(notebook: Notebook): string | undefined {
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "markdown") continue;
    const heading = firstHeading(cell.source);
    if (heading !== undefined) return withoutReferences(heading);
  }
  return undefined;
}

/** Character references as the characters they mean. */
function withoutReferences(text: string): string {
  return text.replace(/&#(\d{1,5});/g, (_, code) => String.fromCharCode(Number(code)));
}

function hasFailed(cell: CodeCell): boolean {
  const mayFail = tagsOf(cell).includes("raises-exception");
  return !mayFail && cell.outputs.some(({ output_type }) => output_type === "error");
}

function isFigure(bundle: MimeData): boolean {
  return isChart(bundle) || Object.keys(bundle).some((mime) => mime.startsWith("image/"));
}

const LONGEST_SENTENCE = 300;

/** The first paragraph up to the end of a sentence of at least four words: "Question." is none. */
function firstSentence(cells: readonly Cell[]): string | undefined {
  const paragraph = cells
    .filter(({ cell_type }) => cell_type === "markdown")
    .flatMap(({ source }) => source.split(/\n\s*\n/))
    .map((text) => text.replace(/^(?:#{1,6}[ \t].*(?:\n|$))+/gm, "").trim())
    .find((text) => /^[*_`$[(]*[\p{L}\p{N}]/u.test(text));
  if (paragraph === undefined) return undefined;
  const text = paragraph.replace(/\s+/g, " ");
  const sentence = /^(?:\S+ ){3,}?\S*[.?!…](?=[*_`]*(?: |$))[*_`]*/.exec(text)?.[0];
  if (sentence !== undefined && sentence.length <= LONGEST_SENTENCE) return sentence;
  const start =
    text.length > LONGEST_SENTENCE ? text.slice(0, LONGEST_SENTENCE).replace(/ \S*$/, "") : text;
  return `${start.replace(/[:;,]$/, "")} …`;
}
