import assert from "node:assert/strict";
import { test } from "node:test";
import { sinkhornInPlace } from "../../src/learning/sinkhorn.ts";
import { stream } from "../../src/random/stream.ts";
import { pottsFixture } from "../support/potts-fixture.ts";

const { net } = pottsFixture;
const sumsOf = (g: Float64Array, columns: number): { rows: number[]; columns: number[] } => {
  const [rows, sums] = [Array(g.length / columns).fill(0), Array(columns).fill(0)];
  for (const [k, value] of g.entries()) {
    rows[Math.floor(k / columns)] += value;
    sums[k % columns] += value;
  }
  return { rows, columns: sums };
};
const off = (got: readonly number[], expected: ArrayLike<number>): number =>
  Math.max(...got.map((value, k) => Math.abs(value / expected[k] - 1)));

test("sinkhornInPlace: swept again and again gives the class weights of the fixture", () => {
  const g = Float64Array.of(4, 1, 1, 0.5, 1, 1, 5, 0.5, 2, 2, 2, 0.5);
  const masses = Float64Array.from(net.G);
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const columns = Float64Array.from(net.prior, (share) => share * total);
  for (let sweep = 0; sweep < 100; sweep++) sinkhornInPlace(g, masses, columns, 1);
  const expected = net.g.flat();
  for (const [k, value] of g.entries()) assert.ok(Math.abs(value - expected[k]) < 1e-14);
});

test("sinkhornInPlace: columns come out exact, rows approximate, better with more sweeps", () => {
  const [rows, columns] = [8, 4];
  const rng = stream(3, "sinkhorn");
  const start = Float64Array.from({ length: rows * columns }, () => 10 ** (-6 * rng.uniform()));
  const masses = Float64Array.from({ length: rows }, (_, k) => 1 + k / 10);
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const shares = Float64Array.of(0.5, 0.3, 0.19, 0.01).map((share) => share * total);
  const errors = [1, 5, 25].map((sweeps) => {
    const g = start.slice();
    sinkhornInPlace(g, masses, shares, sweeps);
    const sums = sumsOf(g, columns);
    assert.ok(off(sums.columns, shares) < 1e-14);
    return off(sums.rows, masses);
  });
  assert.ok(errors[0] > errors[1] && errors[1] > errors[2], `${errors}`);
});

test("sinkhornInPlace: stops where rows are right within C · 1e-7, and not before", () => {
  const masses = Float64Array.of(1, 1, 2);
  const shares = Float64Array.of(3, 1);
  const g = Float64Array.of(0.75, 0.25, 0.75, 0.25, 1.5, 0.5);
  assert.equal(sinkhornInPlace(g, masses, shares, 50), 1);
  const far = Float64Array.of(1, 3, 2, 0.1, 1, 1);
  const sweeps = sinkhornInPlace(far, masses, shares, 500);
  assert.ok(sweeps > 2 && sweeps < 500);
  assert.ok(off(sumsOf(far, 2).rows, masses) < 1e-7);
});
