import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { temporaryProject } from "../support/cells.ts";
import { KernelClient } from "../support/kernel-client.ts";

let kernel: KernelClient;
before(async () => {
  kernel = await KernelClient.start({ folder: temporaryProject({ "package.json": "{}" }) });
  await kernel.execute("/** How many. */\nconst total: number = 3;\nconst text = '🙂';");
});
after(async () => {
  await kernel.close();
});

test("complete_request: counts the cursor in characters, and tells types to JupyterLab", async () => {
  const code = "'🙂🙂'; tot";
  const reply = await kernel.request("shell", "complete_request", { code, cursor_pos: 9 });
  assert.deepEqual(reply.matches, ["total"]);
  assert.deepEqual([reply.cursor_start, reply.cursor_end], [6, 9]);
  const { _jupyter_types_experimental: types } = reply.metadata as {
    _jupyter_types_experimental: Record<string, unknown>[];
  };
  assert.deepEqual(types, [
    {
      start: 6,
      end: 9,
      text: "total",
      type: "variable",
      signature: "number",
      documentation: "How many.",
    },
  ]);
});

test("inspect_request: finds what the cursor is on, and says when there is nothing", async () => {
  const found = await kernel.request("shell", "inspect_request", {
    code: "'🙂'; total",
    cursor_pos: 7,
    detail_level: 0,
  });
  assert.equal(found.found, true);
  assert.match(
    (found.data as Record<string, string>)["text/plain"]!,
    /total: number\n\nHow many\./,
  );
  const none = await kernel.request("shell", "inspect_request", { code: "   ", cursor_pos: 1 });
  assert.deepEqual([none.status, none.found, none.data], ["ok", false, {}]);
});

test("is_complete_request: has the status of the code, not ok", async () => {
  const status = async (code: string) =>
    (await kernel.request("shell", "is_complete_request", { code })).status;
  assert.equal(await status("1 + 1"), "complete");
  assert.equal(await status("for (;;) {"), "incomplete");
  assert.equal(await status("}"), "invalid");
});

test("debug_request: lists 200 variables with types and values, and runs no getter", async () => {
  const names = Array.from({ length: 200 }, (_, k) => `v${k}`);
  await kernel.execute(names.map((name, k) => `const ${name} = { at: ${k} };`).join("\n"));
  await kernel.execute(
    "let reads = 0;\nconst traps = { get value() { reads += 1; return 1; } };\nconst proxy = new Proxy({}, { get() { reads += 1; } });",
  );
  const reply = await kernel.request("control", "debug_request", {
    seq: 5,
    type: "request",
    command: "inspectVariables",
  });
  assert.deepEqual([reply.success, reply.request_seq], [true, 5]);
  const { variables } = reply.body as {
    variables: { name: string; type: string; value: string }[];
  };
  const found = new Map(variables.map((variable) => [variable.name, variable]));
  for (const name of names) assert.ok(found.has(name), name);
  assert.equal(found.get("v7")!.type, "{ at: number; }");
  assert.match(found.get("v7")!.value, /at: 7/);
  assert.equal(found.get("total")!.type, "number");
  assert.ok(found.has("traps") && found.has("proxy"));
  assert.equal((await kernel.execute("reads")).value, "0");
});

test("debug_request: what a debugger would do is refused, as kernel_info says", async () => {
  assert.equal((await kernel.request("shell", "kernel_info_request")).debugger, false);
  const reply = await kernel.request("control", "debug_request", { command: "setBreakpoints" });
  assert.equal(reply.status, "error");
  assert.match(String(reply.evalue), /there is no debugger/);
});
