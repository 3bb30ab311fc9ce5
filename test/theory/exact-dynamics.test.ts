import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { DynamicsModel } from "../../src/theory/dynamics-model.ts";
import { exactDynamics } from "../../src/theory/exact-dynamics.ts";
import { meanOverPaths, pathProbabilities } from "../../src/theory/path-probabilities.ts";
import { repositoryRoot } from "../support/paths.ts";

interface Case {
  readonly n: number;
  readonly alphap: number;
  readonly m0: number;
  readonly kind: "kh" | "aa" | "hopfield";
  readonly m: number[];
  readonly C: number[][];
  readonly G: number[][];
  readonly R: number[][];
  readonly Gamma: number[][];
}
const fixture: { m4: number[]; cases: Case[] } = JSON.parse(
  readFileSync(join(repositoryRoot, "test/fixtures/theory/exact-dynamics.json"), "utf8"),
);

function modelOf({ n, alphap, kind }: Case): DynamicsModel {
  const distinct = { form: "distinct", convention: "abbott-arian" } as const;
  return { n, load: alphap, ...(kind === "aa" ? distinct : {}) };
}

function near(got: number, expected: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(got - expected) < tolerance, `${what}: ${got} - ${expected}`);
}

test("exactDynamics: every reference row, 1e-6 up to time 2 and 1e-5 at time 3", () => {
  for (const row of fixture.cases) {
    const { value, residual, status } = exactDynamics(modelOf(row), {
      overlap0: row.m0,
      steps: 3,
    });
    const name = `${row.kind} n = ${row.n}, load ${row.alphap}, m0 ${row.m0}`;
    assert.equal(status, "converged");
    assert.ok(residual < 1e-10, `${name}: ${residual}`);
    for (let t = 0; t <= 3; t++) {
      const tolerance = t < 3 ? 1e-6 : 1e-5;
      near(value.m[t], row.m[t], tolerance, `${name} m(${t})`);
      for (let s = 0; s <= 3; s++) {
        const later = Math.max(t, s) < 3 ? 1e-6 : 1e-5;
        near(value.C[t * 4 + s], row.C[t][s], later, `${name} C(${t}, ${s})`);
        near(value.G[t * 4 + s], row.G[t][s], tolerance, `${name} G(${t}, ${s})`);
        if (t === 3 || s === 3) continue;
        near(value.R[t * 3 + s], row.R[t][s], 1e-6, `${name} R(${t}, ${s})`);
        near(value.Gamma[t * 3 + s], row.Gamma[t][s], 1e-6, `${name} Gamma(${t}, ${s})`);
      }
    }
  }
});

test("exactDynamics: the overlap after four steps, and no response over two or four", () => {
  fixture.m4.forEach((m4, i) => {
    const row = fixture.cases[i];
    const { m, G } = exactDynamics(modelOf(row), { overlap0: row.m0, steps: 4 }).value;
    near(m[4], m4, 2e-5, `row ${i}`);
    for (const [t, s] of [
      [2, 0],
      [3, 1],
      [4, 2],
      [4, 0],
    ]) {
      near(G[t * 5 + s], 0, 1e-6, `row ${i} G(${t}, ${s})`);
    }
  });
});

