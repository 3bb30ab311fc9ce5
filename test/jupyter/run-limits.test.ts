import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type CodeCell, formatNotebook, parseNotebook } from "../../src/jupyter/nbformat.ts";
import { type RunOptions, runNotebook } from "../../src/jupyter/run-notebook.ts";
import { notebookOf } from "../support/tiny-notebook.ts";

/** Ten times the 5 s within which the end of a session has to be reported. */
const HANG_MS = 50_000;

/** Runs a notebook; what was last saved has to be a valid one with the output of its first cell. */
async function run(
  cells: string[],
  { onFirstOutput, ...options }: Partial<RunOptions> & { onFirstOutput?(text: string): void } = {},
) {
  let stored: CodeCell[] = [];
  const result = await runNotebook(notebookOf(...cells), {
    file: "x.ipynb",
    directory: tmpdir(),
    save: async (notebook) => {
      const wasEmpty = stored[0]?.outputs.length === 0;
      stored = parseNotebook(formatNotebook(notebook), "saved").cells as CodeCell[];
      const output = stored[0]?.outputs[0];
      if (wasEmpty && output?.output_type === "stream") onFirstOutput?.(output.text);
    },
    ...options,
  });
  const texts = stored.map(({ outputs }) =>
    outputs.map((output) => (output.output_type === "error" ? output.ename : output.output_type)),
  );
  const failures = result.failures.map(
    ({ label, ename, evalue }) => `${label} ${ename}: ${evalue}`,
  );
  return { ...result, failures, texts };
}

const first = "console.log('finished', process.pid)";
const forever = "console.log('before'); for (;;);";
const last = "console.log('last')";

test("runNotebook: a killed session is reported with cell and cause, later cells are skipped", {
  timeout: HANG_MS,
}, async () => {
  const result = await run([first, forever, last], {
    onError: "continue",
    onFirstOutput: (text) =>
      setTimeout(() => process.kill(Number(/\d+/.exec(text)), "SIGKILL"), 300),
  });
  assert.deepEqual(result.failures, ["In [2] SessionDied: the process was killed by SIGKILL"]);
  assert.deepEqual(result.texts, [["stream"], ["stream", "SessionDied"], []]);
  assert.equal(result.skipped, 1);
});

test("runNotebook: a cell that ends the process is reported, finished outputs are kept", {
  timeout: HANG_MS,
}, async () => {
  const result = await run([first, "console.log('before'); process.exit(0)", last]);
  assert.deepEqual(result.failures, ["In [2] SessionDied: a cell called process.exit(0)"]);
  assert.deepEqual(result.texts, [["stream"], ["stream", "SessionDied"], []]);
});

test("runNotebook: a cell that ends the process after the last cell is reported too", {
  timeout: HANG_MS,
}, async () => {
  const result = await run(["setTimeout(() => process.exit(3), 10); 1"]);
  assert.deepEqual(result.failures, ["In [1] SessionDied: a cell called process.exit(3)"]);
});

test("runNotebook: memory beyond the limit kills the session and is named", {
  timeout: HANG_MS,
}, async () => {
  const heap = "const kept: number[][] = []; for (;;) kept.push(new Array(1e5).fill(0.5));";
  const outside =
    "const kept: Uint8Array[] = []; for (;;) { kept.push(new Uint8Array(1e7).fill(1)); await new Promise((go) => setTimeout(go, 2)); }";
  for (const cell of [heap, outside]) {
    const result = await run([first, cell, last], { maxMemory: 500, onError: "continue" });
    assert.equal(result.failures.length, 1);
    assert.match(result.failures[0]!, /^In \[2\] MemoryLimit: /);
    assert.deepEqual(result.texts, [["stream"], ["MemoryLimit"], []]);
  }
});

test("runNotebook: a cell beyond its time is stopped, and the session lives on", {
  timeout: HANG_MS,
}, async () => {
  const result = await run(["let kept = 1;", forever, "await new Promise(() => {})", "kept"], {
    cellTimeout: 0.5,
    onError: "continue",
  });
  assert.deepEqual(result.failures, [
    "In [2] CellTimeout: the cell ran longer than 0.5 s",
    "In [3] CellTimeout: the cell ran longer than 0.5 s",
  ]);
  assert.deepEqual(result.texts, [
    [],
    ["stream", "CellTimeout"],
    ["CellTimeout"],
    ["execute_result"],
  ]);
  assert.equal(result.skipped, 0);
});

test("runNotebook: aborting stops the running cell and keeps finished outputs", {
  timeout: HANG_MS,
}, async () => {
  const cases = [
    { reason: undefined, ename: "Interrupted", status: "interrupted" },
    { reason: { ename: "TotalTimeout", evalue: "over" }, ename: "TotalTimeout", status: "failed" },
  ];
  for (const { reason, ename, status } of cases) {
    const controller = new AbortController();
    const result = await run([first, forever, last], {
      signal: controller.signal,
      onError: "continue",
      onProgress: (done) => {
        if (done === 1) setTimeout(() => controller.abort(reason), 300);
      },
    });
    assert.equal(result.status, status);
    assert.deepEqual(result.texts, [["stream"], ["stream", ename], []]);
    assert.equal(result.skipped, 1);
  }
});

test("runNotebook: aborting while timers of the last cell are pending ends the wait", {
  timeout: HANG_MS,
}, async () => {
  const controller = new AbortController();
  const result = await run(["setInterval(() => {}, 100); 1"], {
    signal: controller.signal,
    onProgress: (done) => {
      if (done === 1) setTimeout(() => controller.abort(), 300);
    },
  });
  assert.equal(result.status, "interrupted");
  assert.deepEqual(result.texts, [["execute_result", "Interrupted"]]);
});

test("runNotebook: a session that cannot start is reported on the first cell", {
  timeout: HANG_MS,
}, async () => {
  const result = await run([first, last], { directory: join(tmpdir(), "no", "such", "folder") });
  assert.equal(result.failures.length, 1);
  assert.match(result.failures[0]!, /^In \[1\] SessionDied: the session did not start: /);
  assert.deepEqual(result.texts, [["SessionDied"], []]);
});
