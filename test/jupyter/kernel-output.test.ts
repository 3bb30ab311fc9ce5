import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { OutputGate } from "../../src/jupyter/kernel-output.ts";
import type { SessionOutput } from "../../src/jupyter/session.ts";

interface Sent {
  readonly type: string;
  readonly content: {
    readonly name?: string;
    readonly text?: string;
    readonly wait?: boolean;
    readonly execution_count?: number;
    readonly data?: { readonly "text/plain": string };
  };
}

function gate() {
  const sent: Sent[] = [];
  const made = new OutputGate((type, content) => sent.push({ type, content }), 7, "1");
  const print = (text: string, name: "stdout" | "stderr" = "stdout") =>
    made.add({ output_type: "stream", name, text });
  const text = (name = "stdout") =>
    sent.flatMap(({ type, content }) =>
      type === "stream" && content.name === name ? [content.text!] : [],
    );
  return { gate: made, sent, print, text };
}

const display = (id: string, text: string): SessionOutput => ({
  output_type: "display_data",
  data: { "text/plain": text },
  metadata: {},
  transient: { display_id: id },
});
const update = (id: string, text: string): SessionOutput => ({
  output_type: "update_display_data",
  data: { "text/plain": text },
  metadata: {},
  transient: { display_id: id },
});
const shown = (sent: readonly Sent[]) =>
  sent.map(({ type, content }) => `${type} ${content.data?.["text/plain"] ?? content.text ?? ""}`);

test("OutputGate: joins writes to one stream and keeps the order of all outputs", () => {
  const { gate: g, sent, print } = gate();
  print("a");
  print("b\n");
  print("c", "stderr");
  g.add(display("d", "shown"));
  print("e");
  g.end();
  assert.deepEqual(shown(sent), ["stream ab\n", "stream c", "display_data shown", "stream e"]);
});

test("OutputGate: a result carries the number of its cell", () => {
  const { gate: g, sent } = gate();
  g.add({ output_type: "execute_result", data: { "text/plain": "1" }, metadata: {} });
  g.end();
  assert.equal(sent[0]!.content.execution_count, 7);
});

test("OutputGate: what is written is sent soon, without an end", async () => {
  const { gate: g, print, text } = gate();
  print("a");
  for (let waited = 0; text().length === 0 && waited < 5000; waited += 20) await sleep(20);
  assert.deepEqual(text(), ["a"]);
  g.end();
});

test("OutputGate: of a flood the first and last lines and the number between are shown", () => {
  const { gate: g, sent, print, text } = gate();
  const total = 300_000;
  for (let i = 0; i < total; i++) print(`${i}\n`);
  g.end();
  const [head, tail] = text() as [string, string];
  assert.match(head, /^0\n1\n2\n/);
  assert.match(tail, new RegExp(`\\n${total - 1}\\n$`));
  const notice = sent.find(({ type }) => type === "display_data")!;
  const dropped = Number(/(\d+) lines dropped/.exec(notice.content.data!["text/plain"])![1]);
  const lines = (part: string) => part.split("\n").length - 1;
  assert.equal(lines(head) + dropped + lines(tail), total);
  assert.ok(head.length <= 400_000 && tail.length <= 200_000);
  assert.ok(tail.length > 199_000 && head.length > 399_000);
});

test("OutputGate: text of up to 600 kB is shown whole", () => {
  const { gate: g, sent, print, text } = gate();
  const line = `${"x".repeat(99)}\n`;
  for (let i = 0; i < 5900; i++) print(line);
  g.end();
  assert.equal(text().join(""), line.repeat(5900));
  assert.ok(sent.every(({ type }) => type === "stream"));
});

test("OutputGate: one value of 50 MB in a single line keeps both its ends", () => {
  const { gate: g, sent, print, text } = gate();
  print(`start${"é".repeat(50_000_000)}end`);
  g.end();
  const all = text().join("");
  assert.match(all, /^start/);
  assert.match(all, /end$/);
  assert.ok(Buffer.byteLength(all) <= 600_100, `${Buffer.byteLength(all)}`);
  assert.match(sent[1]!.content.data!["text/plain"], /\d+ characters dropped/);
});

test("OutputGate: a flood on both streams keeps their order in what is shown", () => {
  const { gate: g, print, text } = gate();
  for (let i = 0; i < 100_000; i++) print(`${i}\n`, i % 2 === 0 ? "stdout" : "stderr");
  g.end();
  assert.match(text("stdout").join(""), /99998\n$/);
  assert.match(text("stderr").join(""), /99999\n$/);
});

