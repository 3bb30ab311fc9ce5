import type { SphereNormaliser } from "../numerics/sphere-normaliser.ts";
import type { PottsProblem, PottsUnknowns, VectorsOnSphere } from "./potts-equations.ts";
import type { WeightSums } from "./transport-weights.ts";

/** Where the iteration begins; it fixes the number P of memories. */
export interface PottsStart {
  /** w, P × N, not zero; default: one memory, the direction of the mean of the data. */
  readonly memories?: Float64Array;
  /** g, (P + 1) × (C + 1); its rows and the prior are the sums it keeps. Default: `masses` times the prior. */
  readonly classWeights?: Float64Array;
  /** G, P + 1, the null unit last; default: the sums of `classWeights`, or ones. */
  readonly masses?: readonly number[];
}

interface Parts extends PottsStart {
  readonly labels?: Int32Array;
  readonly C?: number;
  readonly beta: number;
  readonly regularization?: number | "selfConsistent";
  readonly softening?: number;
  readonly prior?: readonly number[];
  readonly normaliser?: SphereNormaliser;
  readonly damping?: number;
}

/** The checked problem and the point at which its iteration begins. */
export function startingPoint(
  data: VectorsOnSphere,
  parts: Parts,
): { problem: PottsProblem; sums: WeightSums; unknowns: PottsUnknowns } {
  const { labels, beta, regularization = 1, normaliser = "asymptotic", damping = 0 } = parts;
  const { M, N } = data;
  const C = parts.C ?? (labels ? 1 + labels.reduce((most, y) => Math.max(most, y), 0) : 1);
  const softening = parts.softening ?? (labels ? 0.1 : 0.01);
  expect(M >= 1 && data.values.length === M * N, "M x N numbers, M >= 1", data.values.length);
  expect(Number.isInteger(N) && N >= 3, "an integer N >= 3", N);
  expect(Number.isInteger(C) && C >= 1, "an integer C >= 1", C);
  expect(labels === undefined || labels.length === M, `M = ${M} labels`, labels?.length);
  labels?.forEach((y) => void expect(y >= 0 && y < C, `labels 0 … C - 1 = ${C - 1}`, y));
  expect(beta >= 0 && beta < Infinity, "finite beta >= 0", beta);
  const isShare =
    regularization === "selfConsistent" || (regularization > 0 && regularization <= 1);
  expect(isShare, '0 < regularization <= 1 or "selfConsistent"', regularization);
  expect(softening >= 0 && softening < 1, "0 <= softening < 1", softening);
  expect(damping >= 0 && damping < 1, "0 <= damping < 1", damping);

  const memories = unitRows(parts.memories ?? meanOf(data), N);
  const P = memories.length / N;
  const { classWeights: given } = parts;
  const size = (P + 1) * (C + 1);
  expect(given === undefined || given.length === size, `${size} class weights`, given?.length);
  const rows = Float64Array.from(parts.masses ?? rowSums(given, P + 1, C + 1));
  expect(rows.length === P + 1, `P + 1 = ${P + 1} masses`, rows.length);
  rows.forEach((mass) => void expect(mass > 0 && mass < Infinity, "masses > 0", mass));
  const prior = Float64Array.from(parts.prior ?? softenedShares(labels, C, softening));
  expect(prior.length === C + 1, `C + 1 = ${C + 1} shares in prior`, prior.length);
  const total = prior.reduce((sum, p) => sum + p, 0);
  expect(prior.every((p) => p >= 0) && Math.abs(total - 1) < 1e-9, "a prior of sum 1", total);
  const mass = rows.reduce((sum, row) => sum + row, 0);
  const classWeights = given?.slice() ?? new Float64Array(size);
  if (!given)
    rows.forEach(
      (row, k) =>
        void classWeights.set(
          prior.map((p) => row * p),
          k * (C + 1),
        ),
    );
  return {
    problem: { data, labels, C, softening, normaliser },
    sums: { rows, columns: prior.map((p) => mass * p) },
    unknowns: {
      memories,
      classWeights,
      beta,
      regularization: new Float64Array(P).fill(
        regularization === "selfConsistent" ? 1 : regularization,
      ),
    },
  };
}

/** Prior of labels: (1 − s) n_y/M + s/(C + 1), n_y equal without labels. */
function softenedShares(labels: Int32Array | undefined, C: number, s: number): Float64Array {
  const shares = new Float64Array(C + 1).fill(s / (C + 1));
  if (labels) for (const y of labels) shares[y] += (1 - s) / labels.length;
  else for (let y = 0; y < C; y++) shares[y] += (1 - s) / C;
  return shares;
}

function meanOf({ M, N, values }: VectorsOnSphere): Float64Array {
  const mean = new Float64Array(N);
  for (let k = 0; k < M * N; k++) mean[k % N] += values[k] / M;
  return mean;
}

function unitRows(values: Float64Array, N: number): Float64Array {
  expect(values.length > 0 && values.length % N === 0, `P x N memories, N = ${N}`, values.length);
  const rows = values.slice();
  for (let from = 0; from < rows.length; from += N) {
    const row = rows.subarray(from, from + N);
    const norm = Math.sqrt(row.reduce((sum, w) => sum + w * w, 0));
    expect(norm > 0 && norm < Infinity, "finite memories that are not zero", norm);
    for (let i = 0; i < N; i++) row[i] /= norm;
  }
  return rows;
}

function rowSums(weights: Float64Array | undefined, G: number, Y: number): Float64Array {
  if (!weights) return new Float64Array(G).fill(1);
  const sums = new Float64Array(G);
  weights.forEach((g, k) => {
    sums[Math.floor(k / Y)] += g;
  });
  return sums;
}

function expect(isTrue: boolean, condition: string, got: unknown): void {
  if (isTrue) return;
  throw new RangeError(`pottsStationaryPoint: expected ${condition}, got ${got}`);
}
