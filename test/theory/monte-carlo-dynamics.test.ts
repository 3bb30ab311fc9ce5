import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import cdf from "@stdlib/stats-base-dists-normal-cdf";
import { stream } from "../../src/random/stream.ts";
import type { DynamicsModel } from "../../src/theory/dynamics-model.ts";
import { exactDynamics } from "../../src/theory/exact-dynamics.ts";
import {
  type MonteCarloOptions,
  monteCarloDynamics,
} from "../../src/theory/monte-carlo-dynamics.ts";
import { repositoryRoot } from "../support/paths.ts";

interface ExactCase {
  readonly n: number;
  readonly alphap: number;
  readonly m0: number;
  readonly T: number;
  readonly kind: string;
  readonly m: readonly number[];
  readonly C: readonly (readonly number[])[];
  readonly G: readonly (readonly number[])[];
}

const fixture = (name: string) =>
  JSON.parse(readFileSync(join(repositoryRoot, "test/fixtures/theory", name), "utf8"));
const exact = fixture("exact-dynamics.json") as { cases: ExactCase[]; m4: number[] };
const curves = fixture("monte-carlo-n3.json") as { m: Record<string, number[]> };

const solve = (model: DynamicsModel, options: Omit<MonteCarloOptions, "rng">, seed = 1) =>
  monteCarloDynamics(model, { rng: stream(seed, "monte carlo"), ...options });

const modelOf = ({ n, alphap, kind }: ExactCase): DynamicsModel =>
  kind === "aa"
    ? { n, load: alphap, form: "distinct", convention: "abbott-arian" }
    : { n, load: alphap };

const within = (value: number, reference: number, error: number, what: string) =>
  assert.ok(Math.abs(value - reference) <= error, `${what}: ${value} for ${reference} ± ${error}`);

test("monteCarloDynamics: means of 8 populations of 40 000 paths agree with exact solutions", () => {
  exact.cases.forEach((row, which) => {
    const options = { overlap0: row.m0, steps: 4, paths: 40_000, populations: 8 };
    const { value, status } = solve(modelOf(row), options);
    assert.equal(status, "converged");
    const name = `${row.kind} n = ${row.n}, load ${row.alphap}, m0 ${row.m0}`;
    row.m.forEach((m, t) => {
      within(value.m[t], m, 4e-3, `${name}: m(${t})`);
    });
    if (exact.m4[which] !== undefined) within(value.m[4], exact.m4[which], 4e-3, `${name}: m(4)`);
    for (let t = 1; t <= 3; t++) {
      for (let s = 0; s < t; s++) {
        const at = 5 * t + s;
        // Student's t of 7 degrees of freedom passes 9 as rarely as a Gaussian passes 4.1.
        within(value.C[at], row.C[t][s], 9 * value.errors!.C[at] + 1e-6, `${name}: C(${t}, ${s})`);
        // 256 equal numbers are summed in float32 before float64: 256 · 2⁻²⁵ of the sum at worst
        within(value.G[at], row.G[t][s], 9 * value.errors!.G[at] + 2e-5, `${name}: G(${t}, ${s})`);
      }
    }
  });
});

test("monteCarloDynamics: the first two overlaps are their closed forms", () => {
  const [load, m0] = [0.2, 0.5];
  const erf = (x: number) => 2 * cdf(x / Math.sqrt(load), 0, 1) - 1;
  const m1 = erf(m0 ** 2);
  const response = Math.sqrt(2 / (Math.PI * load)) * Math.exp(-(m0 ** 4) / (2 * load));
  const g = (4 / 3) * load * m0 * m1 * response;
  const m2 = ((1 + m0) * erf(m1 ** 2 + g) + (1 - m0) * erf(m1 ** 2 - g)) / 2;
  const { value } = solve({ n: 3, load }, { overlap0: m0, steps: 2 });
  // float32 and its error function: 4e-7 at worst
  within(value.m[1], m1, 1e-6, "m(1)");
  within(value.G[3], response, 2e-5, "G(1, 0)");
  within(value.m[2], m2, 9 * value.errors!.m[2] + 1e-6, "m(2)");
  const off = solve({ n: 3, load, retarded: false }, { overlap0: m0, steps: 2 }).value;
  within(off.m[2], erf(m1 ** 2), 9 * off.errors!.m[2] + 1e-6, "m(2) without Γ");
  assert.ok(Math.abs(off.m[2] - m2) > 0.05);
});

