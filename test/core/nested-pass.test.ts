import assert from "node:assert/strict";
import { test } from "node:test";
import { distance, wordsFor } from "../../src/core/bits.ts";
import { nestedPassTwin, openNestedPass, type PassTables } from "../../src/core/nested-pass.ts";
import { kernelsFor } from "../../src/core/wasm.ts";
import { type Rng, stream } from "../../src/random/stream.ts";

/** Rows near one centroid, so that distances repeat and margins of all sizes occur. */
function flippedRows(P: number, N: number, rng: Rng): Uint32Array {
  const W = wordsFor(N);
  const words = new Uint32Array(P * W);
  for (let mu = 0; mu < P; mu++) {
    for (let i = 0; i < N; i++) {
      if (rng.uniform() < 0.35) words[mu * W + (i >>> 5)] |= 1 << (i & 31);
    }
  }
  return words;
}

/** Integer tables up to a size; with `exact` false they are summed in float64. */
function integerTables(N: number, size: number, exact: boolean, rng: Rng): PassTables {
  const integers = () =>
    Float64Array.from({ length: N + 1 }, () => Math.round(size * (2 * rng.uniform() - 1)));
  const a = integers();
  a[0] = size;
  const b = integers();
  const change = a.map((value, d) => Math.max(Math.abs(value), Math.abs(b[d])));
  const w = a.map((value, d) => value + b[d]);
  return { table: { N, a, b, w, termSize: change, exact }, change, isExact: true };
}

/** Sizes of the integers: one limb, two, three; sums in float64. */
const cases = [
  [3, true],
  [1000, true],
  [2 ** 28, true],
  [2 ** 45, true],
  [2 ** 45, false],
] as const;
const sizes = [1, 2, 3, 5, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 129];

test("openNestedPass: margins and counts equal integer sums over all pairs, in limbs and in float64", () => {
  const rng = stream(1, "nested pass");
  for (const N of sizes) {
    const P = N < 20 ? 90 : 19;
    const words = flippedRows(P, N, rng);
    const W = wordsFor(N);
    for (const [size, exact] of cases) {
      const tables = integerTables(N, size, exact, rng);
      for (const open of [openNestedPass, nestedPassTwin]) {
        const pass = open(words, P, tables);
        const counts = new Map<number, [number, number]>();
        for (let k = 0; k < P; k++) {
          for (const nu of pass.add(k)) {
            counts.set(nu, [pass.negative()[nu], pass.zero()[nu]]);
            if (k % 9 !== 8) continue;
            const margins = pass.margins(nu).slice(0, N);
            assert.deepEqual(margins, literalMargins(nu, k + 1), `${open.name} N ${N} ${size}`);
          }
          for (let nu = 0; nu <= k && k % 9 === 8; nu++) {
            const literal = literalMargins(nu, k + 1);
            const expected = [
              literal.filter((m) => m < 0).length,
              literal.filter((m) => m === 0).length,
            ];
            assert.deepEqual(counts.get(nu), expected, `${open.name} N ${N} k ${k} nu ${nu}`);
          }
        }
        pass.close();
      }
      /** Sums in integers below 2⁵³, of every pair anew. */
      function literalMargins(nu: number, stored: number): Float64Array {
        const sums = new Float64Array(N);
        for (let mu = 0; mu < stored; mu++) {
          const d = distance(words, mu * W, words, nu * W, W);
          for (let i = 0; i < N; i++) {
            const differs =
              (words[mu * W + (i >>> 5)] ^ words[nu * W + (i >>> 5)]) & (1 << (i & 31));
            sums[i] += differs ? -tables.table.b[d] : tables.table.a[d];
          }
        }
        return sums;
      }
    }
  }
});

