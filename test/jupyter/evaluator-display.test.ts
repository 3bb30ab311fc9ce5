import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DisplayOutput } from "../../src/jupyter/display.ts";
import type { SessionOutput } from "../../src/jupyter/session.ts";
import { type Cells, openCells, temporaryProject } from "../support/cells.ts";

let cells: Cells;
before(async () => {
  cells = await openCells({ directory: temporaryProject() });
});
after(() => cells.session.close());

async function outputs(code: string): Promise<SessionOutput[]> {
  const outcome = await cells.run(code);
  assert.equal(outcome.status, "ok", outcome.error?.evalue ?? code);
  return outcome.outputs;
}

const isUpdate = (output: SessionOutput): output is DisplayOutput =>
  output.output_type === "update_display_data";

test("evaluator: the user's copy of the package shows through the evaluator's sink", async () => {
  const [shown, printed, updated] = await outputs(
    "import { display } from 'damlab';\nconst handle = display.html('<b>one</b>'); console.log('between'); handle.update('<b>two</b>');",
  );
  assert.deepEqual(shown, {
    output_type: "display_data",
    data: { "text/html": "<b>one</b>", "text/plain": "one" },
    metadata: {},
    transient: { display_id: "display-1" },
  });
  assert.equal(printed?.output_type, "stream");
  assert.deepEqual(updated, {
    output_type: "update_display_data",
    data: { "text/html": "<b>two</b>", "text/plain": "two" },
    metadata: {},
    transient: { display_id: "display-1" },
  });
});

test("evaluator: the last value is shown by its own method or a registered formatter", async () => {
  assert.deepEqual(
    await outputs(
      "({ [Symbol.for('Jupyter.display')]: async () => ({ 'text/html': '<i>x</i>' }) })",
    ),
    [{ output_type: "execute_result", data: { "text/html": "<i>x</i>" }, metadata: {} }],
  );
  await outputs(
    "import { registerFormatter } from 'damlab';\nclass Spin { up = true }\nregisterFormatter<Spin>({ name: 'spin', matches: (v): v is Spin => v instanceof Spin, format: ({ up }) => ({ 'text/plain': up ? '+1' : '-1' }) });",
  );
  assert.equal((await cells.run("new Spin()")).value, "+1");
  assert.equal((await cells.run("display(new Spin())")).value, undefined);
});

test("evaluator: a display that is ready later still belongs to its cell", async () => {
  const [shown] = await outputs(
    "void display({ [Symbol.for('Jupyter.display')]: () => new Promise((r) => setTimeout(() => r({ 'text/plain': 'late' }), 50)) });",
  );
  assert.equal(shown?.output_type === "display_data" && shown.data["text/plain"], "late");
});

test("evaluator: progress is one display, at most ten updates a second, the same at the end", async () => {
  const code =
    "import { progress } from 'damlab';\nlet last = 0; for (const i of progress(Array.from({ length: 200_000 }, (_, i) => i), 'steps')) last = i; last";
  const all = await outputs(code);
  const displays = all.filter(({ output_type }) => output_type === "display_data");
  assert.equal(displays.length, 1);
  const updates = all.filter(isUpdate);
  const final = updates.at(-1);
  assert.equal(
    final?.output_type === "update_display_data" && final.data["text/plain"],
    "steps: done 200000 of 200000",
  );
  // The loop takes far less than 10 s.
  assert.ok(updates.length < 100, `${updates.length} updates`);
  assert.equal((await cells.run("last")).value, "199999");
});