test("monteCarloDynamics: responses are exactly zero where no interaction leads", () => {
  const steps = 12;
  const zeros = (model: DynamicsModel, isZero: (t: number, s: number) => boolean) => {
    const { G } = solve(model, { overlap0: 0.7, steps, paths: 2000, populations: 2 }).value;
    for (let t = 1; t <= steps; t++) {
      for (let s = 0; s < t; s++) {
        assert.equal(G[t * (steps + 1) + s] === 0, isZero(t, s), `G(${t}, ${s})`);
      }
    }
  };
  zeros({ n: 3, load: 0.3 }, (t, s) => (t - s) % 2 === 0);
  zeros({ n: 3, load: 0.3, temperature: 0.2 }, (t, s) => (t - s) % 2 === 0);
  zeros({ n: 4, load: 0.3 }, (t, s) => (t - s) % 2 === 0);
  zeros({ n: 3, load: 0.3, selfCoupling: true, temperature: 0.2 }, () => false);
  zeros({ n: 3, load: 0.3, retarded: false }, (t, s) => t - s > 1);
  // At order 2 s(t) acts on h(t + 2) through two other spins, so G(4, 0) is small and not zero.
  zeros({ n: 2, load: 0.2, temperature: 0.2 }, (t, s) => t - s === 2);
});

test("monteCarloDynamics: at order 2 the response after four steps is not zero", () => {
  const { G, errors } = solve(
    { n: 2, load: 0.1 },
    { overlap0: 0.4, steps: 4, paths: 20_000, populations: 30 },
  ).value;
  assert.ok(G[20] > 5 * errors!.G[20], `${G[20]} ± ${errors!.G[20]}`);
});

test("monteCarloDynamics: curves of order 3 agree with another implementation", () => {
  for (const name of ["0.1_0.5", "0.1_0.7", "0.2_0.4", "0.2_0.7", "0.3_0.9"]) {
    const [load, overlap0] = name.split("_").map(Number);
    const { value } = solve({ n: 3, load }, { overlap0, steps: 30, paths: 10_000, populations: 6 });
    curves.m[name].forEach((m, t) => {
      // Student's t of 5 degrees of freedom; the reference has one population, unlike ours
      within(value.m[t], m, 8 * value.errors!.m[t] + 0.005, `${name}: m(${t})`);
    });
  }
});

test("monteCarloDynamics: frozen paths stay frozen, and numbers stay finite", () => {
  const { value, status } = solve({ n: 3, load: 0.1 }, { overlap0: 0.7, steps: 60 });
  assert.equal(status, "converged");
  assert.ok(value.frozenAt !== null && value.frozenAt < 15);
  within(value.m[60], 0.998, 1e-3, "m(60)");
});

test("monteCarloDynamics: paths next to freezing do not melt", () => {
  // 4 · 160 000 paths gave .9501 ± .0004 and .9095 ± .0003; new noise that a few paths make, kept,
  // gave .58 ± .22 and .63 ± .18 at 10 000
  const options = { overlap0: 1, steps: 100, paths: 8000, populations: 6 };
  for (const [load, m] of [
    [0.22, 0.9501],
    [0.26, 0.9095],
  ]) {
    const { value, status } = solve({ n: 3, load }, options);
    assert.equal(status, "converged");
    within(value.m[100], m, 8 * value.errors!.m[100] + 0.003, `load ${load}`);
  }
});

