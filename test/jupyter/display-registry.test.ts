import assert from "node:assert/strict";
import { test } from "node:test";
import {
  DISPLAY_METHOD,
  formatValue,
  registerFormatter,
} from "../../src/jupyter/display-registry.ts";

const text = async (value: unknown) => String((await formatValue(value))["text/plain"]);

test("formatValue: plain values have the inspector's text, long ones are cut", async () => {
  assert.deepEqual(await formatValue({ a: [1, "x"] }), { "text/plain": "{ a: [ 1, 'x' ] }" });
  assert.deepEqual(await formatValue("as it is"), { "text/plain": "as it is" });
  const text = String((await formatValue("y".repeat(25_000)))["text/plain"]);
  assert.ok(text.endsWith("\n... 5000 more characters"));
  assert.equal(text.length, 20_000 + "\n... 5000 more characters".length);
});

test("formatValue: maps, sets, errors, functions and classes are readable", async () => {
  assert.equal(await text(new Map([["a", { b: [1] }]])), "Map(1) { 'a' => { b: [ 1 ] } }");
  assert.equal(await text(new Set([1, "x"])), "Set(2) { 1, 'x' }");
  assert.match(await text(new RangeError("too far", { cause: "x" })), /^RangeError: too far\n/);
  assert.equal(await text(function energy() {}), "[Function: energy]");
  assert.equal(await text(class Spins extends Map {}), "[class Spins extends Map]");
});

test("formatValue: the Jupyter.display method is honoured, also when it is asynchronous", async () => {
  assert.equal(DISPLAY_METHOD, Symbol.for("Jupyter.display"));
  const own = (bundle: unknown) => ({ [Symbol.for("Jupyter.display")]: () => bundle });
  const html = { "text/html": "<b>now</b>", "text/plain": "words" };
  assert.deepEqual(await formatValue(own(html)), html);
  assert.deepEqual(await formatValue(own(Promise.resolve(html))), html);
  assert.deepEqual(await formatValue(own({})), {});
});

test("formatValue: there always is plain text", async () => {
  const own = (bundle: unknown) => text({ x: 1, [DISPLAY_METHOD]: () => bundle });
  assert.equal(await own({ "text/html": "<p>one <b>two</b></p>" }), "one two");
  assert.equal(await own({ "text/markdown": ["a\n", "b"], "text/html": "c" }), "a\nb");
  assert.equal(await own({ "text/latex": "$x$" }), "$x$");
  assert.match(await own({ "image/png": "AAAA" }), /^\{\s+x: 1,/);
});

test("formatValue: what fails is said above the plain text of the value", async () => {
  const failing = (display: () => unknown) => ({ x: 1, [DISPLAY_METHOD]: display });
  const shown = [
    () => {
      throw new RangeError("no");
    },
    async () => {
      throw new RangeError("no");
    },
  ].map((display) => text(failing(display)));
  for (const words of await Promise.all(shown)) {
    const note = "the Jupyter.display method failed with RangeError: no";
    assert.ok(words.startsWith(`${note}; the plain text of the value:\n{ x: 1, `), words);
  }
  for (const rubbish of [null, 5, { "text/plain": 42 }, { "application/json": 1n }]) {
    const words = await text(failing(() => rubbish));
    assert.match(words, /^the .* failed with TypeError: display: expected .*\n\{ x: 1, /);
  }
});

test("formatValue: values that cannot be read are no reason to fail", async () => {
  const bolted = new Proxy(
    {},
    {
      get() {
        throw new Error("bolted");
      },
    },
  );
  registerFormatter({
    name: "curious",
    matches: (value): value is { curious: true } => (value as { curious: true }).curious,
    format: () => ({ "text/plain": "found" }),
  });
  assert.match(await text(bolted), /^(Proxy\()?\{\}\)?$/);
  const custom = {
    [Symbol.for("nodejs.util.inspect.custom")]() {
      throw new Error("twisted");
    },
  };
  const words = "a value that cannot be printed: reading it throws Error: twisted";
  assert.equal(await text(custom), words);
});

test("registerFormatter: the last one that matches wins; the same name replaces in its place", async () => {
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
  named("pattern", "fourth");
  assert.deepEqual(await formatValue(new Pattern()), { "text/plain": "third 3" });
  assert.deepEqual(await formatValue(new Set()), { "text/plain": "Set(0) {}" });
});

test("registerFormatter: a formatter that fails is named above the plain text", async () => {
  registerFormatter({
    name: "the formatter of maps",
    matches: (value): value is Map<unknown, unknown> => value instanceof Map,
    format: () => Promise.reject(new Error("lost")),
  });
  const words =
    "the formatter of maps failed with Error: lost; the plain text of the value:\nMap(0) {}";
  assert.equal(await text(new Map()), words);
});
