import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldTable } from "../../src/models/field-table.ts";
import { formula } from "../../src/models/formula.ts";
import { exponential, power } from "../../src/models/interaction.ts";
import { marginSign, marginTolerance } from "../../src/models/margin-sign.ts";
import { hammingDistances, patternsFromRows, type Spins } from "../../src/patterns/patterns.ts";

const signAt = (rows: Spins[], sigma: number[], i: number, interaction = power(3)) => {
  const patterns = patternsFromRows(rows);
  const distances = hammingDistances(patterns, sigma);
  const table = fieldTable(interaction, sigma.length);
  return marginSign(table, patterns, distances, rows.length, i, sigma[i] < 0 ? 1 : 0);
};

test("marginSign: agreeing patterns hold a spin, disagreeing ones turn it, equals tie", () => {
  const up = [1, 1, 1, 1, 1];
  const last = [1, 1, 1, 1, -1];
  assert.equal(signAt([up], up, 4), 1);
  assert.equal(signAt([last], up, 4), -1);
  assert.equal(signAt([up, last], up, 4), 0);
  assert.equal(signAt([up, last, last], up, 4), -1);
  assert.equal(signAt([up, up, last], last, 4), -1);
});

test("marginSign: decides margins 1e-13 of the terms that make them", () => {
  // σ = up: the pair up, last cancels at spin 0 … of the third pattern only e^{−2βd} is left.
  const N = 16;
  const up = new Array<number>(N).fill(1);
  const neighbour = up.map((x, i) => (i === 0 ? -x : x));
  const far = (first: number) => up.map((_, i) => (i === 0 ? first : i < 4 ? -1 : 1));
  for (const interaction of [exponential(5), power(400)]) {
    assert.equal(signAt([up, neighbour, far(1)], up, 0, interaction), 1);
    assert.equal(signAt([up, neighbour, far(-1)], up, 0, interaction), -1);
    assert.equal(signAt([up, neighbour], up, 0, interaction), 0);
  }
});

test("marginSign: far patterns decide where the exponential or the power underflow", () => {
  const N = 1200;
  const up = new Array<number>(N).fill(1);
  const turned = (count: number, first: number) =>
    up.map((_, i) => (i === 0 ? first : i < count ? -1 : 1));
  for (const interaction of [exponential(1), exponential(0.9), power(800)]) {
    const table = fieldTable(interaction, N);
    assert.equal(table.a[500], 0, "the case underflows");
    assert.equal(signAt([turned(500, 1)], up, 0, interaction), 1);
    assert.equal(signAt([turned(500, -1)], up, 0, interaction), -1);
    assert.equal(signAt([turned(500, 1), turned(500, -1)], up, 0, interaction), 0);
    assert.equal(signAt([turned(500, 1), turned(499, -1)], up, 0, interaction), -1);
  }
});

test("marginSign: a margin below the rounding of F is a tie where steps are differences of F", () => {
  // F(x) − F(x − 2) is about 0.03 and each F is right to 1e-7: equal terms differ by rounding only.
  const interaction = formula("1e9 + sqrt(x + 1000)");
  const { a, aSize } = fieldTable(interaction, 20);
  for (let d = 0; d < 20; d++) {
    const h = 20 - 2 * d;
    const exact = 2 / (Math.sqrt(h + 1000) + Math.sqrt(h + 998));
    assert.ok(Math.abs(a[d] - exact) <= 2 ** -50 * aSize[d], `d = ${d}`);
  }
  const up = new Array<number>(20).fill(1);
  const turned = (count: number, first: number) =>
    up.map((_, i) => (i === 0 ? first : i < count ? -1 : 1));
  // a[0] = 0.0313, a[2] and b[3] are the same; three terms of 1e-3 relative distance still decide.
  assert.equal(signAt([turned(1, 1)], up, 0, interaction), 1);
  assert.equal(signAt([turned(1, 1), turned(4, -1)], up, 0, interaction), -1);
  // Neighbouring steps of x + 1e-9 x² differ by 8e-9, far below the rounding of 1e9 + ….
  const flat = formula("1e9 + 1e-9 * sqrt(x + 1000) + x - 0 * sin(x)");
  assert.equal(signAt([turned(1, 1), turned(4, -1)], up, 0, flat), 0);
});

test("marginTolerance: is 0 while sums are exact, and covers the rounding of P terms after", () => {
  const exact = fieldTable(power(3), 100);
  assert.equal(marginTolerance(exact, 1e15, 1000), 0);
  assert.ok(marginTolerance(exact, 1e16, 1000) >= 1000 * 2 ** -53 * 1e16);
  assert.ok(marginTolerance(fieldTable(power(20), 100), 10, 5) > 0);
  assert.ok(marginTolerance(fieldTable(power(400), 200), 0, 1) > 0, "all terms underflow");
});
