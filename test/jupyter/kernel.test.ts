import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KernelClient } from "../support/kernel-client.ts";
import { envOfStuckSession } from "../support/stuck-session.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let kernel: KernelClient;
before(async () => {
  kernel = await KernelClient.start();
});
after(async () => {
  await kernel.close();
});

const types = (messages: readonly { header: { msg_type: string }; content: object }[]) =>
  messages.map(({ header, content }) =>
    [header.msg_type, (content as { execution_state?: string }).execution_state]
      .filter(Boolean)
      .join(" "),
  );

test("kernel: answers kernel_info while the first cell still waits for the compiler", async () => {
  const cell = await kernel.send("shell", "execute_request", { code: "1" });
  let isDone = false;
  const done = kernel.executed(cell).then(() => {
    isDone = true;
  });
  const info = await kernel.request("shell", "kernel_info_request");
  assert.ok(!isDone);
  assert.equal(info.protocol_version, "5.4");
  assert.equal(info.implementation, "damlab");
  assert.equal(info.debugger, false);
  const language = info.language_info as Record<string, unknown>;
  assert.equal(language.name, "typescript");
  assert.match(String(language.version), /^6\.0/);
  await done;
});

test("kernel: says unknown when asked for completeness before the compiler is loaded", async (t) => {
  const stuck = await KernelClient.start({ env: envOfStuckSession(temporaryFolder(t)) });
  const reply = await stuck.request("shell", "is_complete_request", { code: "{" });
  assert.deepEqual(reply, { status: "unknown" });
  await stuck.close();
});

test("kernel: publishes busy, the input, the outputs and idle, all with the request as parent", async () => {
  const { reply, messages, outputs } = await kernel.execute("console.log('hi'); 6 * 7");
  assert.deepEqual(types(messages), [
    "status busy",
    "execute_input",
    "stream",
    "execute_result",
    "status idle",
  ]);
  const count = reply.execution_count as number;
  assert.equal(reply.status, "ok");
  assert.deepEqual(messages[1]!.content, {
    code: "console.log('hi'); 6 * 7",
    execution_count: count,
  });
  assert.deepEqual(outputs, [
    { output_type: "stream", name: "stdout", text: "hi\n" },
    {
      output_type: "execute_result",
      data: { "text/plain": "42" },
      metadata: {},
      execution_count: count,
    },
  ]);
  assert.equal((await kernel.execute("1")).reply.execution_count, count + 1);
});

test("kernel: a silent cell publishes nothing but its state and is not counted", async () => {
  const { execution_count } = (await kernel.execute("0")).reply;
  const { reply, messages } = await kernel.execute("console.log('hi'); let silent = 5; silent", {
    silent: true,
  });
  assert.deepEqual(types(messages), ["status busy", "status idle"]);
  assert.equal(reply.status, "ok");
  assert.equal(reply.execution_count, execution_count);
  assert.equal((await kernel.execute("silent")).value, "5");
});

test("kernel: a cell outside the history has outputs and no number of its own", async () => {
  const { execution_count } = (await kernel.execute("0")).reply;
  const { reply, value } = await kernel.execute("1 + 1", { store_history: false });
  assert.equal(value, "2");
  assert.equal(reply.execution_count, execution_count);
});

test("kernel: an empty cell is answered and not counted", async () => {
  const { execution_count } = (await kernel.execute("0")).reply;
  assert.deepEqual((await kernel.execute("  \n")).reply, {
    status: "ok",
    execution_count,
    user_expressions: {},
    payload: [],
  });
});

test("kernel: throw, rejection, syntax and type error are errors with name, place and frame", async () => {
  const cases: [code: string, ename: string, place: string][] = [
    ["1;\nthrow new RangeError('no')", "RangeError", "2:7"],
    ["await Promise.reject(new Error('no'))", "Error", "1:22"],
    ["const = 1", "SyntaxError", "1:7"],
    ["const n: number = 'no'", "TypeScriptError", "1:7"],
  ];
  for (const [code, ename, place] of cases) {
    const { reply, outputs } = await kernel.execute(code);
    assert.equal(reply.status, "error");
    assert.equal(reply.ename, ename);
    const {
      ename: _,
      evalue: __,
      traceback,
    } = reply as unknown as { traceback: string[] } & object & Record<string, unknown>;
    assert.match(traceback.join("\n"), new RegExp(`In \\[${reply.execution_count}\\]:${place}`));
    assert.deepEqual(outputs, [
      { output_type: "error", ename, evalue: reply.evalue, traceback: reply.traceback },
    ]);
  }
});