test("OutputGate: a slow log beyond the first lines shows its latest line, and its end at the end", async () => {
  const { gate: g, sent, print, text } = gate();
  print(`${"x".repeat(99)}\n`.repeat(4100));
  print("epoch 7\n");
  const notice = () => sent.filter(({ type }) => /display/.test(type)).at(-1)?.content.data;
  for (let waited = 0; !notice() && waited < 20_000; waited += 50) await sleep(50);
  assert.equal(notice()?.["text/plain"], "… nothing dropped so far, the end follows …\nepoch 7");
  g.end();
  assert.match(text().join(""), /epoch 7\n$/);
  assert.equal(notice()?.["text/plain"], "…");
});

test("OutputGate: what timers print after the end of a cell is shown when they pause", async () => {
  const { gate: g, print, text } = gate();
  g.end();
  print(`${"x".repeat(99)}\n`.repeat(5000));
  for (let waited = 0; text().join("").length < 500_000 && waited < 20_000; waited += 50) {
    await sleep(50);
  }
  assert.equal(text().join("").length, 500_000);
});

test("OutputGate: messages of comms keep their order and buffers, and are bounded", () => {
  const { gate: g, sent, print, text } = gate();
  print("before");
  g.addMessage("comm_open", { comm_id: "c" }, []);
  for (let i = 0; i < 40; i++) {
    g.addMessage("comm_msg", { comm_id: "c", data: { i } }, [new Uint8Array(1_000_000)]);
  }
  g.end();
  const types = sent.map(({ type }) => type);
  assert.deepEqual(types.slice(0, 3), ["stream", "comm_open", "comm_msg"]);
  const messages = types.filter((type) => type === "comm_msg").length;
  const dropped = Number(/(\d+) displays, errors or messages/.exec(text("stderr").join(""))![1]);
  assert.equal(messages + dropped, 40);
  assert.ok(messages <= 8);
});

test("OutputGate: an error after a flood comes after its last lines", () => {
  const { gate: g, sent, print } = gate();
  for (let i = 0; i < 200_000; i++) print(`${i}\n`);
  g.add({ output_type: "error", ename: "Error", evalue: "x", traceback: [] });
  g.end();
  assert.deepEqual(
    sent.map(({ type }) => type),
    ["stream", "display_data", "stream", "error"],
  );
});

test("OutputGate: updates of one display that wait become one", () => {
  const { gate: g, sent } = gate();
  g.add(display("d", "0"));
  for (let i = 1; i <= 1000; i++) g.add(update("d", String(i)));
  g.add(update("of an earlier cell", "x"));
  g.add(update("of an earlier cell", "y"));
  g.end();
  assert.deepEqual(shown(sent), ["display_data 1000", "update_display_data y"]);
});

test("OutputGate: a flood of displays keeps the last ones and counts the others", () => {
  const { gate: g, sent, text } = gate();
  for (let i = 0; i < 40; i++) g.add(display(String(i), `${i}:${"x".repeat(1_000_000)}`));
  g.end();
  const displays = sent.filter(({ type }) => type === "display_data");
  assert.match(displays.at(-1)!.content.data!["text/plain"], /^39:/);
  const dropped = Number(
    /(\d+) displays, errors or messages dropped/.exec(text("stderr").join(""))![1],
  );
  assert.equal(displays.length + dropped, 40);
  assert.ok(displays.length <= 8);
});

test("OutputGate: what is cleared before it was sent never leaves", () => {
  const { gate: g, sent, print } = gate();
  print("a");
  g.add({ output_type: "clear_output", wait: false });
  print("b");
  g.add({ output_type: "clear_output", wait: true });
  print("c");
  g.end();
  assert.deepEqual(shown(sent), ["clear_output ", "stream c"]);
  assert.equal(sent[0]!.content.wait, true);
});

test("OutputGate: clearing starts the count of the first lines anew", () => {
  const { gate: g, print, text } = gate();
  print("x".repeat(700_000));
  g.add({ output_type: "clear_output", wait: false });
  print("short");
  g.end();
  assert.deepEqual(text(), ["short"]);
});

test("OutputGate: clearing takes no message of a comm away", () => {
  const { gate: g, sent, print } = gate();
  print("a");
  g.addMessage("comm_open", { comm_id: "c" }, []);
  g.add({ output_type: "clear_output", wait: false });
  g.end();
  assert.deepEqual(
    sent.map(({ type }) => type),
    ["comm_open", "clear_output"],
  );
});

test("OutputGate: clearing with wait and nothing after it clears nothing", () => {
  const { gate: g, sent, print } = gate();
  print("a");
  g.add({ output_type: "clear_output", wait: true });
  g.end();
  assert.deepEqual(shown(sent), ["stream a"]);
});
