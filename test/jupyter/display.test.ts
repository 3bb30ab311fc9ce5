import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import {
  DISPLAY_METHOD,
  DISPLAY_SINK,
  type DisplayOutput,
  display,
  formatValue,
  pendingDisplays,
  progress,
  registerFormatter,
} from "../../src/jupyter/display.ts";

let outputs: DisplayOutput[] = [];
const host = globalThis as { [DISPLAY_SINK]?: (output: DisplayOutput) => void };
before(() => {
  host[DISPLAY_SINK] = (output) => outputs.push(output);
});
after(() => {
  delete host[DISPLAY_SINK];
});
beforeEach(() => {
  outputs = [];
});

function bundles() {
  return outputs.map((output) => (output.output_type === "clear_output" ? {} : output.data));
}

test("formatValue: typed arrays show kind, length, range and head", async () => {
  // min -1, max 3, mean (3 - 1 + 1) / 3 = 1.
  assert.deepEqual(await formatValue(new Float64Array([3, -1, 1])), {
    "text/plain": "Float64Array(3) min -1, mean 1, max 3\n[3, -1, 1]",
  });
  const long = (await formatValue(new Uint8Array(1e6).fill(2)))["text/plain"];
  assert.equal(long, "Uint8Array(1000000) min 2, mean 2, max 2\n[2, 2, 2, 2, 2, 2, 2, 2, ...]");
  assert.equal((await formatValue(new Int8Array(0)))["text/plain"], "Int8Array(0)");
  const withNaN = (await formatValue(new Float32Array([Number.NaN, 1])))["text/plain"];
  assert.match(String(withNaN), /min NaN, mean NaN, max NaN/);
  const big = (await formatValue(new BigInt64Array([2n, 4n])))["text/plain"];
  assert.match(String(big), /min 2, mean 3, max 4/);
});

test("formatValue: plain values have the inspector's text, long ones are cut", async () => {
  assert.deepEqual(await formatValue({ a: [1, "x"] }), { "text/plain": "{ a: [ 1, 'x' ] }" });
  assert.deepEqual(await formatValue("as it is"), { "text/plain": "as it is" });
  const text = String((await formatValue("y".repeat(25_000)))["text/plain"]);
  assert.ok(text.endsWith("\n... 5000 more characters"));
  assert.equal(text.length, 20_000 + "\n... 5000 more characters".length);
});

