import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { DisplayOutput } from "../../src/jupyter/display-host.ts";
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

const shownAs = async (code: string) => {
  const result = (await outputs(code)).find(({ output_type }) => output_type === "execute_result");
  return result?.output_type === "execute_result" ? result.data : {};
};

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
    [
      {
        output_type: "execute_result",
        data: { "text/html": "<i>x</i>", "text/plain": "x" },
        metadata: {},
      },
    ],
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

test("evaluator: a value whose own display fails leaves the cell alive", async () => {
  const method = "[Symbol.for('Jupyter.display')]";
  for (const fails of ["() { throw new Error('no') }", "async () { throw new Error('no') }"]) {
    const code = `({ x: 1, ${fails.startsWith("async") ? "async " : ""}${method}${fails.replace("async ", "")} })`;
    const text = String((await shownAs(code))["text/plain"]);
    assert.match(text, /^the Jupyter\.display method failed with Error: no; the plain text/);
    assert.match(text, /x: 1/);
  }
  assert.equal((await cells.run("1 + 1")).value, "2");
});

test("evaluator: Markdown and formulas are values, and displays are shown once", async () => {
  const imported = "import { display, latex, markdown } from 'damlab';\n";
  assert.deepEqual(await shownAs(`${imported}markdown('**x**')`), {
    "text/markdown": "**x**",
    "text/plain": "**x**",
  });
  assert.equal((await shownAs("latex('x^2')"))["text/latex"], "$$x^2$$");
  const shown = await outputs("display.markdown('**x**')");
  assert.deepEqual(
    shown.map(({ output_type }) => output_type),
    ["display_data"],
  );
});

test("evaluator: without formatters values have text, with them HTML as well", async () => {
  const directory = temporaryProject({
    "formatters.mjs":
      "globalThis.loads = (globalThis.loads ?? 0) + 1;\n" +
      "const state = globalThis[Symbol.for('damlab.display.state')];\n" +
      "const matches = (value) => ArrayBuffer.isView(value);\n" +
      "state.formatters.push({ name: 'mine', matches, format: ({ length }) => ({ 'text/html': '<b>' + length + '</b>' }) });",
  });
  const plain = await openCells({ directory });
  const [text] = (await plain.run("new Float64Array(3)")).outputs;
  assert.deepEqual(text?.output_type === "execute_result" && Object.keys(text.data), [
    "text/plain",
  ]);
  await plain.session.close();
  const formatters = pathToFileURL(`${directory}/formatters.mjs`).href;
  const { session, run } = await openCells({ directory, formatters });
  assert.equal((await run("(globalThis as any).loads ?? 'not loaded'")).value, "not loaded");
  const { outputs } = await run("new Float64Array(3)");
  assert.deepEqual(outputs, [
    {
      output_type: "execute_result",
      data: { "text/html": "<b>3</b>", "text/plain": "3" },
      metadata: {},
    },
  ]);
  await run("new Map()");
  assert.equal((await run("(globalThis as any).loads")).value, "1");
  await session.close();
});

test("evaluator: formatters that do not load are named, and values have text", async () => {
  const directory = temporaryProject();
  const formatters = pathToFileURL(`${directory}/none.mjs`).href;
  const { session, run } = await openCells({ directory, formatters });
  const { status, outputs } = await run("new Set([1])");
  assert.equal(status, "ok");
  assert.match(JSON.stringify(outputs), /session: expected formatters from file:.*none\.mjs, got /);
  assert.equal((await run("new Set([1])")).value, "Set(1) { 1 }");
  await session.close();
});

test("evaluator: one write of 50 MB is cut to its ends", async () => {
  const code =
    "process.stdout.write('first\\n' + 'a line of text\\n'.repeat(50e6 / 15) + 'last\\n');";
  const { printed } = await cells.run(`${code} undefined`);
  assert.ok(printed.length < 500_100, `${printed.length} characters`);
  assert.ok(printed.startsWith("first\na line") && printed.endsWith("text\nlast\n"));
  const dropped = Number(/^… (\d+) lines dropped …$/m.exec(printed)?.[1]);
  // Kept lines and the notice make up the rest.
  assert.equal(printed.split("\n").length - 2 + dropped, 2 + Math.floor(50e6 / 15));
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
