import assert from "node:assert/strict";
import { test } from "node:test";
import { bitErrorExact } from "../../src/theory/bit-error-exact.ts";
import { bitErrorSaddlepoint } from "../../src/theory/bit-error-saddlepoint.ts";
import type { PowerModel } from "../../src/theory/capacity-closed-form.ts";
import { crosstalkLaw, cumulants, separatedLaw } from "../../src/theory/crosstalk-law.ts";
import { exactBitCapacity } from "../../src/theory/exact-bit-capacity.ts";
import {
  capacityAtHalf,
  capacityAtMinimumSeparation,
  crossing,
  predictedCapacity,
  startingP,
} from "../../src/theory/predicted-capacity.ts";
import { saddlepointTail } from "../../src/theory/saddlepoint.ts";
import type { StorageModel } from "../../src/theory/storage-model.ts";
import {
  bitCapacityRows,
  halfDigit,
  halfRows,
  simulatedHalfRows,
} from "../support/bit-error-tables.ts";
import { minimumSeparationRows } from "../support/structured-tables.ts";

const poly = (n: number, N: number): PowerModel => ({ energy: "poly", n, N });
const rect = (n: number, N: number): PowerModel => ({ energy: "rect", n, N });
const exp = (beta: number, N: number): StorageModel => ({ energy: "exp", beta, N });

test("predictedCapacity: solves the equation of its rule", () => {
  for (const model of [poly(3, 20), rect(4, 50), poly(5, 64), exp(0.5, 30)]) {
    const { N } = model;
    const all = capacityAtHalf(model);
    assert.ok(Math.abs((all * N * bitErrorSaddlepoint(model, all)) / Math.LN2 - 1) < 1e-6);
    const pattern = predictedCapacity(model, { kind: "pattern", epsilon: 0.05 });
    const share = 1 - (1 - bitErrorSaddlepoint(model, pattern)) ** N;
    assert.ok(Math.abs(share / 0.05 - 1) < 1e-6, `${share}`);
    const bit = predictedCapacity(model, { kind: "bit", epsilon: 0.005 });
    assert.ok(Math.abs(bitErrorSaddlepoint(model, bit) / 0.005 - 1) < 1e-6);
  }
});

/** `capacityAtHalf` and a bit error, by the smooth formula at n = 2, too. */
function smooth(model: PowerModel, target: (P: number) => number): number {
  const law = crosstalkLaw(model);
  return crossing("test", 100, (P) => Math.log(saddlepointTail(law, P - 1) / target(P)));
}

test("capacityAtHalf, predictedCapacity: values printed by an independent program", () => {
  for (const { model, saddlepoint } of halfRows) {
    const isSmooth = model.energy === "poly" && model.n === 2;
    const half = (P: number) => Math.LN2 / (P * model.N);
    const ours = isSmooth ? smooth(model, half) : capacityAtHalf(model);
    const label = `${JSON.stringify(model)}: ${ours} for ${saddlepoint}`;
    assert.ok(Math.abs(ours - Number(saddlepoint)) < halfDigit(saddlepoint), label);
  }
  for (const { model, P } of bitCapacityRows) {
    const isSmooth = model.energy === "poly" && model.n === 2;
    const ours = isSmooth
      ? smooth(model, () => 0.005)
      : predictedCapacity(model, { kind: "bit", epsilon: 0.005 });
    const label = `${JSON.stringify(model)}: ${ours} for ${P}`;
    assert.ok(Math.abs(ours - Number(P)) < halfDigit(P), label);
  }
});

test("capacityAtHalf: printed ratios of rectified to plain interactions, 2 in the end", () => {
  for (const [n, N, ratio] of [
    [3, 64, "1.79"],
    [4, 50, "1.83"],
  ] as const) {
    const ours = capacityAtHalf(rect(n, N)) / capacityAtHalf(poly(n, N));
    assert.ok(Math.abs(ours - Number(ratio)) < halfDigit(ratio), `${n}, ${N}: ${ours}`);
  }
  const ours = capacityAtHalf(rect(3, 100000)) / capacityAtHalf(poly(3, 100000));
  assert.ok(ours > 1.9 && ours < 2, `${ours}`);
});

test("capacityAtHalf: K50 of simulated sets within 15 % below N = 50 and 5 % above", () => {
  for (const { model, K50, lo, hi } of simulatedHalfRows) {
    const K = capacityAtHalf(model);
    const error = (hi - lo + 0.1) / 2 / 1.96;
    const stated = model.N < 50 ? 0.15 : 0.05;
    const label = `${JSON.stringify(model)}: ${K} for ${K50}`;
    assert.ok(Math.abs(K - K50) < stated * K50 + 5 * error, label);
  }
});

test("capacityAtHalf: at n = 2 lies between the integers where K N P_err passes ln 2", () => {
  for (const N of [20, 21, 64, 100, 1000]) {
    const model = poly(2, N);
    const K = capacityAtHalf(model);
    const count = (P: number) => P * N * bitErrorExact(model, P).unstable;
    assert.ok(count(Math.floor(K)) < Math.LN2 && count(Math.floor(K) + 1) >= Math.LN2, `${K}`);
  }
});

