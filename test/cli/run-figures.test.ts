import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { formatNotebook } from "../../src/jupyter/nbformat.ts";
import { damlab } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { code, notebookOf, prose } from "../support/tiny-notebook.ts";

const schema = "https://vega.github.io/schema/vega-lite/v5.json";

/** A cell whose last value is a figure of two points. */
function figureCell(y: string, values: string, metadata: Record<string, unknown> = {}) {
  const x = '{ field: "x", type: "quantitative" }';
  return code(
    `({ $schema: "${schema}", data: { values: ${values} }, mark: "point", encoding: { x: ${x}, y: ${y} } })`,
    metadata,
  );
}

const good = '{ field: "y", type: "quantitative" }';
const two = "[{ x: 1, y: 0 }, { x: 2, y: 4 }]";

test("run: a notebook fails for a figure that leaves something out, and cell and rows are named", async (t) => {
  const directory = temporaryFolder(t);
  const notebooks = {
    "good.ipynb": notebookOf(figureCell(good, two)),
    "bad.ipynb": notebookOf(
      prose("Figures"),
      figureCell('{ field: "y", type: "quantitative", scale: { type: "log" } }', two),
      figureCell('{ field: "y", type: "quantitative", title: null }', two),
      figureCell(good, "[]"),
      figureCell(good, two),
    ),
    "tagged.ipynb": notebookOf(figureCell(good, "[]", { tags: ["raises-exception"] })),
    "vega.ipynb": notebookOf(
      'import { display } from "damlab"; display.raw({ "application/vnd.vega.v5+json": { marks: [] }, "text/plain": "" });',
    ),
  };
  for (const [name, notebook] of Object.entries(notebooks)) {
    writeFileSync(join(directory, name), formatNotebook(notebook));
  }
  const names = Object.keys(notebooks);
  const {
    code: exit,
    stdout,
    stderr,
  } = await damlab(["run", ...names, "--json"], {
    cwd: directory,
  });
  assert.equal(exit, 1, stderr);
  const rows = JSON.parse(stdout) as Record<string, unknown>[];
  assert.deepEqual(
    rows.map((row) => [row.notebook, row.status, row.failed, row.faulty_figures]),
    [
      ["good.ipynb", "ok", 0, 0],
      ["bad.ipynb", "failed", 0, 3],
      ["tagged.ipynb", "ok", 0, 0],
      ["vega.ipynb", "ok", 0, 0],
    ],
  );
  const said = stderr.split("\n").filter((line) => line.includes("faulty figure"));
  assert.deepEqual(
    said.map((line) => line.replace(/, got .*/, "")),
    [
      'bad.ipynb: In [1] (cell 2): faulty figure: encoding.y: expected positive numbers in "y" on the log scale of y',
      'bad.ipynb: In [2] (cell 3): faulty figure: encoding.y: expected a title on the y axis of "y"',
      "bad.ipynb: In [3] (cell 4): faulty figure: expected rows for the marks (point)",
    ],
  );
  assert.match(said[0]!, /got row 0 \(y = 0\); filter these rows out, or use a linear/);
  // the figure is shown all the same, with the reason under it
  const text = readFileSync(join(directory, "out", "bad.ipynb"), "utf8");
  assert.match(text, /Warning: encoding\.y: expected positive numbers in/);
});

test("run: the summary counts faulty figures where there are some", async (t) => {
  const directory = temporaryFolder(t);
  const run = async (name: string, values: string) => {
    writeFileSync(join(directory, name), formatNotebook(notebookOf(figureCell(good, values))));
    return (await damlab(["run", name], { cwd: directory })).stdout;
  };
  assert.match(
    await run("bad.ipynb", "[]"),
    /failed +skipped +faulty_figures.*failed +1 +0 +0 +1 /s,
  );
  assert.doesNotMatch(await run("good.ipynb", two), /faulty_figures/);
});
