import assert from "node:assert/strict";
import { test } from "node:test";
import { display } from "../../src/jupyter/display.ts";
import { DISPLAY_METHOD, formatValue } from "../../src/jupyter/display-registry.ts";
import { pendingDisplays } from "../../src/jupyter/display-state.ts";
import { collectDisplays } from "../support/display-outputs.ts";

const displays = collectDisplays();
const { bundles } = displays;

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
    displays
      .all()
      .map((output) => [
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
  assert.equal(displays.all().length, 0);
  ready();
  await pendingDisplays();
  assert.deepEqual(bundles(), [{ "text/plain": "late" }]);
});

test("display: what a notebook file cannot hold is refused and nothing is shown", () => {
  const circular: { self?: unknown } = {};
  circular.self = circular;
  const refused: [unknown, RegExp][] = [
    [{ "text/plain": 42 }, /^display: expected text as text\/plain, got number$/],
    [{ "application/json": undefined }, /^display: expected JSON as .*, got undefined$/],
    [{ "application/json": circular }, /^display: expected JSON as .*, got Converting circular/],
    [{ "application/json": 1n }, /^display: expected JSON as .*, got Do not know how/],
    [null, /^display: expected an object of MIME types, got null$/],
    [5, /^display: expected an object of MIME types, got number$/],
  ];
  for (const [bundle, message] of refused) {
    assert.throws(() => display.raw(bundle as never), { name: "TypeError", message });
  }
  assert.deepEqual(displays.all(), []);
});

test("display: a value whose own display fails is shown as text with a note", async () => {
  display({
    x: 1,
    [DISPLAY_METHOD]: () => {
      throw new RangeError("no");
    },
  });
  display({ y: 2, [DISPLAY_METHOD]: () => Promise.reject(new Error("later")) });
  await pendingDisplays();
  const [first, second] = bundles().map((bundle) => String(bundle["text/plain"]));
  assert.match(
    first!,
    /^the Jupyter.display method failed with RangeError: no; the plain text of the value:\n\{/,
  );
  assert.match(second!, /failed with Error: later; the plain text of the value:\n\{\s+y: 2/);
});
