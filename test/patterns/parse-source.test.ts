import assert from "node:assert/strict";
import { test } from "node:test";
import { parseCorrelation, parseSeparation } from "../../src/patterns/parse-source.ts";
import { separationName } from "../../src/patterns/sources.ts";

test("parseSeparation: reads every form of the grammar", () => {
  assert.deepEqual(parseSeparation("none"), {});
  assert.deepEqual(parseSeparation("mean:0.4"), { mean: 0.4 });
  assert.deepEqual(parseSeparation("mean:.4"), { mean: 0.4 });
  assert.deepEqual(parseSeparation("min:12"), { minimum: 12 });
  assert.deepEqual(parseSeparation("min:0.2N"), { minimum: { fractionOfN: 0.2 } });
  assert.deepEqual(parseSeparation("flips:5"), { flips: 5 });
  assert.deepEqual(parseSeparation("mean:0.4+min:8+max:0.9N"), {
    mean: 0.4,
    minimum: 8,
    maximum: { fractionOfN: 0.9 },
  });
  assert.deepEqual(parseSeparation("bch:7"), { code: "bch", distance: 7 });
  assert.deepEqual(parseSeparation("lexicode:0.5N"), {
    code: "lexicode",
    distance: { fractionOfN: 0.5 },
  });
  assert.deepEqual(parseSeparation("shell:0.25N"), { shell: { fractionOfN: 0.25 } });
});

test("parseSeparation: anything else is refused and told the grammar", () => {
  for (const text of [
    "",
    "min",
    "min:",
    "min:1.5",
    "min:-3",
    "min:1.2N",
    "min:0x10",
    "mean:0.6",
    "mean:0.4N",
    "mean:NaN",
    "mean:0.1+mean:0.2",
    "mean:0.1+flips:3",
    "middle:3",
    "none+min:3",
    "bch",
    "bch:0.5",
    "bch:-3",
    "bch:5+min:3",
    "lexicode:1.2N",
    "shell:5+flips:3",
    "code:5",
  ]) {
    assert.throws(() => parseSeparation(text), {
      name: "RangeError",
      message: `parseSeparation: expected none, mean:0.4 (fraction of N, 0 … 1/2), min:12 (bits), min:0.2N, max:…, flips:…, or several joined by +; bch:7, lexicode:8 or shell:0.25N alone, got ${text}`,
    });
  }
});

test("parseCorrelation: reads every form, and names are in the grammar", () => {
  assert.equal(parseCorrelation("none"), null);
  for (const text of ["ar1:0.4", "ar1:-0.4", "block8:0.3", "equi:0.1", "banded3:0.2"]) {
    assert.equal(parseCorrelation(text)?.name, text);
  }
  assert.deepEqual(parseCorrelation("block8:0.3")?.recipe, { kind: "block", size: 8, rho: 0.3 });
});

test("parseCorrelation: anything else is refused and told the grammar", () => {
  for (const text of ["", "ar1", "ar2:0.4", "ar1:1.2", "block:0.3", "block0:0.3", "equi3:0.1"]) {
    assert.throws(() => parseCorrelation(text), {
      name: "RangeError",
      message: `parseCorrelation: expected none, ar1:0.4, block8:0.3, equi:0.1 or banded3:0.2 (rho in -1 … 1), got ${text}`,
    });
  }
});

test("separationName: is read back to the same separation", () => {
  for (const text of [
    "none",
    "mean:0.4",
    "min:12",
    "flips:0.1N+min:3",
    "mean:0.3+min:0.2N+max:50",
    "bch:0.2N",
    "lexicode:8",
    "shell:3",
  ]) {
    assert.equal(separationName(parseSeparation(text)), text);
  }
});
