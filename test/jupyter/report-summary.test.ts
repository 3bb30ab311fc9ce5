import assert from "node:assert/strict";
import { test } from "node:test";
import type { Output } from "../../src/jupyter/nbformat.ts";
import { summarise } from "../../src/jupyter/report-summary.ts";
import { code, notebookOf, prose } from "../support/tiny-notebook.ts";

const ran = (source: string, ...outputs: Output[]) => ({
  ...code(source),
  outputs,
  execution_count: 1,
});
const shown = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});
const failure: Output = { output_type: "error", ename: "E", evalue: "v", traceback: [] };

test("summarise: the first sentence has at least four words and keeps its formulas", () => {
  const sentences: [string, string][] = [
    [
      "# T\n\n**Question.** Can a memory hold\n$P$ rows? Yes.",
      "**Question.** Can a memory hold $P$ rows?",
    ],
    ["# T\nText right below it is fine. More.", "Text right below it is fine."],
    [
      "## T\n\n![p](a.png)\n\n| a |\n\nWords after $n = 0.5$ and a picture.",
      "Words after $n = 0.5$ and a picture.",
    ],
    ["The energy of a state is:\n\n$$E$$", "The energy of a state is …"],
    ["A b.", "A b. …"],
  ];
  for (const [text, sentence] of sentences)
    assert.equal(summarise(notebookOf(prose(text))).sentence, sentence);
  assert.equal(summarise(notebookOf(prose("# Only a title"), "1")).sentence, undefined);
  const long = summarise(notebookOf(prose("word ".repeat(200)))).sentence!;
  assert.ok(long.length <= 302 && long.endsWith("word …"), long);
});

test("summarise: the title is the first heading, not a comment in code, without its marks", () => {
  const titles: [string, string | undefined][] = [
    ["```sh\n# install\nnpm i\n```\n\n## A *b* `c` $\\beta$ \\$5 #", "A b c \\beta $5"],
    ["    # indented\n\nUnderlined\n======", "Underlined"],
    ["text\n\n#\n\n# Second", "Second"],
    ["#no heading", undefined],
  ];
  for (const [text, title] of titles) assert.equal(summarise(notebookOf(prose(text))).title, title);
});

test("summarise: the status says how much of the code was run", () => {
  const status = (...cells: Parameters<typeof notebookOf>) =>
    summarise(notebookOf(...cells)).status;
  assert.equal(status(ran("1"), ran("2"), prose("x"), ""), "executed");
  assert.equal(status(ran("1"), "2"), "partly executed");
  assert.equal(status("1", "2"), "without outputs");
});

test("summarise: failed cells count unless they may fail", () => {
  const may = { ...ran("2", failure), metadata: { tags: ["raises-exception"] } };
  assert.equal(summarise(notebookOf(ran("1", failure, failure), may)).errors, 1);
});

test("summarise: figures are charts and images, the first one is kept", () => {
  const spec = shown({ "application/vnd.vegalite.v5+json": {}, "image/png": "AA==" });
  const image = shown({ "image/png": "BB==" });
  const summary = summarise(
    notebookOf(prose("# x"), ran("1", shown({ "text/html": "<table>" }), image, spec), ""),
  );
  assert.equal(summary.figures, 2);
  assert.deepEqual(summary.firstFigure, { "image/png": "BB==" });
  assert.equal(summary.cells, 2);
});
