import assert from "node:assert/strict";
import { test } from "node:test";
import type { DynamicsModel } from "../../src/theory/dynamics-model.ts";
import { effectiveField } from "../../src/theory/effective-field.ts";

/** Two-time matrices of T + 1 times like those of a run: C symmetric, G strictly lower. */
function given(T: number): { C: Float64Array; G: Float64Array } {
  const C = new Float64Array((T + 1) ** 2);
  const G = new Float64Array((T + 1) ** 2);
  for (let t = 0; t <= T; t++) {
    for (let s = 0; s <= t; s++) {
      C[t * (T + 1) + s] = s === t ? 1 : 0.9 / (1 + 0.7 * (t - s) + 0.1 * s);
      C[s * (T + 1) + t] = C[t * (T + 1) + s];
      if (s < t) G[t * (T + 1) + s] = 0.6 / (t - s) + 0.05 * s;
    }
  }
  return { C, G };
}

/** R and Γ of T times, both with zeros above the diagonal. */
function rows(model: DynamicsModel, T: number, C: Float64Array, G: Float64Array) {
  const R = new Float64Array(T * T);
  const Gamma = new Float64Array(T * T);
  const field = effectiveField(model, T);
  for (let t = 0; t < T; t++) field.rowInPlace(t, C, G, R, Gamma);
  return { R, Gamma, signal: field.signal };
}

function near(got: number, expected: number, tolerance = 1e-14): void {
  const scale = Math.max(1, Math.abs(expected));
  assert.ok(Math.abs(got - expected) <= tolerance * scale, `${got} - ${expected}`);
}

const T = 4;
const { C, G } = given(T);
const at = (t: number, s: number) => t * (T + 1) + s;

test("effectiveField: n = 3 and 4 have the printed noise and self-interaction", () => {
  const cubic = rows({ n: 3, load: 0.2 }, T, C, G);
  const quartic = rows({ n: 4, load: 0.15 }, T, C, G);
  for (let t = 0; t < T; t++) {
    for (let s = 0; s <= t; s++) {
      const [c, g] = [C[at(t, s)], G[at(t, s)]];
      near(cubic.R[t * T + s], (0.2 * (1 + 2 * c * c)) / 3);
      near(cubic.Gamma[t * T + s], (4 / 3) * 0.2 * c * g);
      near(quartic.R[t * T + s], (0.15 * (3 * c + 2 * c ** 3)) / 5);
      near(quartic.Gamma[t * T + s], (0.15 / 5) * (3 + 6 * c * c) * g);
    }
  }
  near(cubic.signal(0.5), 0.25);
  near(quartic.signal(-0.5), -0.125);
});

test("effectiveField: distinct indices leave the highest power of C, in Abbott–Arian units", () => {
  for (const n of [3, 4, 5]) {
    const { R, Gamma } = rows(
      { n, load: 0.3, convention: "abbott-arian", form: "distinct" },
      T,
      C,
      G,
    );
    for (let t = 0; t < T; t++) {
      for (let s = 0; s <= t; s++) {
        const [c, g] = [C[at(t, s)], G[at(t, s)]];
        near(R[t * T + s], 0.3 * c ** (n - 1));
        near(Gamma[t * T + s], 0.3 * (n - 1) * c ** (n - 2) * g);
      }
    }
  }
});

test("effectiveField: difference and derivative form have one limit", () => {
  const load = { n: 5, load: 0.2 };
  const difference = rows({ ...load, form: "difference" }, T, C, G);
  const derivative = rows({ ...load, form: "derivative" }, T, C, G);
  assert.deepEqual(difference.R, derivative.R);
  assert.deepEqual(difference.Gamma, derivative.Gamma);
});

/** (1 − G) X of T × T matrices, lower triangular G of T + 1 times. */
function withoutResponses(X: Float64Array): Float64Array {
  return X.map((value, index) => {
    const [t, s] = [Math.floor(index / T), index % T];
    for (let a = 0; a < t; a++) value -= G[at(t, a)] * X[a * T + s];
    return value;
  });
}

