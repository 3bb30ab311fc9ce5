import assert from "node:assert/strict";
import { test } from "node:test";
import { classEscape, escaped } from "../../src/learning/class-escape.ts";
import { splittingMatrix, tangentSpectrum } from "../../src/learning/splitting-matrix.ts";
import { pottsMachine } from "../../src/models/potts-machine.ts";
import { pottsStationaryPoint } from "../../src/theory/potts-stationary-point.ts";
import { pottsLoss } from "../support/potts-loss.ts";
import { smallData, smallNet } from "../support/small-net.ts";

const { labels } = smallData;
const task = { data: smallData, targets: { labels }, softening: 0.1 };
const narrow = pottsStationaryPoint(smallData, { labels, beta: 12, regularization: 0.9 }).value;
const parent = pottsMachine({ ...narrow, regularization: 0.9 });

test("classEscape: Σ_y g_y B_y vanishes at a stationary point", () => {
  const { pulls } = classEscape(parent, task, 0);
  const largest = pulls.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  assert.ok(largest > 0.01);
  for (let i = 0; i < 6; i++) {
    let sum = 0;
    for (let y = 0; y < 4; y++) sum += parent.classWeights[y] * pulls[y * 6 + i];
    assert.ok(Math.abs(sum) < 1e-11, `${sum}`);
  }
});

test("classEscape: a memory without negative λ is unstable, with the slope foretold", () => {
  const w = parent.memories;
  const { eigenvalues } = tangentSpectrum(splittingMatrix(parent, task, 0), w);
  assert.ok(Math.abs(eigenvalues[0] - 0.274659) < 5e-7, `λ ${eigenvalues[0]}`);
  const way = classEscape(parent, task, 0);
  const slopeOf = (step: number) =>
    (pottsLoss(escaped(parent, 0, way, step), task) - pottsLoss(parent, task)) / step;
  // linear in the step at the leading order
  const slope = 2 * slopeOf(1e-5) - slopeOf(2e-5);
  assert.ok(way.slope < -0.01);
  assert.ok(Math.abs(slope - way.slope) < 1e-7, `${slope}, expected ${way.slope}`);
});

test("escaped: a move that is none of the machine is refused", () => {
  const way = classEscape(parent, task, 0);
  const direction = new Float64Array(2);
  assert.throws(
    () => escaped(parent, 0, undefined as never, 0.1),
    /^TypeError: escaped: .*, got none; /,
  );
  assert.throws(
    () => escaped(parent, 0, { ...way, direction }, 0.1),
    /a direction of 6 finite numbers, got \[0,0\]; /,
  );
  assert.throws(
    () => escaped(parent, 3, way, 0.1),
    /escaped: expected a memory 0 … P - 1 = 0, got 3; /,
  );
  assert.throws(() => escaped(parent, 0, way, 0), /escaped: expected finite step > 0, got 0; /);
});

test("classEscape: δ is admissible, u along the sphere, and no single exchange of classes is steeper", () => {
  const { pulls, direction, weightShift, slope } = classEscape(parent, task, 0);
  const g = parent.classWeights.subarray(0, 4);
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  assert.ok(Math.abs(sum(weightShift)) < 1e-15);
  weightShift.forEach((delta, y) => void assert.ok(Math.abs(delta) <= g[y] + 1e-15));
  assert.ok(Math.abs(sum(direction.map((u) => u * u)) - 1) < 1e-14);
  assert.ok(Math.abs(sum(direction.map((u, i) => u * parent.memories[i]))) < 1e-13);
  for (let y = 0; y < 4; y++) {
    for (let z = 0; z < 4; z++) {
      const most = Math.min(g[y], g[z]);
      let square = 0;
      for (let i = 0; i < 6; i++) square += (most * (pulls[y * 6 + i] - pulls[z * 6 + i])) ** 2;
      assert.ok(Math.sqrt(square) <= -slope + 1e-14);
    }
  }
});

test("classEscape: of four classes it is the steepest of all vertices of the polytope of δ", () => {
  // no class of this memory outweighs the others together
  const { pulls, slope, weightShift } = classEscape(smallNet, task, 0);
  const g = smallNet.classWeights.subarray(0, 4);
  const steepness = (delta: ArrayLike<number>) => {
    let square = 0;
    for (let i = 0; i < 6; i++) {
      let sum = 0;
      for (let y = 0; y < 4; y++) sum += delta[y] * pulls[y * 6 + i];
      square += sum * sum;
    }
    return Math.sqrt(square);
  };
  let steepest = 0;
  // at a vertex all but one class are at their bounds
  for (let free = 0; free < 4; free++) {
    for (let signs = 0; signs < 16; signs++) {
      const delta = Array.from(g, (weight, y) =>
        y === free ? 0 : signs & (1 << y) ? weight : -weight,
      );
      delta[free] = -delta.reduce((sum, value) => sum + value, 0);
      if (Math.abs(delta[free]) <= g[free]) steepest = Math.max(steepest, steepness(delta));
    }
  }
  assert.ok(Math.abs(steepness(weightShift) - steepest) < 1e-14, `${slope}, ${steepest}`);
  assert.ok(Math.abs(slope + steepest) < 1e-14, `${slope}, ${steepest}`);
});

test("classEscape: with one class and no softening there is none", () => {
  const alone = { data: smallData, targets: { labels: new Int32Array(60) }, softening: 0 };
  const point = pottsStationaryPoint(smallData, {
    ...{ labels: new Int32Array(60), beta: 6, softening: 0 },
  }).value;
  const { slope } = classEscape(pottsMachine({ ...point, regularization: 1 }), alone, 0);
  assert.ok(Math.abs(slope) < 1e-10, `${slope}`);
});
