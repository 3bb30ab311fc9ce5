import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KernelClient } from "../support/kernel-client.ts";

let kernel: KernelClient;
before(async () => {
  kernel = await KernelClient.start({ env: { DAMLAB_CHECK: "beside" } });
});
after(async () => {
  await kernel.close();
});

/** What was printed to standard error under a cell, also after its end. */
const notes = (id: string) =>
  kernel.published
    .filter(({ header, parent, content }) => {
      return header.msg_type === "stream" && parent.msg_id === id && content.name === "stderr";
    })
    .map(({ content }) => content.text)
    .join("");

test("check beside: a cell runs although its types are wrong, and is told so afterwards", async () => {
  const code = "const n: number = 'a';\nconsole.log('ran'); n";
  const id = await kernel.send("shell", "execute_request", { code });
  const { reply, printed, value } = await kernel.executed(id);
  assert.deepEqual([reply.status, printed, value], ["ok", "ran\n", "a"]);
  await kernel.until(() => notes(id) !== "");
  assert.match(notes(id), /^TypeScriptError at In \[\d+\]:1:7 \(TS2322\): Type 'string' is not/);
  assert.match(notes(id), /> 1 \| const n: number = 'a';\n/);
});

test("check beside: sound cells say nothing, and names are known and typed across cells", async () => {
  const ids: string[] = [];
  for (const code of [
    "interface Point { x: number }\nenum Kind { A, B }\nimport { sep } from 'node:path';",
    "const p: Point = { x: Kind.B };\nlet kept = p.x + sep.length;",
    "kept += 1; const later = () => kept; kept",
    "if (later() !== 3) throw new Error(String(kept)); const [a, b = 2] = [1]; a + b",
  ]) {
    const id = await kernel.send("shell", "execute_request", { code });
    ids.push(id);
    assert.equal((await kernel.executed(id)).reply.status, "ok", code);
  }
  // A faulty cell after them: once it is told of, they have been looked at.
  const last = await kernel.send("shell", "execute_request", { code: "kept.toUpperCase;" });
  await kernel.until(() => notes(last) !== "");
  assert.match(notes(last), /Property 'toUpperCase' does not exist on type 'number'/);
  assert.deepEqual(ids.map(notes), ["", "", "", ""]);
});

test("check beside: a cell that cannot be parsed does not run", async () => {
  const { reply, printed } = await kernel.execute("console.log(1); const = 2");
  assert.equal(reply.ename, "SyntaxError");
  assert.equal(printed, "");
});

test("check beside: errors have their places, interrupts and completion work", async () => {
  const { reply } = await kernel.execute("1;\nthrow new RangeError('no')");
  assert.match(String(reply.traceback), new RegExp(`In \\[${reply.execution_count}\\]:2:7`));
  const id = await kernel.send("shell", "execute_request", { code: "for (;;) kept += 1;" });
  await kernel.until(() => kernel.published.some(({ parent }) => parent.msg_id === id));
  await kernel.request("control", "interrupt_request");
  assert.equal((await kernel.executed(id)).reply.ename, "Interrupted");
  const { matches } = await kernel.request("shell", "complete_request", {
    code: "kep",
    cursor_pos: 3,
  });
  assert.deepEqual(matches, ["kept"]);
});