test("kernel: a failure aborts the cells that were sent with it, in order, and no later one", async () => {
  const send = (code: string) => kernel.send("shell", "execute_request", { code });
  const ids = [await send("throw 1"), await send("'second'"), await send("'third'")];
  const [failed, ...aborted] = await Promise.all(
    ids.map(async (id) => (await kernel.executed(id)).reply),
  );
  assert.equal(failed!.status, "error");
  assert.deepEqual(aborted, [{ status: "aborted" }, { status: "aborted" }]);
  assert.equal((await kernel.execute("'next'")).value, "next");
});

test("kernel: without stop_on_error the cells after a failure run", async () => {
  const failing = { code: "throw 1", stop_on_error: false };
  await kernel.send("shell", "execute_request", failing);
  assert.equal((await kernel.execute("'second'")).value, "second");
});

test("kernel: 500 cells sent without waiting run in their order", async () => {
  await kernel.execute("const order: number[] = [];");
  const ids: string[] = [];
  for (let i = 0; i < 500; i++) {
    const code = `order.push(${i}); ${i % 7 === 0 ? "await new Promise(setImmediate);" : ""} ${i}`;
    ids.push(await kernel.send("shell", "execute_request", { code }));
  }
  const ended = await Promise.all(ids.map((id) => kernel.executed(id)));
  assert.deepEqual(
    ended.map(({ value }) => value),
    ids.map((_, i) => String(i)),
  );
  const { value } = await kernel.execute("order.every((n, i) => n === i) && order.length");
  assert.equal(value, "500");
});

test("kernel: literal constants of one cell widen in the next, as in one file", async () => {
  await kernel.execute(
    "const N = 100; const word = 'a'; const big = 1e999; const yes = true; const u = yes ? 1 : 2;",
  );
  const { reply } = await kernel.execute(
    "let best = N; best = 3; let text = word; text = 'b'; const list = [N]; list.push(7); let b = big; b = 1; let y = yes; y = false; let w = u; w = 5; const o = { N }; o.N = 4; best + w",
  );
  assert.equal(reply.status, "ok", String(reply.evalue));
});

test("kernel: what was printed before a question is shown while it is open", async () => {
  kernel.onInput = undefined;
  const code = "import { input } from 'damlab'; console.log('before'); await input('?')";
  const id = await kernel.send("shell", "execute_request", { code });
  await kernel.until(() =>
    kernel.published.some(
      ({ parent, content }) => parent.msg_id === id && content.text === "before\n",
    ),
  );
  await kernel.send("stdin", "input_reply", { value: "answer" });
  assert.equal((await kernel.executed(id)).value, "answer");
});

test("kernel: user expressions give a bundle or an error each", async () => {
  const user_expressions = { a: "x * 2", b: "missing", c: "undefined" };
  const { reply } = await kernel.execute("const x = 21;", { user_expressions });
  const values = reply.user_expressions as Record<string, { status: string; data?: unknown }>;
  assert.deepEqual(values.a, { status: "ok", data: { "text/plain": "42" }, metadata: {} });
  assert.equal(values.b!.status, "error");
  assert.deepEqual(values.c!.data, { "text/plain": "undefined" });
});

test("kernel: displays are updated by their id, also from a later cell, and cleared", async () => {
  const code =
    "import { display } from 'damlab';\nconst shown = display.html('<b>1</b>'); shown.id";
  const { outputs, value } = await kernel.execute(code);
  assert.deepEqual(outputs[0]!.data, { "text/html": "<b>1</b>", "text/plain": "1" });
  assert.deepEqual(outputs[0]!.transient, { display_id: value });
  const later = await kernel.execute("shown.update('<b>2</b>')");
  assert.equal(later.outputs[0]!.output_type, "update_display_data");
  assert.deepEqual(later.outputs[0]!.transient, { display_id: value });
  const cleared = await kernel.execute("console.log(1); display.clear(); console.log(2)");
  assert.deepEqual(
    cleared.outputs.map(({ output_type, text }) => text ?? output_type),
    ["clear_output", "2\n"],
  );
});