test("effectiveField: n = 2 solves (1 − G) R (1 − Gᵀ) = αC and (1 − G) Γ = αG", () => {
  for (const form of ["difference", "distinct"] as const) {
    const { R, Gamma } = rows({ n: 2, load: 0.1, form }, T, C, G);
    for (let t = 0; t < T; t++) for (let s = 0; s < t; s++) R[s * T + t] = R[t * T + s];
    const half = withoutResponses(R);
    const transposed = half.map((_, i) => half[(i % T) * T + Math.floor(i / T)]);
    const full = withoutResponses(transposed);
    const responses = withoutResponses(Gamma);
    for (let t = 0; t < T; t++) {
      for (let s = 0; s < T; s++) {
        near(full[t * T + s], 0.1 * C[at(t, s)]);
        near(responses[t * T + s], 0.1 * G[at(t, s)]);
      }
    }
  }
});

test("effectiveField: n = 2 with the self term solves (1 − G) Γ = α", () => {
  const { Gamma } = rows({ n: 2, load: 0.1, selfCoupling: true }, T, C, G);
  const identity = withoutResponses(Gamma);
  for (let i = 0; i < T * T; i++) near(identity[i], i % (T + 1) === 0 ? 0.1 : 0);
});

test("effectiveField: the self term of n = 3 is 2α Σ G, that of n = 5 12α Σ G (3 + 12C²)", () => {
  const cubic = rows({ n: 3, load: 0.2, convention: "krotov", selfCoupling: true }, T, C, G);
  const quintic = rows({ n: 5, load: 0.2, convention: "krotov", selfCoupling: true }, T, C, G);
  const plain = rows({ n: 5, load: 0.2, convention: "krotov" }, T, C, G);
  for (let t = 0; t < T; t++) {
    let [three, five] = [0, 0];
    for (let s = 0; s < t; s++) {
      three += 2 * 0.2 * G[at(t, s)];
      five += 12 * 0.2 * G[at(t, s)] * (3 + 12 * C[at(t, s)] ** 2);
      assert.equal(quintic.Gamma[t * T + s], plain.Gamma[t * T + s]);
    }
    near(cubic.Gamma[t * T + t], three);
    near(quintic.Gamma[t * T + t], five);
    assert.equal(plain.Gamma[t * T + t], 0);
  }
  assert.deepEqual(quintic.R, plain.R);
});

test("effectiveField: without its past a spin feels at most its self term", () => {
  for (const model of [
    { n: 2, load: 0.1 },
    { n: 3, load: 0.2 },
  ] as const) {
    const plain = rows(model, T, C, G);
    const ablated = rows({ ...model, retarded: false }, T, C, G);
    assert.deepEqual(ablated.R, plain.R);
    assert.ok(ablated.Gamma.every((value) => value === 0));
    assert.ok(plain.Gamma.some((value) => value !== 0));
    const self = { ...model, selfCoupling: true };
    const [kept, alone] = [rows(self, T, C, G), rows({ ...self, retarded: false }, T, C, G)];
    for (let i = 0; i < T * T; i++) {
      assert.equal(alone.Gamma[i], i % (T + 1) === 0 ? kept.Gamma[i] : 0);
    }
  }
});

test("effectiveField: a given law of two sides is poly or rect where it equals them", () => {
  for (const n of [3, 4]) {
    const even = { name: "even", f: (x: number) => x ** (n - 1) };
    const half = { name: "half", f: (x: number) => Math.max(0, x) ** (n - 1) };
    for (const [interaction, f] of [
      ["poly", even],
      ["rect", half],
    ] as const) {
      const named = rows({ interaction, n, load: 0.2 }, T, C, G);
      const given = rows({ interaction: f, n, load: 0.2 }, T, C, G);
      named.R.forEach((value, i) => {
        near(given.R[i], value);
      });
      named.Gamma.forEach((value, i) => {
        near(given.Gamma[i], value);
      });
      near(given.signal(-0.3), named.signal(-0.3));
    }
  }
});

test("effectiveField: equal times of rect have half the variance of poly", () => {
  for (const n of [3, 4, 5]) {
    const rect = rows({ interaction: "rect", n, load: 0.2 }, 1, C.slice(0, 1), G.slice(0, 1));
    near(rect.R[0], 0.1);
    assert.equal(rect.signal(-0.5), 0);
  }
});
