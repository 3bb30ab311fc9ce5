import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { test } from "node:test";
import {
  type CodeCell,
  formatNotebook,
  type Notebook,
  parseNotebook,
} from "../../src/jupyter/nbformat.ts";
import { type RunOptions, runNotebook } from "../../src/jupyter/run-notebook.ts";
import { code, notebookOf, prose } from "../support/tiny-notebook.ts";

function run(notebook: Notebook, options: Partial<RunOptions> = {}) {
  return runNotebook(notebook, {
    file: "x.ipynb",
    directory: tmpdir(),
    save: async () => {},
    ...options,
  });
}
const cellsOf = (notebook: Notebook) =>
  notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
const textsOf = (cell: CodeCell) =>
  cell.outputs.map((output) => {
    if (output.output_type === "stream") return output.text;
    if (output.output_type === "error") return output.ename;
    return output.data["text/plain"];
  });

test("runNotebook: every kind of failing cell fails the run, with its cell, line and message", async () => {
  const result = await run(
    notebookOf(
      prose("# Failures"),
      "const kept = 1;\n\nthrow new RangeError('thrown');",
      "kept;\nawait Promise.reject(new TypeError('rejected'));",
      "let a = ;",
      "\nconst n: number = 'text';",
      "setTimeout(() => { throw new Error('late'); }, 1);\n'ended'",
      "await new Promise((resolve) => setTimeout(resolve, 50)); kept",
    ),
    { onError: "continue" },
  );
  assert.equal(result.status, "failed");
  assert.deepEqual([result.total, result.skipped], [6, 0]);
  const lines = result.failures
    .toSorted((a, b) => a.cell - b.cell)
    .map(({ cell, label, line, ename, evalue }) => `${cell} ${label}:${line} ${ename}: ${evalue}`);
  assert.equal(lines.length, 5, lines.join("\n"));
  assert.equal(lines[0], "2 In [1]:3 RangeError: thrown");
  assert.equal(lines[1], "3 In [2]:2 TypeError: rejected");
  assert.match(lines[2]!, /^4 In \[3\]:1 .*Expression expected/);
  assert.match(lines[3]!, /^5 In \[4\]:2 .*'string' is not assignable to type 'number'/);
  assert.equal(lines[4], "6 In [5]:1 Error: late");
  const cells = cellsOf(result.notebook);
  assert.deepEqual(textsOf(cells[4]!), ["ended", "Error"]);
  assert.deepEqual(textsOf(cells[5]!), ["1"]);
  parseNotebook(formatNotebook(result.notebook), "x.ipynb");
});

test("runNotebook: a failure stops the run unless its cell is tagged raises-exception", async () => {
  const saved: string[] = [];
  const before = notebookOf(
    code("throw new Error('expected')", { tags: ["raises-exception"] }),
    "  \n",
    { ...code("console.log(1); throw 1"), execution_count: 9 },
    {
      ...code("console.log('never')"),
      execution_count: 9,
      outputs: [{ output_type: "stream", name: "stdout", text: "stored" }],
    },
  );
  const copy = structuredClone(before);
  const result = await run(before, {
    save: async (notebook) => void saved.push(formatNotebook(notebook)),
  });
  assert.deepEqual(before, copy);
  assert.equal(result.status, "failed");
  assert.deepEqual(
    result.failures.map(({ label }) => label),
    ["In [2]"],
  );
  assert.equal(result.skipped, 1);
  const cells = cellsOf(result.notebook);
  assert.deepEqual(
    cells.map((cell) => cell.execution_count),
    [1, null, 2, null],
  );
  assert.deepEqual(
    cells.map(textsOf).map((texts) => texts.length),
    [1, 0, 2, 0],
  );
  // Once before the first cell, once after each, once at the end; each time a whole notebook.
  assert.equal(saved.length, 4);
  for (const text of saved) parseNotebook(text, "saved");
  assert.doesNotMatch(saved[0]!, /stored/);
});

test("runNotebook: a rejection that comes after the last cell fails the run", async () => {
  const result = await run(notebookOf("void Promise.reject(new Error('too late')); 1"));
  assert.deepEqual(
    result.failures.map(({ label, evalue }) => `${label} ${evalue}`),
    ["In [1] too late"],
  );
});

test("runNotebook: timers left behind are heard to their end, and their text is kept", async () => {
  const late = "setTimeout(() => { console.log('text'); throw new Error('late 400') }, 400);";
  const result = await run(notebookOf(late, "2"));
  assert.deepEqual(
    result.failures.map(({ label, evalue }) => `${label} ${evalue}`),
    ["In [1] late 400"],
  );
  assert.deepEqual(cellsOf(result.notebook).map(textsOf), [["text\n", "Error"], ["2"]]);
  assert.equal(result.hasLeftovers, false);
});

test("runNotebook: a timer that never ends holds the run up for a bounded time and is told", async () => {
  const start = performance.now();
  const result = await run(notebookOf("setInterval(() => {}, 10); 1"));
  assert.deepEqual([result.status, result.hasLeftovers], ["ok", true]);
  // 2 s for what is left, 2 s of grace, and ten times the usual start of a session.
  assert.ok(performance.now() - start < 14_000);
});

test("runNotebook: a display of an earlier cell is updated in place", async () => {
  const result = await run(
    notebookOf(
      "const display = (globalThis as any)[Symbol.for('damlab.display.sink')];\n" +
        "const send = (output_type: string, text: string) => display({ output_type, data: { 'text/plain': text }, metadata: {}, transient: { display_id: 'p' } });\n" +
        "send('display_data', 'started');",
      "send('update_display_data', 'done');",
    ),
  );
  assert.deepEqual(result.failures, []);
  assert.deepEqual(cellsOf(result.notebook).map(textsOf), [["done"], []]);
});

test("runNotebook: times that other tools stored are dropped, the language is set", async () => {
  const notebook = notebookOf({
    ...prose("text"),
    metadata: {
      papermill: { duration: 1.5 },
      execution: { "iopub.status.busy": "2026" },
      tags: ["a"],
    },
  });
  notebook.metadata = { papermill: { start_time: "2026" }, authors: [] };
  const result = await run(notebook);
  assert.deepEqual(result.notebook.cells[0]!.metadata, { tags: ["a"] });
  assert.deepEqual(Object.keys(result.notebook.metadata), [
    "authors",
    "kernelspec",
    "language_info",
  ]);
});

test("runNotebook: a notebook of another language is refused by name", async () => {
  const notebook = notebookOf("print(1)");
  notebook.metadata = {
    kernelspec: { name: "python3", display_name: "Python", language: "python" },
  };
  await assert.rejects(run(notebook), {
    message: "runNotebook: expected a TypeScript notebook, got python in x.ipynb",
  });
});
