import assert from "node:assert/strict";
import { test } from "node:test";
import { estimatedWidth, wrappedText } from "../../src/plot/wrapped-text.ts";

const words = "lines: theory; points: simulation; bars: ± 1 standard error; means of 6 runs";

test("wrappedText: what semicolons part stays together where it fits", () => {
  for (const width of [150, 200, 260, 340]) {
    const lines = [wrappedText(words, 11, width)].flat();
    assert.equal(lines.join(" "), words);
    for (const line of lines.slice(0, -1)) assert.match(line, /;$/);
    for (const line of lines) assert.ok(estimatedWidth(line, 11) <= width, line);
  }
});

test("wrappedText: a part that is too long is broken between words, never within a formula", () => {
  const long = "contours of $\\log_{10} x; y$ and of something else; b";
  const lines = [wrappedText(long, 11, 100)].flat();
  assert.equal(lines.join(" "), long);
  assert.ok(lines.some((line) => line.includes("$\\log_{10} x; y$")));
  assert.equal(wrappedText("a; b", 11, 300), "a; b");
  assert.deepEqual(wrappedText("a\nb", 11, 300), ["a", "b"]);
});
