import type { PottsMachine } from "../../src/models/potts-machine.ts";
import { logSphereRatio } from "../../src/numerics/sphere-normaliser.ts";
import type { UnitVectors } from "../../src/patterns/unit-vectors.ts";
import { stream } from "../../src/random/stream.ts";

/** Targets of a loss: softened labels, or those of the machine itself. */
export type LiteralTargets = { readonly labels: Int32Array } | "unsupervised";

/** ℓ_ay as the formula is written, without shifts; β may be negative, since τ is even. */
export function literalLogits(
  { P, N, C, memories, classWeights, beta, regularization, normaliser }: PottsMachine,
  x: Float64Array,
): number[] {
  const tau = logSphereRatio(N, Math.abs(beta), normaliser);
  const h = Array.from({ length: P + 1 }, (_, gamma) =>
    gamma === P ? 0 : regularization * beta * dot(x, memories, gamma) - tau,
  );
  return Array.from({ length: C + 1 }, (_, y) =>
    Math.log(h.reduce((sum, value, k) => sum + classWeights[k * (C + 1) + y] * Math.exp(value), 0)),
  );
}

/** −(1/M) Σ_a Σ_y q_ay ℓ_ay. */
export function literalLoss(
  machine: PottsMachine,
  { M, N, values }: UnitVectors,
  targets: LiteralTargets,
  softening: number,
): number {
  let loss = 0;
  for (let a = 0; a < M; a++) {
    const logits = literalLogits(machine, values.subarray(a * N, (a + 1) * N));
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    logits.forEach((logit, y) => {
      const share =
        targets === "unsupervised" ? Math.exp(logit) / total : targets.labels[a] === y ? 1 : 0;
      loss -= ((1 - softening) * share + softening / logits.length) * logit;
    });
  }
  return loss / M;
}

/** A machine of random memories and class weights, and labelled data near them. */
export function randomPotts(
  { P, N, C, M }: { P: number; N: number; C: number; M: number },
  parts: Partial<PottsMachine> = {},
): { machine: PottsMachine; data: UnitVectors; labels: Int32Array } {
  const rng = stream(7, "potts", P, N, C, M);
  const unit = (count: number): Float64Array => {
    const values = new Float64Array(count * N);
    rng.fillGaussian(values);
    for (let from = 0; from < values.length; from += N) {
      const row = values.subarray(from, from + N);
      const norm = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
      row.forEach((x, i) => {
        row[i] = x / norm;
      });
    }
    return values;
  };
  const memories = unit(P);
  const classWeights = Float64Array.from(
    { length: (P + 1) * (C + 1) },
    () => 0.1 + 2 * rng.uniform(),
  );
  const machine: PottsMachine = {
    ...{ P, N, C, memories, classWeights, beta: 6, regularization: 0.8, normaliser: "asymptotic" },
    ...parts,
  };
  const labels = Int32Array.from({ length: M }, () => rng.below(C));
  return { machine, data: { M, N, values: unit(M) }, labels };
}

/** Data, classes and prior of the fixture, from their formula: N = 6, M = 60, C = 3. */
export function fixtureData(): { data: UnitVectors; labels: Int32Array; prior: number[] } {
  const [M, N] = [60, 6];
  const values = new Float64Array(M * N);
  for (let a = 0; a < M; a++) {
    const k = a % 4;
    const row = Array.from(
      { length: N },
      (_, i) =>
        Math.cos(1.3 * k + 0.9 * i * (1 + 0.37 * k)) +
        0.6 * Math.sin(12.9898 * a + 78.233 * i + 0.5 * a * i),
    );
    const norm = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    values.set(
      row.map((x) => x / norm),
      a * N,
    );
  }
  const labels = Int32Array.from({ length: M }, (_, a) => [0, 1, 2, 2][a % 4]);
  return { data: { M, N, values }, labels, prior: [0.25, 0.25, 0.475, 0.025] };
}

function dot(x: Float64Array, rows: Float64Array, row: number): number {
  return x.reduce((sum, value, i) => sum + value * rows[row * x.length + i], 0);
}
