import assert from "node:assert/strict";
import { test } from "node:test";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { spinodalLoad } from "../../src/theory/spinodal-load.ts";

/** Relative difference below 1e-5, the printed digits. */
function close(got: number, expected: number, what: string): void {
  assert.ok(Math.abs(got / expected - 1) < 1e-5, `${what}: ${got} - ${expected}`);
}

// n, x*, variance, m, krotov, P/N^(n−1) with distinct indices
const table = [
  [3, 0.989939, 0.25219, 0.838482, 0.0840635, 0.126095],
  [4, 1.229485, 0.19786, 0.917922, 0.0131907, 0.0329767],
  [5, 1.369596, 0.172773, 0.947243, 0.00164545, 0.00719886],
  [6, 1.467047, 0.15768, 0.961987, 1.66857e-4, 1.314e-3],
  [8, 1.600237, 0.1397, 0.976369, 1.03378e-6, 2.77183e-5],
  [10, 1.69127, 0.128936, 0.983235, 3.74168e-9, 3.55313e-7],
];

test("spinodalLoad: the table of orders 3 to 10 in every load convention", () => {
  for (const [n, x, variance, m, krotov, distinct] of table) {
    const { value, status, residual } = spinodalLoad({ n });
    assert.equal(status, "converged");
    assert.ok(residual < 1e-6, `n = ${n}: ${residual}`);
    close(value.load, variance, `n = ${n}, variance`);
    close(value.m, m, `n = ${n}, m`);
    close(normalQuantile((1 + value.m) / 2, 0, Math.SQRT1_2), x, `n = ${n}, x`);
    close(spinodalLoad({ n }, "krotov").value.load, krotov, `n = ${n}, krotov`);
    close(spinodalLoad({ n, form: "distinct" }, "krotov").value.load, distinct, `n = ${n}`);
    const factorials = Array.from({ length: n - 1 }, (_, k) => k + 1).reduce((p, k) => p * k, 1);
    const inAbbott = spinodalLoad({ n }, "abbott-arian").value.load;
    close(inAbbott, krotov * factorials, `n = ${n}, abbott-arian`);
    close(spinodalLoad({ n }, "factorial").value.load, inAbbott * n, `n = ${n}, factorial`);
  }
});

test("spinodalLoad: distinct indices end at the same crosstalk variance, rect at twice the load", () => {
  for (const n of [3, 4, 6]) {
    const { load } = spinodalLoad({ n }).value;
    const distinct = spinodalLoad({ n, form: "distinct" }, "abbott-arian").value.load;
    close(distinct, load, `n = ${n}`);
    close(spinodalLoad({ n, interaction: "rect" }).value.load, 2 * load, `n = ${n}, rect`);
  }
});

test("spinodalLoad: n = 2 ends at 0.137905566 at temperature 0, in three conventions", () => {
  for (const convention of ["variance", "krotov", "abbott-arian", "samples"] as const) {
    const { load, m } = spinodalLoad({ n: 2 }, convention).value;
    assert.ok(Math.abs(load - 0.137905566) < 1e-9, `${convention}: ${load}`);
    assert.ok(Math.abs(m - 0.967417) < 1e-5, `${m}`);
  }
});

test("spinodalLoad: is linear in small temperatures", () => {
  for (const model of [{ n: 2 }, { n: 3 }, { n: 3, form: "distinct" }] as const) {
    const cold = spinodalLoad(model).value.load;
    const cool = spinodalLoad({ ...model, temperature: 1e-5 }).value.load;
    assert.ok(Math.abs(cool / cold - 1) < 1e-4, `n = ${model.n}: ${cool} - ${cold}`);
  }
});

test("spinodalLoad: n = 2 keeps its digits at tiny temperatures", () => {
  const at = (temperature: number) => spinodalLoad({ n: 2, temperature });
  const cold = at(0).value;
  // The next term of the load is of order T², 1e-10 here.
  const slope = (at(1e-5).value.load - cold.load) / 1e-5;
  for (const temperature of [1e-7, 1e-8, 1e-9, 1e-12, 1e-15]) {
    const { value, status, residual } = at(temperature);
    const expected = cold.load + slope * temperature;
    assert.ok(Math.abs(value.load - expected) < 1e-11, `T = ${temperature}: ${value.load}`);
    assert.ok(Math.abs(value.m - cold.m) < 1e-7, `m ${value.m}`);
    assert.equal(status, "converged", `T = ${temperature}: ${residual}`);
  }
});

test("spinodalLoad: n = 2 closes as ((1 − T)/1.95)² at temperature 1, and there is none above", () => {
  const { load } = spinodalLoad({ n: 2, temperature: 0.99 }).value;
  // printed with two decimals
  assert.ok(Math.abs(0.01 / Math.sqrt(load) - 1.95) < 0.01, `${load}`);
  for (const temperature of [1, 1.2]) {
    assert.deepEqual(spinodalLoad({ n: 2, temperature }).value, { load: 0, m: 0, q: 0 });
  }
  // a noiseless overlap needs m² > T artanh m, at most 0.53
  assert.equal(spinodalLoad({ n: 3, temperature: 0.6 }).value.load, 0);
});

test("spinodalLoad: bad models and conventions are refused", () => {
  assert.throws(() => spinodalLoad({ n: 1 }), {
    name: "RangeError",
    message: "spinodalLoad: expected an integer order n >= 2, got 1",
  });
  assert.throws(() => spinodalLoad({ n: 3 }, "samples"), /got samples; use variance/);
  assert.throws(() => spinodalLoad({ n: 3 }, "x" as "variance"), /expected load convention/);
  assert.throws(() => spinodalLoad({ n: 3, selfCoupling: true }), /leave it out/);
});