/** erf by its series, good to rounding for |x| < 3. */
function erf(x: number): number {
  let [sum, term] = [x, x];
  for (let k = 1; k < 60; k++) {
    term *= (-x * x) / k;
    sum += term / (2 * k + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

test("exactDynamics: the first two steps are closed forms", () => {
  for (const [load, m0] of [
    [0.2, 0.5],
    [0.3, 0.9],
    [0.15, -0.4],
  ]) {
    const { m, C, G, Gamma } = exactDynamics({ n: 3, load }, { overlap0: m0, steps: 2 }).value;
    const m1 = erf(m0 ** 2 / Math.sqrt(2 * load));
    const response = Math.sqrt(2 / (Math.PI * load)) * Math.exp(-(m0 ** 4) / (2 * load));
    const g = (4 / 3) * load * m0 * m1 * response;
    const [down, up] = [-1, 1].map(
      (s) => ((1 + s * m0) / 2) * erf((m1 ** 2 + g * s) / Math.sqrt(2 * load)),
    );
    near(m[1], m1, 1e-11, "m(1)");
    near(C[3], m0 * m1, 1e-11, "C(1, 0)");
    near(G[3], response, 1e-11, "G(1, 0)");
    near(Gamma[2], g, 1e-11, "Gamma(1, 0)");
    near(m[2], up + down, 1e-10, "m(2)");
    near(C[6], up - down, 1e-10, "C(2, 0)");
  }
});

test("exactDynamics: responses are derivatives of the mean spin by the field", () => {
  const models: DynamicsModel[] = [
    { n: 3, load: 0.2 },
    { n: 2, load: 0.1 },
    { n: 3, load: 0.4, interaction: "rect" },
    { n: 3, load: 0.2, selfCoupling: true },
  ];
  const [overlap0, steps, h] = [0.6, 3, 1e-4];
  for (const model of models) {
    const { m, G, R, Gamma } = exactDynamics(model, { overlap0, steps }).value;
    const law = model.interaction === "rect" || model.n === 3 ? 2 : 1;
    const signals = m.subarray(0, steps).map((value) => value ** law);
    for (let k = 0; k < steps; k++) {
      const [lower, upper] = [-h, h].map((field) => {
        const moved = signals.map((value, t) => (t === k ? value + field : value));
        const paths = pathProbabilities({ steps, signals: moved, R, Gamma }, overlap0);
        return meanOverPaths(paths, steps);
      });
      // second order in h; the probabilities are good to 1e-11, divided by h
      near((upper - lower) / (2 * h), G[steps * (steps + 1) + k], 1e-6, `n = ${model.n}, ${k}`);
    }
  }
});

test("exactDynamics: without retarded self-interaction, or with the self term, overlaps differ", () => {
  const options = { overlap0: 0.5, steps: 3 };
  const ablated = exactDynamics({ n: 3, load: 0.2, retarded: false }, options).value.m;
  const self = exactDynamics({ n: 3, load: 0.2, selfCoupling: true }, options).value.m;
  // printed to three digits, the self term by Monte Carlo with an error of 0.002
  [0.424, 0.312, 0.172].forEach((m, t) => {
    near(ablated[t + 1], m, 6e-4, `m(${t + 1})`);
  });
  [0.424, 0.444, 0.462].forEach((m, t) => {
    near(self[t + 1], m, 3e-3, `m(${t + 1})`);
  });
});

test("exactDynamics: odd orders keep their overlap's sign, even orders do not", () => {
  const at = (n: number, overlap0: number) =>
    exactDynamics({ n, load: 0.15 }, { overlap0, steps: 2 }).value.m;
  const [up, down] = [at(4, 0.8), at(4, -0.8)];
  up.forEach((m, t) => {
    near(down[t], -m, 1e-12, `n = 4, m(${t})`);
  });
  assert.ok(at(3, -0.8)[1] > 0.7);
});

test("exactDynamics: frozen, sure and nearly noiseless states give numbers", () => {
  for (const [load, overlap0] of [
    [1e-9, 0.5],
    [1e-3, 1],
    [0.2, 1],
    [0.2, -1],
    [0.2, 0],
    [5, 0.3],
  ]) {
    for (const n of [2, 3, 5]) {
      const { value } = exactDynamics({ n, load }, { overlap0, steps: 3 });
      for (const numbers of [value.m, value.C, value.G, value.R, value.Gamma]) {
        assert.ok(numbers.every(Number.isFinite), `n = ${n}, load ${load}, m0 ${overlap0}`);
      }
      assert.ok(value.C.every((c) => Math.abs(c) <= 1 + 1e-9));
    }
  }
});

test("exactDynamics: what it cannot solve is refused with a remedy", () => {
  const model = { n: 3, load: 0.2 };
  const start = { overlap0: 0.5, steps: 3 };
  assert.throws(() => exactDynamics({ ...model, temperature: 0.1 }, start), {
    name: "RangeError",
    message:
      "exactDynamics: expected temperature 0, where paths are orthants, got 0.1; use the solver monte-carlo",
  });
  assert.throws(() => exactDynamics(model, { ...start, steps: 6 }), {
    name: "RangeError",
    message:
      "exactDynamics: expected at most 5 steps, as each needs an integral of one dimension more, got 6; use the solver monte-carlo",
  });
  assert.throws(() => exactDynamics(model, { ...start, steps: 0 }), /integer steps >= 1, got 0/);
  assert.throws(() => exactDynamics(model, { ...start, overlap0: 1.2 }), /<= 1, got 1.2/);
  assert.throws(
    () => exactDynamics(model, { ...start, overlap0: "0.5" as unknown as number }),
    /expected a number overlap0, got "0.5"/,
  );
  assert.throws(() => exactDynamics({ n: 1, load: 0.2 }, start), /integer order n >= 2, got 1/);
  assert.throws(
    () => exactDynamics(model, undefined as unknown as { overlap0: number; steps: number }),
    /expected options such as \{ overlap0: 0.5, steps: 3 \}, got none/,
  );
});