test("formatValue: the Jupyter.display method is honoured, also when it is asynchronous", async () => {
  assert.equal(DISPLAY_METHOD, Symbol.for("Jupyter.display"));
  const now = { [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>now</b>" }) };
  const later = { [Symbol.for("Jupyter.display")]: async () => ({ "text/html": "<b>later</b>" }) };
  assert.deepEqual(await formatValue(now), { "text/html": "<b>now</b>" });
  assert.deepEqual(await formatValue(later), { "text/html": "<b>later</b>" });
});

test("registerFormatter: the last one that matches wins; the same name replaces", async () => {
  class Pattern {
    readonly N = 3;
  }
  const matches = (value: unknown): value is Pattern => value instanceof Pattern;
  const named = (name: string, text: string) =>
    registerFormatter({ name, matches, format: ({ N }) => ({ "text/plain": `${text} ${N}` }) });
  named("pattern", "first");
  named("special", "second");
  assert.deepEqual(await formatValue(new Pattern()), { "text/plain": "second 3" });
  named("special", "third");
  assert.deepEqual(await formatValue(new Pattern()), { "text/plain": "third 3" });
  assert.deepEqual(await formatValue(new Set()), { "text/plain": "Set(0) {}" });
});

test("display: each form sends its MIME types with plain text beside them", () => {
  display.html("<p>one <b>two</b></p>");
  display.svg("<svg/>", "a curve");
  display.png(new Uint8Array([1, 2, 255]));
  display.markdown("**x**");
  display.latex("\\alpha");
  display.json({ a: 1 });
  display.text("t");
  display.vegaLite({
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: "d",
  });
  display.raw({ "text/plain": "raw" });
  assert.deepEqual(bundles(), [
    { "text/html": "<p>one <b>two</b></p>", "text/plain": "one two" },
    { "text/html": "<svg/>", "text/plain": "a curve" },
    { "image/png": "AQL/", "text/plain": "PNG image" },
    { "text/markdown": "**x**", "text/plain": "**x**" },
    { "text/latex": "$$\\alpha$$", "text/plain": "\\alpha" },
    { "application/json": { a: 1 }, "text/plain": "{ a: 1 }" },
    { "text/plain": "t" },
    {
      "application/vnd.vegalite.v5+json": {
        $schema: "https://vega.github.io/schema/vega-lite/v5.json",
        description: "d",
      },
      "text/plain": "d",
    },
    { "text/plain": "raw" },
  ]);
});

test("display: a handle updates its own output and shows nothing as a last value", async () => {
  const first = display({ a: 1 });
  const second = display.html("<i>x</i>");
  first.update([2]);
  second.update("<i>y</i>");
  assert.notEqual(first.id, second.id);
  assert.deepEqual(
    outputs.map((output) => [
      output.output_type,
      output.output_type !== "clear_output" && output.transient?.display_id,
    ]),
    [
      ["display_data", first.id],
      ["display_data", second.id],
      ["update_display_data", first.id],
      ["update_display_data", second.id],
    ],
  );
  assert.deepEqual(bundles().slice(2), [
    { "text/plain": "[ 2 ]" },
    { "text/html": "<i>y</i>", "text/plain": "y" },
  ]);
  assert.deepEqual(await formatValue(first), {});
});

test("pendingDisplays: waits for values that format themselves later", async () => {
  let ready = () => {};
  const gate = new Promise<void>((resolve) => {
    ready = resolve;
  });
  display({ [DISPLAY_METHOD]: () => gate.then(() => ({ "text/plain": "late" })) });
  assert.equal(outputs.length, 0);
  ready();
  await pendingDisplays();
  assert.deepEqual(bundles(), [{ "text/plain": "late" }]);
});

test("progress: counts in one display and ends with the same words every time", () => {
  const count = progress(3, "capacity");
  for (let i = 0; i < 3; i++) count.step();
  assert.equal(
    new Set(outputs.map((o) => o.output_type !== "clear_output" && o.transient?.display_id)).size,
    1,
  );
  assert.equal(bundles()[0]?.["text/plain"], "capacity: 0 of 3");
  assert.equal(bundles().at(-1)?.["text/plain"], "capacity: done 3 of 3");
});

test("progress: runs over values and tells when it was left early", () => {
  assert.deepEqual([...progress([5, 6])], [5, 6]);
  assert.equal(bundles().at(-1)?.["text/plain"], "done 2 of 2");
  for (const value of progress([5, 6, 7], "search <N>")) if (value === 6) break;
  assert.equal(bundles().at(-1)?.["text/plain"], "search <N>: stopped at 1 of 3");
  assert.match(String(bundles().at(-1)?.["text/html"]), /search &lt;N&gt;: stopped at 1 of 3/);
  for (const _ of progress(new Set([1]).values(), "any"));
  assert.equal(bundles().at(-1)?.["text/plain"], "any: done 1");
});

test("progress: a fast loop is not slowed down by its display", () => {
  for (const _ of progress(Array.from({ length: 100_000 }))) if (outputs.length > 1000) break;
  // At most one update every 100 ms besides the first and the last.
  assert.ok(outputs.length < 100, `${outputs.length} outputs`);
});

test("display: what a notebook file cannot hold is refused, bytes become base64 text", async () => {
  const png = new Uint8Array([1, 2, 3]);
  const shown = async (bundle: unknown) =>
    formatValue({ [Symbol.for("Jupyter.display")]: () => bundle });
  assert.deepEqual(await shown({ "image/png": png }), { "image/png": "AQID" });
  assert.deepEqual(await shown({ "application/json": 5 }), { "application/json": 5 });
  const refused: [unknown, string][] = [
    [{ "text/plain": 42 }, "display: expected text as text/plain, got number"],
    [
      { "application/json": undefined },
      "display: expected text as application/json, got undefined",
    ],
    [null, "display: expected an object of MIME types, got null"],
    [5, "display: expected an object of MIME types, got number"],
  ];
  for (const [bundle, message] of refused) {
    await assert.rejects(shown(bundle), new TypeError(message));
    assert.throws(() => display.raw(bundle as never), new TypeError(message));
  }
});
