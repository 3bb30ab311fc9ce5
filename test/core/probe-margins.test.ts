import assert from "node:assert/strict";
import { test } from "node:test";
import { binaryKernels } from "../../src/core/binary-kernels.ts";
import { wordsFor } from "../../src/core/bits.ts";
import {
  batchMargins,
  type PackedRows,
  probeMarginsByKernel,
  probeMarginsByTwin,
  rowTests,
} from "../../src/core/probe-margins.ts";
import type { StepTable } from "../../src/core/step-table.ts";
import { type Rng, stream } from "../../src/random/stream.ts";
import { bitsOfRow, countOfBits, randomRows } from "../support/packed-rows.ts";

const kernels = binaryKernels();

function rowsOf(P: number, N: number, rng: Rng): PackedRows {
  return { words: randomRows(P, N, rng), P, N, wordsPerRow: wordsFor(N) };
}

function tableOf(N: number, entry: () => number, exact = true): StepTable {
  const a = Float64Array.from({ length: N + 1 }, entry);
  const w = Float64Array.from({ length: N + 1 }, entry);
  return { N, a, w, termSize: a.map((x, d) => 2 * Math.abs(x) + Math.abs(w[d])), exact };
}

const roomOf = ({ P, wordsPerRow }: PackedRows) => ({
  distances: new Int32Array(P),
  margins: new Float64Array(32 * wordsPerRow),
});

/** Margins by big integers, bit by bit. */
function literal(
  table: StepTable,
  { words, P, N, wordsPerRow: W }: PackedRows,
  probe: Uint32Array,
) {
  const state = bitsOfRow(probe, W, 0);
  const sums = new Array<bigint>(N).fill(0n);
  for (let mu = 0; mu < P; mu++) {
    const differs = bitsOfRow(words, W, mu) ^ state;
    const d = countOfBits(differs);
    for (let i = 0; i < N; i++) {
      const w = (differs >> BigInt(i)) & 1n ? BigInt(table.w[d]) : 0n;
      sums[i] += BigInt(table.a[d]) - w;
    }
  }
  return Float64Array.from(sums, Number);
}

test("probeMarginsInPlace: kernel and twin equal sums of big integers, whatever the weights' size", () => {
  for (const N of [1, 31, 32, 33, 63, 64, 65, 96, 127, 128, 129, 160, 257, 512]) {
    for (const P of [1, 2, 40]) {
      for (const bits of [1, 14, 15, 16, 17, 31, 33, 45]) {
        const rng = stream(1, "probe margins", N, P, bits);
        const rows = rowsOf(P, N, rng);
        const probe = P === 1 ? rows.words : randomRows(1, N, rng);
        const size = 2 ** bits;
        const table = tableOf(N, () => 3 * Math.floor((2 * rng.uniform() - 1) * size));
        const expected = literal(table, rows, probe);
        const label = `N = ${N}, P = ${P}, ${bits} bits`;
        const room = roomOf(rows);
        probeMarginsByTwin(room, table, rows, probe, 0);
        assert.deepEqual(room.margins.slice(0, N), expected, `twin, ${label}`);
        if (kernels === null) continue;
        room.margins.fill(NaN);
        probeMarginsByKernel(kernels, room, table, rows, probe, 0);
        assert.deepEqual(room.margins.slice(0, N), expected, `kernel, ${label}`);
      }
    }
  }
});

test("batchMargins: every state of a call has the margins it has alone, in every table", () => {
  if (kernels === null) return;
  for (const N of [20, 64, 100, 130, 300]) {
    const rng = stream(1, "batch margins", N);
    const rows = rowsOf(50, N, rng);
    const W = rows.wordsPerRow;
    const tables = [
      tableOf(N, () => Math.floor(rng.uniform() * 2 ** 20)),
      tableOf(N, () => rng.uniform() - 0.5, false),
    ];
    const batch = batchMargins(kernels, tables, rows, 9);
    for (const count of [9, 1, 4, 6]) {
      const probes = randomRows(count, N, rng);
      const { margins, inDoubt } = batch(probes, count);
      for (let p = 0; p < count; p++) {
        for (const [f, table] of tables.entries()) {
          const room = roomOf(rows);
          probeMarginsByTwin(room, table, rows, probes, p * W);
          const from = 32 * W * (tables.length * p + f);
          const label = `N = ${N}, ${count} states, state ${p}, table ${f}`;
          assert.deepEqual(margins.slice(from, from + N), room.margins.slice(0, N), label);
          assert.equal(inDoubt(p, f), 0);
        }
      }
    }
  }
});

test("batchMargins: many rows, which are counted in parts, have the margins of all together", () => {
  if (kernels === null) return;
  const [P, N] = [3001, 3000];
  const rng = stream(1, "parts");
  const rows = rowsOf(P, N, rng);
  const W = rows.wordsPerRow;
  const exact = tableOf(N, () => Math.floor(rng.uniform() * 2 ** 20));
  const rounded = tableOf(N, () => rng.uniform() - 0.5, false);
  const probes = randomRows(5, N, rng);
  for (const table of [exact, rounded]) {
    const { margins } = batchMargins(kernels, [table], rows, 5)(probes, 5);
    for (let p = 0; p < 5; p++) {
      const room = roomOf(rows);
      probeMarginsByKernel(kernels, room, table, rows, probes, p * W);
      assert.deepEqual(margins.slice(32 * W * p, 32 * W * p + N), room.margins.slice(0, N));
    }
  }
});

