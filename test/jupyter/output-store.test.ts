import assert from "node:assert/strict";
import { test } from "node:test";
import type { Output } from "../../src/jupyter/nbformat.ts";
import { OutputStore } from "../../src/jupyter/output-store.ts";
import type { SessionOutput } from "../../src/jupyter/session.ts";

const print = (text: string, name: "stdout" | "stderr" = "stdout"): SessionOutput => ({
  output_type: "stream",
  name,
  text,
});
const show = (text: string, id?: string): SessionOutput => ({
  output_type: "display_data",
  data: { "text/plain": text },
  metadata: {},
  ...(id === undefined ? {} : { transient: { display_id: id } }),
});
const update = (text: string, id: string): SessionOutput => ({
  output_type: "update_display_data",
  data: { "text/plain": text },
  metadata: {},
  transient: { display_id: id },
});
const texts = (outputs: Output[]) =>
  outputs.map((output) => ("data" in output ? output.data["text/plain"] : output));

function stored(...messages: SessionOutput[]): Output[] {
  const store = new OutputStore();
  const outputs: Output[] = [];
  for (const message of messages) store.add(outputs, message, 3);
  return outputs;
}

test("OutputStore: writes to one stream in a row become one output", () => {
  assert.deepEqual(
    stored(print("a"), print("b\n"), print("!", "stderr"), print("c")).map((output) =>
      output.output_type === "stream" ? `${output.name} ${output.text}` : "",
    ),
    ["stdout ab\n", "stderr !", "stdout c"],
  );
});

test("OutputStore: an update changes every display of its id, also in an earlier cell", () => {
  const store = new OutputStore();
  const first: Output[] = [];
  const second: Output[] = [];
  store.add(first, show("0 %", "p"), 1);
  store.add(first, show("other", "q"), 1);
  store.add(second, show("50 %", "p"), 2);
  store.add(second, update("100 %", "p"), 2);
  assert.deepEqual(texts(first), ["100 %", "other"]);
  assert.deepEqual(texts(second), ["100 %"]);
});

test("OutputStore: nothing of a display's id is saved", () => {
  assert.deepEqual(stored(show("x", "p")), [
    { output_type: "display_data", data: { "text/plain": "x" }, metadata: {} },
  ]);
});

test("OutputStore: a cleared cell is empty, with wait only when something new comes", () => {
  const clear = (wait: boolean): SessionOutput => ({ output_type: "clear_output", wait });
  assert.deepEqual(texts(stored(show("a"), clear(false))), []);
  assert.deepEqual(texts(stored(show("a"), clear(true))), ["a"]);
  assert.deepEqual(texts(stored(show("a"), clear(true), show("b"), show("c"))), ["b", "c"]);
});

test("OutputStore: a result carries the number of its cell", () => {
  const result: SessionOutput = { output_type: "execute_result", data: {}, metadata: {} };
  assert.deepEqual(stored(result), [{ ...result, execution_count: 3 }]);
});
