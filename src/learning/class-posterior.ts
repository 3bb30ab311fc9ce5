import exp from "@stdlib/math-base-special-exp";
import ln from "@stdlib/math-base-special-ln";
import type { PottsMachine } from "../models/potts-machine.ts";
import { logSphereRatio } from "../numerics/sphere-normaliser.ts";
import type { UnitVectors } from "../patterns/unit-vectors.ts";

/** Classes that a machine is to give to its data, or that it is to find by itself. */
export type PottsTargets = { readonly labels: Int32Array } | "unsupervised";

/** Targets, softened by s, for which splits are judged. */
export interface SplitTask {
  readonly data: UnitVectors;
  readonly targets: PottsTargets;
  /** s. */
  readonly softening: number;
}

/**
 * What one vector x_a tells: the responsibility of unit γ within class y is
 * g_γy · `units[γ]` · `classes[y]`, and r_aγ its sum over y.
 */
type Visit = (a: number, units: Float64Array, classes: Float64Array) => void;

/**
 * Visits each vector with the factors of its responsibilities e_ay g_γy e^(h_aγ) / Z_ay, where −e_ay/M is
 * ∂L/∂ℓ_ay: e = q with labels, q + (1 − s) π (ℓ − π·ℓ) without. The arrays are used again.
 */
export function eachPosterior(
  machine: PottsMachine,
  { data, targets, softening }: SplitTask,
  visit: Visit,
): void {
  const { P, N, C, memories, classWeights: g, beta, regularization } = machine;
  const kappa = regularization * beta;
  const tau = logSphereRatio(N, beta, machine.normaliser);
  const labels = targets === "unsupervised" ? null : targets.labels;
  const Y = C + 1;
  const units = new Float64Array(P + 1);
  const [logits, classes] = [new Float64Array(Y), new Float64Array(Y)];
  const x = data.values;
  for (let a = 0; a < data.M; a++) {
    let shift = 0;
    units[P] = 0;
    for (let gamma = 0; gamma < P; gamma++) {
      let overlap = 0;
      for (let i = 0; i < N; i++) overlap += x[a * N + i] * memories[gamma * N + i];
      units[gamma] = kappa * overlap - tau;
      if (units[gamma] > shift) shift = units[gamma];
    }
    for (let gamma = 0; gamma <= P; gamma++) units[gamma] = exp(units[gamma] - shift);
    for (let y = 0; y < Y; y++) {
      let sum = 0;
      for (let gamma = 0; gamma <= P; gamma++) sum += g[gamma * Y + y] * units[gamma];
      logits[y] = shift + ln(sum);
    }
    if (labels) labelledWeights(classes, labels[a], softening);
    else unlabelledWeights(classes, logits, softening);
    for (let y = 0; y < Y; y++) {
      classes[y] = classes[y] === 0 ? 0 : classes[y] * exp(shift - logits[y]);
    }
    visit(a, units, classes);
  }
}

function labelledWeights(e: Float64Array, label: number, softening: number): void {
  e.fill(softening / e.length);
  e[label] += 1 - softening;
}

function unlabelledWeights(e: Float64Array, logits: Float64Array, softening: number): void {
  const Y = e.length;
  let [largest, total, mean] = [-Infinity, 0, 0];
  for (let y = 0; y < Y; y++) largest = Math.max(largest, logits[y]);
  for (let y = 0; y < Y; y++) {
    e[y] = exp(logits[y] - largest);
    total += e[y];
  }
  for (let y = 0; y < Y; y++) {
    e[y] /= total;
    if (e[y] > 0) mean += e[y] * logits[y];
  }
  for (let y = 0; y < Y; y++) {
    const share = (1 - softening) * e[y];
    e[y] = share + softening / Y + (share > 0 ? share * (logits[y] - mean) : 0);
  }
}

/** @throws {RangeError} data, labels, softening or a memory that do not fit the machine */
export function requireSplitTask(caller: string, machine: PottsMachine, task: SplitTask): void {
  const { data, targets, softening } = task;
  const expect = (isTrue: boolean, condition: string, got: unknown): void => {
    if (!isTrue) throw new RangeError(`${caller}: expected ${condition}, got ${got}`);
  };
  expect(data.N === machine.N, `vectors of N = ${machine.N} numbers`, data.N);
  expect(data.M >= 1, "one vector or more", data.M);
  expect(softening >= 0 && softening < 1, "0 <= softening < 1", softening);
  if (targets === "unsupervised") return;
  const { labels } = targets;
  expect(labels.length === data.M, `M = ${data.M} labels`, labels.length);
  for (const y of labels) expect(y >= 0 && y < machine.C, `labels 0 … ${machine.C - 1}`, y);
}

/** @throws {RangeError} no memory of the machine */
export function requireMemory(caller: string, { P }: PottsMachine, memory: number): void {
  if (Number.isInteger(memory) && memory >= 0 && memory < P) return;
  throw new RangeError(
    `${caller}: expected a memory 0 … P - 1 = ${P - 1}, got ${memory}; the null unit cannot split`,
  );
}
