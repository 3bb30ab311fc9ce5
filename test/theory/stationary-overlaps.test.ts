import assert from "node:assert/strict";
import { test } from "node:test";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { crosstalk } from "../../src/theory/crosstalk.ts";
import type { DynamicsModel } from "../../src/theory/dynamics-model.ts";
import { stationaryOverlaps } from "../../src/theory/stationary-overlaps.ts";

function near(got: number, expected: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(got - expected) < tolerance, `${what}: ${got} - ${expected}`);
}

test("stationaryOverlaps: the printed roots of n = 3, and which of them are stable", () => {
  for (const [load, stable, unstable] of [
    [0.05, 0.999992, 0.286563],
    [0.1, 0.998379, 0.416255],
    [0.15, 0.988334, 0.527466],
    [0.2, 0.961139, 0.639448],
    [0.22, 0.940901, 0.690206],
    [0.24, 0.906611, 0.753424],
    [0.25, 0.869339, 0.80462],
  ]) {
    const { value, status, residual } = stationaryOverlaps({ n: 3, load });
    assert.equal(status, "converged");
    assert.ok(residual < 1e-9);
    assert.deepEqual(
      value.map(({ q, isStable }) => [q, isStable]),
      [
        [1, true],
        [1, false],
        [1, true],
      ],
    );
    [0, unstable, stable].forEach((m, i) => {
      near(value[i].m, m, 6e-7, `load ${load}, root ${i}`);
    });
  }
});

/** ∫Dz f(z) by the trapezoidal rule, exact to rounding for analytic f wide in its steps. */
function average(f: (z: number) => number): number {
  let sum = 0;
  for (let k = -20000; k <= 20000; k++) sum += f(k / 2000) * Math.exp(-((k / 2000) ** 2) / 2);
  return sum / 2000 / Math.sqrt(2 * Math.PI);
}

/** Next m and q of the equations, written out. */
function next(model: DynamicsModel, m: number, q: number): [number, number] {
  const { n, load, temperature = 0 } = model;
  const variance =
    n === 2 ? (load * q) / (1 - (1 - q) / temperature) ** 2 : crosstalk(model).covariance(q);
  const spin = (z: number) =>
    Math.tanh((Math.max(0, m) ** (n - 1) + Math.sqrt(variance) * z) / temperature);
  return [average(spin), average((z) => spin(z) ** 2)];
}

const warm: DynamicsModel[] = [
  { n: 2, load: 0.05, temperature: 0.3 },
  { n: 2, load: 0.3, temperature: 0.8 },
  { n: 3, load: 0.1, temperature: 0.25 },
  { n: 4, load: 0.1, temperature: 0.2 },
  { n: 3, load: 0.2, temperature: 0.2, interaction: "rect" },
  { n: 3, load: 0.2, temperature: 0.2, form: "distinct", convention: "abbott-arian" },
];

test("stationaryOverlaps: at finite temperature every root solves both equations", () => {
  for (const model of warm) {
    for (const { m, q } of stationaryOverlaps(model).value) {
      const [nextM, nextQ] = next(model, m, q);
      near(nextM, m, 1e-10, `${JSON.stringify(model)} m`);
      near(nextQ, q, 1e-10, `${JSON.stringify(model)} q at m = ${m}`);
    }
  }
});

test("stationaryOverlaps: iteration returns to the stable retrieval root and leaves the unstable", () => {
  const model: DynamicsModel = { n: 3, load: 0.1, temperature: 0.25 };
  const [, unstable, stable] = stationaryOverlaps(model).value;
  for (const [root, from, isReturning] of [
    [stable, stable.m - 0.05, true],
    [unstable, unstable.m + 0.01, false],
    [unstable, unstable.m - 0.01, false],
  ] as const) {
    let [m, q] = [from, root.q];
    for (let step = 0; step < 6; step++) [m, q] = next(model, m, q);
    const isCloser = Math.abs(m - root.m) < Math.abs(from - root.m);
    assert.equal(isCloser, isReturning, `${root.m} from ${from}: ${m}`);
    assert.equal(root.isStable, isReturning);
  }
});