test("openNestedPass: large batches are summed as integers, in limbs and in float64", () => {
  const rng = stream(1, "nested pass", "batches");
  const P = 230;
  for (const N of [33, 64, 65, 129]) {
    const words = flippedRows(P, N, rng);
    for (const [size, exact] of cases) {
      const tables = integerTables(N, size, exact, rng);
      const [compiled, twin] = [openNestedPass(words, P, tables), nestedPassTwin(words, P, tables)];
      for (let k = 0; k < P; k++) {
        assert.deepEqual([...compiled.add(k)], [...twin.add(k)]);
      }
      // the last pattern entered with all others at once, and is summed below pair by pair
      const margins = new Float64Array(N);
      const W = wordsFor(N);
      for (let mu = 0; mu < P; mu++) {
        const d = distance(words, mu * W, words, (P - 1) * W, W);
        for (let i = 0; i < N; i++) {
          const [own, other] = [P - 1, mu].map((row) => words[row * W + (i >>> 5)] >>> (i & 31));
          margins[i] += (own ^ other) & 1 ? -tables.table.b[d] : tables.table.a[d];
        }
      }
      for (const pass of [compiled, twin]) {
        assert.deepEqual(pass.margins(P - 1).slice(0, N), margins, `N ${N} ${size}`);
      }
      for (let nu = 0; nu < P; nu += 7) {
        const counts = [compiled, twin].map((pass) => [pass.negative()[nu], pass.zero()[nu]]);
        assert.deepEqual(counts[0], counts[1]);
      }
      compiled.close();
    }
  }
});

test("openNestedPass: a set that does not fit leaves the memory as it was", () => {
  const kernels = kernelsFor("exact");
  if (kernels === null) return;
  const [P, N] = [9000, 64000];
  const tables = integerTables(N, 1000, true, stream(1, "nested pass", "too large"));
  for (let k = 0; k < 40; k++) {
    assert.throws(() => openNestedPass(new Uint32Array(P * 2000), P, tables), /^RangeError: heap:/);
  }
  assert.ok(kernels.memory.buffer.byteLength < 2 ** 28, `${kernels.memory.buffer.byteLength}`);
});

test("openNestedPass: most rows wait, and those that do not are the same compiled and not", () => {
  const [P, N] = [300, 64];
  const rng = stream(1, "nested pass", "wait");
  const words = Uint32Array.from({ length: P * 2 }, () => rng.uint32());
  // F = x³ in units of 2: F(h) − F(h − 2) at h = N − 2d
  const step = Float64Array.from({ length: N + 1 }, (_, d) => 3 * (N - 2 * d - 1) ** 2 + 1);
  const a = step.map((value, d) => (d < N ? value : 0));
  const b = step.map((_, d) => (d > 0 ? step[d - 1] : 0));
  const w = a.map((value, d) => value + b[d]);
  const change = a.map((value, d) => Math.max(value, b[d]));
  const tables: PassTables = {
    table: { N, a, b, w, termSize: change, exact: true },
    change,
    isExact: true,
  };
  const [compiled, twin] = [openNestedPass(words, P, tables), nestedPassTwin(words, P, tables)];
  let renewals = 0;
  for (let k = 0; k < P; k++) {
    const renewed = [...compiled.add(k)];
    assert.deepEqual(renewed, [...twin.add(k)]);
    renewals += renewed.length;
  }
  assert.ok(renewals < (P * P) / 2 / 3, `${renewals} renewals of ${(P * P) / 2} pairs`);
  compiled.close();
});

test("openNestedPass: takes at most 12 bytes a spin and pattern", () => {
  const [P, N] = [6000, 64];
  const tables = integerTables(N, 1000, true, stream(1, "nested pass", "memory"));
  const before = kernelsFor("exact")?.memory.buffer.byteLength ?? 0;
  openNestedPass(new Uint32Array(P * 2), P, tables).close();
  const after = kernelsFor("exact")?.memory.buffer.byteLength ?? 0;
  assert.ok(after - before <= 12 * P * N, `${after - before} bytes`);
});
