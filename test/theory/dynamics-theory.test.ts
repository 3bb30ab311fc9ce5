import assert from "node:assert/strict";
import { test } from "node:test";
import { stream } from "../../src/random/stream.ts";
import type { DynamicsModel } from "../../src/theory/dynamics-model.ts";
import { type DynamicsTheoryOptions, dynamicsTheory } from "../../src/theory/dynamics-theory.ts";

const models: DynamicsModel[] = [
  { n: 2, load: 0.1 },
  { n: 2, load: 0.12, selfCoupling: true },
  { n: 3, load: 0.2 },
  { n: 3, load: 0.2, selfCoupling: true },
  { n: 3, load: 0.2, retarded: false },
  { n: 4, load: 0.15 },
  { n: 5, load: 0.1, selfCoupling: true },
  { n: 4, load: 0.3, interaction: "rect" },
  { n: 4, load: 0.2, form: "distinct", convention: "abbott-arian" },
  { n: 3, load: 0.2, interaction: { name: "leaky", f: (x) => (x > 0 ? x * x : -0.4 * x * x) } },
];

test("dynamicsTheory: both solvers agree for every kind of model", () => {
  const [overlap0, steps, paths] = [0.7, 4, 10_000];
  for (const model of models) {
    const exact = dynamicsTheory(model, { solver: "exact", overlap0, steps }).value;
    const sampled = dynamicsTheory(model, {
      overlap0,
      steps,
      paths,
      populations: 12,
      rng: stream(1),
    }).value;
    exact.m.forEach((m, t) => {
      // 5 standard errors of 12 populations, and a bias of order 1/paths
      const allowed = 5 * (sampled.errors?.m[t] ?? 0) + 10 / paths;
      const difference = Math.abs(sampled.m[t] - m);
      assert.ok(difference < allowed, `${JSON.stringify(model)} m(${t}): ${difference}`);
    });
    exact.G.forEach((g, index) => {
      const allowed = 5 * (sampled.errors?.G[index] ?? 0) + 100 / paths;
      const difference = Math.abs(sampled.G[index] - g);
      assert.ok(difference < allowed, `${JSON.stringify(model)} G[${index}]: ${difference}`);
    });
  }
});

test("dynamicsTheory: what a solver lacks is refused with the other as remedy", () => {
  const model = { n: 3, load: 0.2 };
  assert.throws(() => dynamicsTheory(model, { overlap0: 0.5, steps: 3 }), {
    name: "TypeError",
    message:
      "dynamicsTheory: expected a random stream rng for solver monte-carlo, got none; use stream(1), or solver exact up to 5 steps",
  });
  assert.throws(
    () => dynamicsTheory(model, { solver: "exact", overlap0: 0.5, steps: 9 }),
    /expected at most 5 steps.*got 9; use the solver monte-carlo/,
  );
  assert.throws(() => dynamicsTheory(model, { solver: "fast" as "exact", overlap0: 0, steps: 1 }), {
    name: "TypeError",
    message: 'dynamicsTheory: expected solver "exact" or "monte-carlo", got "fast"',
  });
  assert.throws(
    () => dynamicsTheory(model, undefined as unknown as DynamicsTheoryOptions),
    /dynamicsTheory: expected options such as/,
  );
  assert.throws(
    () => dynamicsTheory({ n: 4, load: 0.1, selfCoupling: true }, { overlap0: 0.5, steps: 3 }),
    /dynamicsTheory: expected no selfCoupling for poly at order 4/,
  );
});
