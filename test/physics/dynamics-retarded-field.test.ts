import assert from "node:assert/strict";
import { test } from "node:test";
import type { DynamicsModel } from "../../src/theory/dynamics-model.ts";
import { exactDynamics } from "../../src/theory/exact-dynamics.ts";
import { limitOf, meanOverlaps, simulatedCourses } from "../support/simulated-courses.ts";

const difference: DynamicsModel = { n: 3, load: 0.2 };
const selfTerm: DynamicsModel = { ...difference, selfCoupling: true };
const distinct: DynamicsModel = { ...difference, form: "distinct", convention: "abbott-arian" };
const withoutPast = (model: DynamicsModel): DynamicsModel => ({ ...model, retarded: false });

/**
 * m(t) of 512 spins and in the limit of many, t = 0 … steps. Starts are chosen with multiples of 1/64
 * that 256 and 512 spins both have, and end before runs part at the separatrix, so that what is left
 * of the shift a/N + O(N⁻²) is far below the errors.
 */
function simulated(model: DynamicsModel, overlap0: number, steps: number) {
  const [small, large] = [
    [256, 200],
    [512, 100],
  ].map(([N, sets]) => {
    return meanOverlaps(simulatedCourses(model, { N, overlap0, steps, sets, targets: 8 }));
  });
  const limit = large.map((mean, t) => limitOf([small[t], mean]));
  return { large, limit };
}

const theory = (model: DynamicsModel, overlap0: number, t: number) =>
  exactDynamics(model, { overlap0, steps: t }).value.m[t];

/** Simulation at every step is in `model`, and at the last one, at both sizes, not in `others`. */
function assertTells(
  model: DynamicsModel,
  others: readonly DynamicsModel[],
  overlap0: number,
  steps: number,
): void {
  const { large, limit } = simulated(model, overlap0, steps);
  for (let t = 1; t <= steps; t++) {
    const { value, error } = limit[t];
    const expected = theory(model, overlap0, t);
    assert.ok(Math.abs(value - expected) < 5 * error, `m(${t}): ${value} ± ${error}, ${expected}`);
  }
  for (const other of others) {
    const excluded = theory(other, overlap0, steps);
    const { value, error } = limit[steps];
    const { mean, standardError } = large[steps];
    const message = `${JSON.stringify(other)}: ${value} ± ${error}, ${mean} ± ${standardError}, ${excluded}`;
    assert.ok(Math.abs(value - excluded) > 5 * error, message);
    assert.ok(Math.abs(mean - excluded) > 5 * standardError, message);
  }
}

test("theory: the second step needs the retarded field, and no self term where there is none", () => {
  assertTells(difference, [withoutPast(difference), selfTerm], 0.5, 2);
});

test("theory: the second step with the self term needs it", () => {
  assertTells(selfTerm, [withoutPast(selfTerm), difference], 0.5, 2);
});

test("theory: without repeated indices the noise and the retarded field are others", () => {
  assertTells(distinct, [withoutPast(distinct), difference], 0.625, 3);
});

test("theory: the values that simulations exclude are far off", () => {
  // m(2) at load 0.2 and start overlap 0.5, three digits.
  for (const [model, expected] of [
    [difference, 0.377],
    [withoutPast(difference), 0.312],
    [selfTerm, 0.444],
    [distinct, 0.405],
  ] as const) {
    assert.ok(Math.abs(theory(model, 0.5, 2) - expected) <= 0.0005, JSON.stringify(model));
  }
});