test("exactBitCapacity: the last P whose exact error is small enough", () => {
  for (const [model, epsilon] of [
    [poly(2, 50), 0.005],
    [poly(3, 20), 0.005],
    [poly(4, 16), 0.01],
    [rect(3, 20), 0.001],
  ] as const) {
    const P = exactBitCapacity(model, epsilon);
    assert.ok(bitErrorExact(model, P).unstable <= epsilon, `${P}`);
    assert.ok(bitErrorExact(model, P + 1).unstable > epsilon, `${P}`);
  }
});

test("exactBitCapacity: the prediction from the saddlepoint is within one pattern", () => {
  for (const model of [poly(3, 20), poly(3, 50), poly(4, 20)]) {
    const predicted = predictedCapacity(model, { kind: "bit", epsilon: 0.005 });
    assert.ok(Math.abs(predicted - exactBitCapacity(model, 0.005) - 0.5) < 1, `${predicted}`);
  }
});

test("capacityAtMinimumSeparation: the law is that of pairs at such a distance, counted out", () => {
  const [N, minimum] = [8, 3];
  const model = rect(3, N);
  const F = (x: number) => (x > 0 ? x ** 3 : 0);
  let [pairs, sum, squares] = [0, 0, 0];
  for (let pattern = 0; pattern < 2 ** N; pattern++) {
    const differing = pattern.toString(2).replaceAll("0", "").length;
    if (differing < minimum) continue;
    // spin 0 is the bit: its flip raises the overlap where the patterns differ there
    const x = N - 2 * differing;
    const z = (F(x + ((pattern & 1) === 1 ? 2 : -2)) - F(x)) / (F(N) - F(N - 2));
    pairs++;
    sum += z;
    squares += z * z;
  }
  const { slope, curvature } = cumulants(separatedLaw(model, minimum), 0);
  assert.ok(Math.abs(slope - sum / pairs) < 1e-15, `${slope}`);
  assert.ok(Math.abs(curvature - squares / pairs + (sum / pairs) ** 2) < 1e-15, `${curvature}`);
});

test("capacityAtMinimumSeparation: independent patterns at 0, more with the minimum", () => {
  const model = rect(3, 32);
  const K = [0, 5, 7, 9].map((minimum) => capacityAtMinimumSeparation(model, minimum));
  assert.ok(Math.abs(K[0] / capacityAtHalf(model) - 1) < 1e-9, `${K}`);
  assert.deepEqual(
    [...K].sort((a, b) => a - b),
    K,
  );
});

test("capacityAtMinimumSeparation: mean first failures of an independent program, within 13 %", () => {
  let refused = 0;
  for (const { model, setting, first, error } of minimumSeparationRows) {
    const label = `${JSON.stringify(model)}, ${setting}`;
    let K: number;
    try {
      K = capacityAtMinimumSeparation(model, Number(setting));
    } catch (failure) {
      assert.match(`${failure}`, /expected K P\(d < minimum\) <= 1/, label);
      refused++;
      continue;
    }
    assert.ok(Math.abs(K - first) < 0.13 * first + 5 * error, `${label}: ${K} for ${first}`);
  }
  assert.deepEqual([minimumSeparationRows.length, refused], [39, 2]);
});

test("startingP: an integer of at least 1", () => {
  for (const model of [poly(1, 20), poly(2, 20), rect(3, 40), exp(1, 10)]) {
    const P = startingP(model, { kind: "all", epsilon: 0 });
    assert.ok(Number.isInteger(P) && P >= 1 && Math.abs(P - capacityAtHalf(model)) <= 0.5, `${P}`);
  }
});

test("predictedCapacity: fractions, kinds and sizes outside their range are refused", () => {
  assert.throws(
    () => predictedCapacity(poly(3, 20), { kind: "bit", epsilon: 0.5 }),
    /^RangeError: predictedCapacity: expected 0 < epsilon < 0.5 for the rule bit, got 0.5$/,
  );
  assert.throws(
    () => predictedCapacity(poly(3, 20), { kind: "pattern", epsilon: 0 }),
    /expected 0 < epsilon < 1 for the rule pattern, got 0/,
  );
  const unknown = { kind: "basin" as "all", epsilon: 0 };
  assert.throws(() => predictedCapacity(poly(3, 20), unknown), /^TypeError: .* got "basin"/);
  assert.throws(() => capacityAtMinimumSeparation(rect(3, 20), 11), /0 … 10 bits, got 11/);
  assert.throws(() => capacityAtMinimumSeparation(poly(2, 20), 3), /n >= 3 for poly, got 2/);
  assert.throws(() => capacityAtHalf(poly(3, 1)), /^RangeError: capacityAtHalf: .* got 1$/);
  assert.throws(() => capacityAtHalf(exp(1, 2000)), /capacity below 1e300; lower N, n or beta/);
});