test("kernel: input asks the client, and fails at once where the client takes none", async () => {
  const questions: string[] = [];
  kernel.onInput = (prompt) => {
    questions.push(prompt);
    return `<${prompt}>`;
  };
  const code =
    "import { input } from 'damlab';\nconst [p, q] = await Promise.all([input('a?'), input('b?')]); p + q";
  assert.equal((await kernel.execute(code)).value, "<a?><b?>");
  assert.deepEqual(questions, ["a?", "b?"]);
  const { reply } = await kernel.execute("await input('c?')", { allow_stdin: false });
  assert.equal(reply.status, "error");
  assert.match(
    String(reply.evalue),
    /^input: expected a front end that can ask for input, got none/,
  );
  assert.deepEqual(questions, ["a?", "b?"]);
});

test("kernel: an interrupt ends a cell that waits for input, and the next question is asked", async () => {
  let isAsked = false;
  kernel.onInput = (() => {
    isAsked = true;
  }) as never;
  const id = await kernel.send("shell", "execute_request", { code: "await input('never')" });
  await kernel.until(() => isAsked);
  await kernel.request("control", "interrupt_request");
  assert.equal((await kernel.executed(id)).reply.ename, "Interrupted");
  kernel.onInput = () => "yes";
  assert.equal((await kernel.execute("await input('again')")).value, "yes");
});

test("kernel: requests of a wrong or unknown type get an error reply, and the next is answered", async () => {
  for (const [type, content] of [
    ["execute_request", { code: 5 }],
    ["complete_request", {}],
    ["history_request", { hist_access_type: "all" }],
    ["made_up_request", {}],
  ] as const) {
    const reply = await kernel.request("shell", type, content);
    assert.equal(reply.status, "error", type);
    assert.match(String(reply.evalue), new RegExp(`^${type}: expected`));
  }
  assert.equal((await kernel.execute("'fine'")).value, "fine");
});

test("kernel: an error that comes after its cell is shown under that cell", async () => {
  const code = "setTimeout(() => { throw new Error('late'); }, 200); 1";
  const id = await kernel.send("shell", "execute_request", { code });
  await kernel.executed(id);
  await kernel.execute("2");
  await kernel.until(() =>
    kernel.published.some(
      ({ header, parent, content }) =>
        header.msg_type === "error" && parent.msg_id === id && content.evalue === "late",
    ),
  );
});

test("kernel: what a timer prints after its cell is shown under that cell", async () => {
  const id = await kernel.send("shell", "execute_request", {
    code: "setTimeout(() => console.log('later'), 150);",
  });
  await kernel.executed(id);
  await kernel.until(() =>
    kernel.published.some(
      ({ header, parent, content }) =>
        header.msg_type === "stream" && parent.msg_id === id && content.text === "later\n",
    ),
  );
});

test("kernel: inputs and outputs are in the history", async () => {
  await kernel.execute("'remembered ' + 1");
  const { history } = await kernel.request("shell", "history_request", {
    hist_access_type: "tail",
    n: 1,
    output: true,
  });
  const [[, , pair]] = history as [[number, number, unknown]];
  assert.deepEqual(pair, ["'remembered ' + 1", "remembered 1"]);
});

test("kernel: a busy cell does not keep other requests waiting, and its state is said again", async () => {
  const id = await kernel.send("shell", "execute_request", { code: "for (;;);" });
  await kernel.until(() => kernel.published.some(({ parent }) => parent.msg_id === id));
  const info = await kernel.request("shell", "kernel_info_request");
  assert.equal(info.status, "ok");
  await kernel.until(() => kernel.published.at(-1)!.parent.msg_id === id);
  assert.equal(kernel.published.at(-1)!.content.execution_state, "busy");
  await kernel.request("control", "interrupt_request");
  assert.equal((await kernel.executed(id)).reply.status, "error");
});
