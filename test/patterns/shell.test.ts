import assert from "node:assert/strict";
import { test } from "node:test";
import chiSquareCDF from "@stdlib/stats-base-dists-chisquare-cdf";
import { independent } from "../../src/patterns/independent.ts";
import { hammingDistances, patternsFromRows, row, take } from "../../src/patterns/patterns.ts";
import { shellSample, shellsAround, wholeShell } from "../../src/patterns/shell.ts";
import { stream } from "../../src/random/stream.ts";

const centreOf = (N: number) => row(independent(1, N, stream(1, "centre", N)), 0);
const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);

test("wholeShell: all C(N, d) states at distance d, each once", () => {
  for (const [N, d] of [
    [1, 0],
    [1, 1],
    [6, 0],
    [6, 3],
    [6, 6],
    [12, 4],
    [40, 2],
  ]) {
    const centre = centreOf(N);
    const shell = wholeShell(centre, d);
    assert.equal(shell.P, Math.round(choose(N, d)));
    assert.ok(hammingDistances(shell, centre).every((distance) => distance === d));
    const states = new Set(Array.from({ length: shell.P }, (_, mu) => row(shell, mu).join()));
    assert.equal(states.size, shell.P);
  }
  assert.deepEqual(
    wholeShell([1, 1, 1], 1),
    patternsFromRows([
      [-1, 1, 1],
      [1, -1, 1],
      [1, 1, -1],
    ]),
  );
});

test("shellSample: states of the shell are equally likely", () => {
  const centre = centreOf(6);
  const draws = 20_000;
  const sample = shellSample(draws, centre, 2, stream(2, "shell"));
  const counts = new Map<string, number>();
  for (let mu = 0; mu < draws; mu++) {
    const state = row(sample, mu).join();
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  assert.equal(counts.size, 15);
  const expected = draws / 15;
  const chiSquare = [...counts.values()].reduce((s, n) => s + (n - expected) ** 2 / expected, 0);
  assert.ok(1 - chiSquareCDF(chiSquare, 14) > 1e-4, `${chiSquare}`);
  assert.ok(hammingDistances(sample, centre).every((distance) => distance === 2));
});

test("shellSample: distinct states exhaust the shell and no more are given", () => {
  const centre = centreOf(10);
  const all = shellSample(120, centre, 3, stream(3), { distinct: true });
  assert.deepEqual(
    [...all.words].sort((a, b) => a - b),
    [...wholeShell(centre, 3).words].sort((a, b) => a - b),
  );
  assert.throws(() => shellSample(121, centre, 3, stream(3), { distinct: true }), {
    name: "InfeasibleSeparation",
    bound: "shell size",
    limit: 120,
    message:
      "shellSample: expected P <= 120 different states at distance 3 of N = 10, got P = 121; lower P or bring the distance closer to N/2",
  });
});

test("shellsAround: every centre has its states, the same ones whatever the other centres are", () => {
  const centres = independent(5, 37, stream(4));
  const clouds = shellsAround(centres, 6, 9, stream(5));
  assert.equal(clouds.P, 30);
  for (let mu = 0; mu < 5; mu++) {
    const d = hammingDistances(clouds, row(centres, mu));
    assert.ok(d.subarray(6 * mu, 6 * mu + 6).every((distance) => distance === 9));
  }
  const fewer = shellsAround(take(centres, [0, 1]), 4, 9, stream(5));
  assert.deepEqual(fewer, take(clouds, [0, 1, 2, 3, 6, 7, 8, 9]));
  assert.equal(shellsAround(take(centres, []), 4, 9, stream(5)).P, 0);
});

test("shells: distances, numbers and centres outside their range are refused by name", () => {
  const centre = centreOf(8);
  for (const flips of [-1, 9, 2.5, Number.NaN]) {
    const message = `expected an integer 0 <= flips <= N = 8, got ${flips}`;
    assert.throws(() => wholeShell(centre, flips), { message: `wholeShell: ${message}` });
    assert.throws(() => shellSample(3, centre, flips, stream(1)), {
      name: "RangeError",
      message: `shellSample: ${message}`,
    });
  }
  assert.throws(
    () => shellSample(-1, centre, 2, stream(1)),
    /shellSample: expected P >= 0, got -1/,
  );
  assert.throws(() => shellSample(3, [], 0, stream(1)), /expected N >= 1, got 0/);
  assert.throws(() => shellSample(3, [1, 0], 1, stream(1)), /expected spins \+1 or -1, got 0/);
  assert.throws(() => wholeShell(centreOf(64), 32), /wholeShell: expected P·N <= 2\^32 spins/);
  assert.throws(
    () => shellsAround(independent(2, 8, stream(1)), 1.5, 2, stream(1)),
    /shellsAround: expected P >= 0, got 1.5/,
  );
});
