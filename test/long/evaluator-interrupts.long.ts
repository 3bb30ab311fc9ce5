import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Cells, openCells, temporaryProject } from "../support/cells.ts";

const ROUNDS = 20;
const ANSWER_MS = 15_000;

let cells: Cells;
before(async () => {
  cells = await openCells({ directory: temporaryProject() });
  await cells.run(
    "let kept = 41; const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));",
  );
});
after(() => cells.session.close());

const WASM =
  "const b = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11]); ((await WebAssembly.instantiate(b)).instance.exports.f as () => void)();";

const CELLS = {
  "synchronous loop": "for (;;);",
  "loop after an await": "await sleep(5); for (;;);",
  "nested call": "function inner() { for (;;); } function outer() { inner(); } outer();",
  "never-settling promise": "await new Promise(() => {});",
  "awaited loop": "for (;;) await sleep(1);",
  "long WebAssembly call": WASM,
  "try and finally": "try { for (;;); } finally { for (;;); }",
  "flood of print": "for (let i = 0; ; i++) console.log(i);",
};

for (const [name, code] of Object.entries(CELLS)) {
  test(`interrupt: stops a ${name} ${ROUNDS} times in one process`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      // Moments from right after the start to well inside the loop.
      const stopped = await cells.run(code, 20 + 10 * round);
      assert.equal(stopped.status, "interrupted");
      assert.ok(stopped.milliseconds < ANSWER_MS, `${stopped.milliseconds} ms`);
      assert.equal((await cells.run("kept + 1")).value, "42");
    }
  });
}