test("batchMargins: margins within their tolerance are counted as in doubt", () => {
  if (kernels === null) return;
  const N = 40;
  // Rows in pairs that differ in bit 0 alone cancel there up to rounding.
  const words = new Uint32Array(2 * 20);
  const rng = stream(1, "in doubt");
  for (let mu = 0; mu < 20; mu += 2) {
    words.set(randomRows(1, N, rng), 2 * mu);
    words.set([words[2 * mu] ^ 1, words[2 * mu + 1]], 2 * mu + 2);
  }
  const rows = { words, P: 20, N, wordsPerRow: 2 };
  const step = (d: number) => 0.3 ** d;
  const a = Float64Array.from({ length: N + 1 }, (_, d) => step(d));
  const w = a.map((x, d) => x + (d > 0 ? step(d - 1) : 0));
  const table = { N, a, w, termSize: a.map((x, d) => 2 * x + w[d]), exact: false };
  const { margins, inDoubt } = batchMargins(kernels, [table], rows, 3)(new Uint32Array(6), 3);
  const least = Math.max(...[0, 1, 2].map((p) => Math.abs(margins[64 * p])));
  assert.ok(least < 1e-15, `${least}`);
  for (const p of [0, 1, 2]) assert.ok(inDoubt(p, 0) >= 1);
});

test("probeMarginsInPlace: kernel and twin round alike where weights are no integers or too large", () => {
  for (const N of [20, 64, 100, 300]) {
    const rng = stream(1, "rounded margins", N);
    const rows = rowsOf(400, N, rng);
    const tables = [
      tableOf(N, () => rng.uniform() - 0.5, false),
      tableOf(N, () => Math.floor(rng.uniform() * 2 ** 50)),
    ];
    for (const table of tables) {
      const [twin, kernel] = [roomOf(rows), roomOf(rows)];
      probeMarginsByTwin(twin, table, rows, rows.words, rows.wordsPerRow);
      if (kernels === null) continue;
      probeMarginsByKernel(kernels, kernel, table, rows, rows.words, rows.wordsPerRow);
      assert.deepEqual(kernel.margins.slice(0, N), twin.margins.slice(0, N));
      assert.deepEqual(kernel.distances, twin.distances);
    }
  }
});

test("probeMarginsInPlace: sums over 70 000 and 140 000 rows are exact", () => {
  for (const [N, P] of [
    [9, 70_000],
    [9, 140_000],
    [40, 140_000],
  ]) {
    const rng = stream(1, "many rows", N, P);
    const rows = rowsOf(P, N, rng);
    const table = tableOf(N, () => rng.below(2 ** 32) - 2 ** 31);
    const [twin, kernel] = [roomOf(rows), roomOf(rows)];
    probeMarginsByTwin(twin, table, rows, rows.words, 0);
    if (kernels === null) continue;
    probeMarginsByKernel(kernels, kernel, table, rows, rows.words, 0);
    assert.deepEqual(kernel.margins.slice(0, N), twin.margins.slice(0, N), `P = ${P}`);
  }
});

test("probeMarginsInPlace: no sum overflows where all of 65 535 to 140 000 rows differ alike", () => {
  const N = 9;
  for (const P of [65_535, 65_536, 70_000, 131_071, 131_072, 140_000]) {
    const rows = { words: new Uint32Array(P).fill(1), P, N, wordsPerRow: 1 };
    // Of no common factor, and the largest in a limb of 16 bits and of 15.
    for (const most of [32767, 16384]) {
      const table = tableOf(N, () => most - 1);
      table.w[1] = most;
      const room = roomOf(rows);
      if (kernels) probeMarginsByKernel(kernels, room, table, rows, new Uint32Array(1), 0);
      else probeMarginsByTwin(room, table, rows, new Uint32Array(1), 0);
      assert.equal(room.margins[0], P * (most - 1) - P * most);
      assert.equal(room.margins[1], P * (most - 1));
    }
  }
});

test("rowTests: counts of every row and table are those of its margins", { skip: !kernels }, () => {
  for (const [P, N] of [
    [7, 30],
    [9, 64],
    [10, 100],
    [13, 200],
  ]) {
    const rng = stream(1, "row tests", P, N);
    const rows = rowsOf(P, N, rng);
    const W = rows.wordsPerRow;
    rows.words.copyWithin(5 * W, 2 * W, 3 * W); // row 5 is row 2
    const tables = [
      tableOf(N, () => rng.below(3) - 1),
      tableOf(N, () => rng.uniform() - 0.5, false),
      tableOf(N, () => rng.below(2 ** 20) - 2 ** 19),
      { ...tableOf(N, () => 0, false), termSize: new Float64Array(N + 1).fill(1) },
    ];
    const tests = rowTests(kernels!, tables, rows, 6)(1, 6);
    const room = roomOf(rows);
    tests.forEach((test, k) => {
      const nu = 1 + Math.floor(k / tables.length);
      const table = tables[k % tables.length];
      probeMarginsByTwin(room, table, rows, rows.words, nu * W);
      const margins = [...room.margins.subarray(0, N)];
      assert.deepEqual(test, {
        negative: margins.filter((x) => x < 0).length,
        zero: margins.filter((x) => x === 0).length,
        least: Math.min(...margins),
        // Only the last table has margins within its tolerance: all of them.
        inDoubt: k % tables.length === 3 ? N : 0,
        firstEqual: nu === 5 ? 2 : nu,
      });
    });
  }
});