test("monteCarloDynamics: a heat bath has its known overlaps, and that of zero temperature in the limit", () => {
  const warm = solve({ n: 3, load: 0.1, temperature: 0.25 }, { overlap0: 0.7, steps: 6 }).value;
  [0.7954, 0.9175, 0.9698, 0.9839, 0.9864, 0.9867].forEach((m, k) => {
    // four digits of one solution of unknown error, about that of ours
    within(warm.m[k + 1], m, 9 * warm.errors!.m[k + 1] + 1e-3, `m(${k + 1})`);
  });
  const start = { overlap0: 0.5, steps: 3 };
  const cold = solve({ n: 3, load: 0.2, temperature: 1e-9 }, start).value;
  exact.cases[0].m.forEach((m, t) => {
    within(cold.m[t], m, 9 * cold.errors!.m[t] + 1e-6, `cold m(${t})`);
  });
  // Between: averages over the noise below L / 4, at given noise above; both are the same model.
  for (const [load, temperature] of [
    [0.2, 0.1],
    [0.2, 0.125],
  ]) {
    const { m, errors } = solve({ n: 3, load, temperature }, start, 2).value;
    const expected = thermalFirstStep(0.25, load, temperature);
    within(m[1], expected, 9 * errors!.m[1] + 1e-6, `T = ${temperature}`);
  }
});

/** ∫ Dz tanh((h + √load z) / T) by the trapezoidal rule. */
function thermalFirstStep(h: number, load: number, T: number): number {
  let sum = 0;
  for (let z = -8; z <= 8; z += 1 / 256) {
    sum += Math.exp(-(z ** 2) / 2) * Math.tanh((h + Math.sqrt(load) * z) / T);
  }
  return sum / 256 / Math.sqrt(2 * Math.PI);
}

test("monteCarloDynamics: standard errors tell the spread of solutions", () => {
  // χ² of 39 seeds: Σ (m − ⟨m⟩)² over the mean square of reported errors, itself of 40 · 3 degrees
  // of freedom, is F of (39, 120); 1e-6 of F leaves 0.3 and 2.6.
  const [seeds, t] = [40, 6];
  const runs = Array.from({ length: seeds }, (_, seed) => {
    const options = { overlap0: 0.7, steps: t, paths: 1000, populations: 4 };
    const { value } = solve({ n: 3, load: 0.2 }, options, seed);
    return { m: value.m[t], variance: value.errors!.m[t] ** 2 };
  });
  const mean = runs.reduce((sum, { m }) => sum + m, 0) / seeds;
  const spread = runs.reduce((sum, { m }) => sum + (m - mean) ** 2, 0) / (seeds - 1);
  const reported = runs.reduce((sum, { variance }) => sum + variance, 0) / seeds;
  assert.ok(spread / reported > 0.3 && spread / reported < 2.6, `${spread / reported}`);
});

test("monteCarloDynamics: 5000 paths have no bias of 1e-3 against 40 000", () => {
  const few = solve(
    { n: 3, load: 0.2 },
    { overlap0: 0.7, steps: 4, paths: 5000, populations: 100 },
  ).value;
  const many = solve(
    { n: 3, load: 0.2 },
    { overlap0: 0.7, steps: 4, paths: 40_000, populations: 12 },
    2,
  ).value;
  for (let t = 1; t <= 4; t++) {
    const error = Math.hypot(few.errors!.m[t], many.errors!.m[t]);
    within(few.m[t], many.m[t], 1e-3 + 5 * error, `m(${t})`);
  }
});

