import assert from "node:assert/strict";
import { test } from "node:test";
import { assertRowsAgree } from "../support/chi-square.ts";
import { firstStep, firstStepsAtOrder3, largestShiftAtOrder3 } from "../support/first-step.ts";

test("retrievalTrajectories: the first step of 512 spins at order 3 is that of theory within a/N", () => {
  const rows = firstStepsAtOrder3(25);
  for (const { name, theory, value, error } of rows) {
    const allowed = largestShiftAtOrder3 / 512 + 5 * error;
    assert.ok(Math.abs(value - theory) < allowed, `${name}: ${value} ± ${error}, ${theory}`);
  }
  assertRowsAgree(rows);
});

test("retrievalTrajectories: the first step of few spins is shifted from theory as derived", () => {
  const rows = (
    [
      [64, 0.5, { n: 3, load: 0.2 }],
      [64, 0.5, { n: 3, load: 0.2, form: "derivative" }],
      [64, 0.5, { n: 3, load: 0.2, selfCoupling: true }],
      [64, 0.5, { n: 3, load: 0.2, form: "distinct", convention: "abbott-arian" }],
      [64, 0.6, { n: 3, load: 0.4, interaction: "rect" }],
      [64, 0.8, { n: 4, load: 0.2 }],
      [64, 0.8, { n: 4, load: 0.3, interaction: "rect" }],
      [40, 0.8, { n: 5, load: 0.1 }],
    ] as const
  ).map(([N, overlap0, model]) => {
    const sets = model.n === 3 ? 250 : 40;
    return firstStep(model, { N, overlap0, sets, targets: 8 });
  });
  assertRowsAgree(rows);
});