test("stationaryOverlaps: with distinct indices two roots more lie at m ≈ T, where q runs away", () => {
  const model: DynamicsModel = { ...warm[5], temperature: 0.1, load: 0.1 };
  const { value } = stationaryOverlaps(model);
  assert.deepEqual(
    value.map(({ isStable }) => isStable),
    [true, false, false, false, true],
  );
  const { m, q } = value[2];
  assert.ok(m > 0.1 && m < 0.13);
  let moved = q + 1e-3;
  for (let step = 0; step < 6; step++) moved = next(model, m, moved)[1];
  assert.ok(Math.abs(moved - q) > 2e-3, `${moved} - ${q}`);
});

test("stationaryOverlaps: n = 2 at temperature 0 solves the equations of Amit, Gutfreund, Sompolinsky", () => {
  const alpha = 0.1;
  for (const { m, isStable } of stationaryOverlaps({ n: 2, load: alpha }).value.slice(1)) {
    const x = normalQuantile((1 + m) / 2, 0, 1);
    // the noise deviation m/x is √α/(1 − χ), and χ = √(2/π) exp(−x²/2) over it
    const pull = Math.sqrt(2 / Math.PI) * Math.exp((-x * x) / 2);
    near(m / x, Math.sqrt(alpha) + pull, 1e-9, `m = ${m}`);
    assert.equal(isStable, m > 0.95);
  }
});

test("stationaryOverlaps: as temperature falls to 0 its roots are those of temperature 0", () => {
  for (const [n, temperature] of [
    [2, 1e-5],
    [3, 1e-5],
    [3, 1e-12],
  ]) {
    const cold = stationaryOverlaps({ n, load: 0.1 }).value;
    const cool = stationaryOverlaps({ n, load: 0.1, temperature }).value;
    assert.equal(cool.length, cold.length);
    // both m and q are linear in the temperature
    cold.forEach(({ m, q, isStable }, i) => {
      near(cool[i].m, m, 1e-4, `n = ${n}, m`);
      near(cool[i].q, q, 1e-4, `n = ${n}, q`);
      assert.equal(cool[i].isStable, isStable);
    });
  }
});

test("stationaryOverlaps: few patterns leave the mean field m = tanh(m^(n−1)/T)", () => {
  for (const [n, temperature] of [
    [2, 0.6],
    [3, 0.4],
  ]) {
    const { value } = stationaryOverlaps({ n, load: 1e-9, temperature });
    const m = value[value.length - 1].m;
    near(Math.tanh(m ** (n - 1) / temperature), m, 1e-7, `n = ${n}`);
    assert.ok(m > 0.8);
  }
});

test("stationaryOverlaps: spins of n = 2 without magnetisation freeze below T = 1 + √α", () => {
  const glass = 1 + Math.sqrt(0.2);
  const q = (temperature: number) =>
    stationaryOverlaps({ n: 2, load: 0.2, temperature }).value[0].q;
  assert.equal(q(glass * 1.01), 0);
  assert.ok(q(glass * 0.99) > 0.005 && q(glass * 0.99) < 0.03);
});

test("stationaryOverlaps: none is lost near the spinodal, none is found beyond", () => {
  const spinodal = 0.25219043071;
  for (const gap of [1e-2, 1e-4, 1e-6, 1e-8]) {
    assert.equal(stationaryOverlaps({ n: 3, load: spinodal * (1 - gap) }).value.length, 3);
    assert.equal(stationaryOverlaps({ n: 3, load: spinodal * (1 + gap) }).value.length, 1);
  }
});

test("stationaryOverlaps: tiny loads retrieve to rounding", () => {
  for (const temperature of [0, 1e-3]) {
    const { value } = stationaryOverlaps({ n: 3, load: 1e-6, temperature });
    assert.equal(value.length, 3);
    near(value[2].m, 1, 1e-15, "retrieval");
    assert.ok(value[2].isStable && !value[1].isStable);
  }
});

test("stationaryOverlaps: the self term and bad models are refused", () => {
  assert.throws(() => stationaryOverlaps({ n: 3, load: 0.1, selfCoupling: true }), {
    name: "RangeError",
    message:
      "stationaryOverlaps: expected no selfCoupling, which stationary equations leave out, got true; leave it out, or solve the dynamics",
  });
  assert.throws(() => stationaryOverlaps({ n: 3, load: 0 }), /expected a finite load > 0, got 0/);
});