test("monteCarloDynamics: starts of either sign and of ±1 and 0 follow the symmetry of the order", () => {
  const options = { steps: 3, paths: 5000, populations: 4 };
  const m = (n: number, overlap0: number) =>
    solve({ n, load: 0.15 }, { ...options, overlap0 }).value;
  const error = (...values: ReturnType<typeof m>[]) =>
    12 * Math.hypot(...values.map(({ errors }) => Math.max(...errors!.m))) + 1e-6;
  for (const [n, sign] of [
    [3, 1],
    [4, -1],
  ]) {
    for (const overlap0 of [0.8, 1]) {
      const [up, down] = [m(n, overlap0), m(n, -overlap0)];
      for (let t = 1; t <= 3; t++) {
        within(down.m[t], sign * up.m[t], error(up, down), `n = ${n}, ${overlap0}`);
      }
    }
  }
  const none = m(4, 0);
  assert.ok(none.m.every((value) => Math.abs(value) < error(none)));
});

test("monteCarloDynamics: one population has no errors, populations that part are uncertain", () => {
  const one = solve({ n: 3, load: 0.2 }, { overlap0: 0.5, steps: 3, populations: 1, paths: 100 });
  assert.equal(one.value.errors, null);
  assert.equal(one.status, "uncertain");
  assert.ok(Number.isNaN(one.residual));
  const separatrix = { overlap0: 0.39, steps: 20, paths: 1000 };
  assert.equal(solve({ n: 3, load: 0.1 }, separatrix).status, "uncertain");
  assert.equal(solve({ n: 3, load: 0.1 }, { ...separatrix, tolerance: 2 }).status, "converged");
});

test("monteCarloDynamics: a seed gives its numbers, and every step is told", () => {
  const calls: number[] = [];
  const options = {
    overlap0: 0.6,
    steps: 5,
    paths: 100,
    populations: 3,
    onStep: (done: number, total: number) => calls.push(done / total),
  };
  const first = solve({ n: 3, load: 0.2 }, options);
  assert.deepEqual(
    calls,
    Array.from({ length: 15 }, (_, k) => (k + 1) / 15),
  );
  const used = stream(1, "monte carlo");
  used.uniform();
  assert.deepEqual(monteCarloDynamics({ n: 3, load: 0.2 }, { ...options, rng: used }), first);
  const stop = new Error("stop");
  const stopped = { ...options, onStep: () => assert.fail(stop) };
  assert.throws(
    () => solve({ n: 3, load: 0.2 }, stopped),
    (error) => error === stop,
  );
});

test("monteCarloDynamics: names what it cannot do before it starts", () => {
  const good = { overlap0: 0.5, steps: 3, rng: stream(1) };
  const refused = (change: object, kind: new () => Error = RangeError) => {
    let message = "";
    assert.throws(
      () => monteCarloDynamics({ n: 3, load: 0.2 }, { ...good, ...change }),
      (error: Error) => {
        message = error.message;
        return error instanceof kind;
      },
    );
    return message;
  };
  for (const start of [{ overlap0: 1.1 }, { overlap0: "1" }, { steps: 0 }]) {
    // the words of the other solver
    const kind = "overlap0" in start && start.overlap0 === "1" ? TypeError : RangeError;
    const words = refused(start, kind).replace("monteCarlo", "exact");
    const options = { ...good, ...start } as typeof good;
    assert.throws(() => exactDynamics({ n: 3, load: 0.2 }, options), { message: words });
  }
  assert.match(refused({ overlap0: Number.NaN }), /got NaN/);
  assert.match(refused({ steps: 0 }), /integer.* steps .*got 0/);
  assert.match(refused({ steps: 2.5 }), /got 2.5/);
  assert.match(refused({ paths: 1 }), /an integer paths >= 2, got 1$/);
  assert.match(refused({ populations: 0 }), /an integer populations >= 1, got 0$/);
  assert.match(refused({ tolerance: 0 }), /a tolerance > 0, got 0$/);
  assert.match(refused({ rng: undefined }, TypeError), /a random stream rng, got none; use stream/);
  assert.match(refused({ paths: "20000" }, TypeError), /a number paths, got "20000"$/);
});
