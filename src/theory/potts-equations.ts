import { logSphereRatio, type SphereNormaliser } from "../numerics/sphere-normaliser.ts";

/** M unit vectors of N numbers, row-major. */
export interface VectorsOnSphere {
  readonly M: number;
  readonly N: number;
  readonly values: Float64Array;
}

/** What the saddle-point equations hold fixed. */
export interface PottsProblem {
  readonly data: VectorsOnSphere;
  /** Class of each vector; absent: the classes are hidden as well. */
  readonly labels: Int32Array | undefined;
  readonly C: number;
  readonly softening: number;
  readonly normaliser: SphereNormaliser;
}

/** The unknowns of the equations. */
export interface PottsUnknowns {
  /** w, P × N, rows of norm 1. */
  readonly memories: Float64Array;
  /** g, (P + 1) × (C + 1), the null unit last, "no class" last. */
  readonly classWeights: Float64Array;
  readonly beta: number;
  /** ς of each memory. */
  readonly regularization: Float64Array;
}

/** Averages over the data that the equations are made of. */
export interface PottsAverages {
  /** L = −(1/M) Σ_a Σ_y q_ay ℓ_ay. */
  readonly loss: number;
  /** F = Σ_a r_aγ x_a, P × N. */
  readonly pulls: Float64Array;
  /** ∂L/∂g, (P + 1) × (C + 1). */
  readonly classGradient: Float64Array;
  /** Σ_a r_aγ, P + 1. */
  readonly shares: Float64Array;
}

/** The averages at given unknowns; O(M P (N + C)). */
export function pottsAverages(problem: PottsProblem, unknowns: PottsUnknowns): PottsAverages {
  const { data, labels, C, softening, normaliser } = problem;
  const { memories, classWeights: g, beta, regularization } = unknowns;
  const { M, N, values: x } = data;
  const [P, Y] = [regularization.length, C + 1];
  const tau = logSphereRatio(N, beta, normaliser);
  const pulls = new Float64Array(P * N);
  const classGradient = new Float64Array((P + 1) * Y);
  const shares = new Float64Array(P + 1);
  const e = new Float64Array(P + 1);
  const [logits, q] = [new Float64Array(Y), new Float64Array(Y)];
  let loss = 0;
  for (let a = 0; a < M; a++) {
    let shift = 0;
    for (let gamma = 0; gamma < P; gamma++) {
      let overlap = 0;
      for (let i = 0; i < N; i++) overlap += x[a * N + i] * memories[gamma * N + i];
      e[gamma] = beta * regularization[gamma] * overlap - tau;
      if (e[gamma] > shift) shift = e[gamma];
    }
    e[P] = 0;
    for (let gamma = 0; gamma <= P; gamma++) e[gamma] = Math.exp(e[gamma] - shift);
    for (let y = 0; y < Y; y++) {
      let sum = 0;
      for (let gamma = 0; gamma <= P; gamma++) sum += g[gamma * Y + y] * e[gamma];
      logits[y] = shift + Math.log(sum);
    }
    loss -= targets(q, logits, softening, labels?.[a]);
    // From here on q holds e_ay/Z_ay, scaled by the shift.
    for (let y = 0; y < Y; y++) q[y] = q[y] === 0 ? 0 : q[y] * Math.exp(shift - logits[y]);
    for (let gamma = 0; gamma <= P; gamma++) {
      let share = 0;
      for (let y = 0; y < Y; y++) {
        share += g[gamma * Y + y] * q[y];
        classGradient[gamma * Y + y] -= (q[y] * e[gamma]) / M;
      }
      share *= e[gamma];
      shares[gamma] += share;
      if (gamma === P) continue;
      for (let i = 0; i < N; i++) pulls[gamma * N + i] += share * x[a * N + i];
    }
  }
  return { loss: loss / M, pulls, classGradient, shares };
}

/** Writes the weights e_y = −∂L_a/∂ℓ_y of one vector and returns Σ_y q_y ℓ_y. */
function targets(
  e: Float64Array,
  logits: Float64Array,
  softening: number,
  label: number | undefined,
): number {
  const Y = logits.length;
  const floor = softening / Y;
  if (label !== undefined) {
    let sum = 0;
    for (let y = 0; y < Y; y++) {
      e[y] = floor + (y === label ? 1 - softening : 0);
      if (e[y] > 0) sum += e[y] * logits[y];
    }
    return sum;
  }
  const largest = logits.reduce((most, l) => Math.max(most, l), -Infinity);
  let total = 0;
  for (let y = 0; y < Y; y++) total += Math.exp(logits[y] - largest);
  let [mean, sum] = [0, 0];
  for (let y = 0; y < Y; y++) {
    e[y] = Math.exp(logits[y] - largest) / total;
    if (e[y] > 0) mean += e[y] * logits[y];
  }
  for (let y = 0; y < Y; y++) {
    const share = (1 - softening) * e[y];
    const q = share + floor;
    if (q > 0) sum += q * logits[y];
    e[y] = share > 0 ? q + share * (logits[y] - mean) : q;
  }
  return sum;
}
