import { requireObject } from "../core/require-object.ts";
import { requireWord } from "../numerics/require-word.ts";
import type { PottsProblem, PottsUnknowns, VectorsOnSphere } from "./potts-equations.ts";
import type { PottsStationaryOptions } from "./potts-stationary-options.ts";
import type { WeightSums } from "./transport-weights.ts";

const caller = "pottsStationaryPoint";

/** Largest distance of a norm from 1 that counts as rounding: float32 of 10⁴ numbers. */
const rounding = 1e-5;

/** The checked problem and the point at which its iteration begins. */
export function startingPoint(
  data: VectorsOnSphere,
  parts: PottsStationaryOptions,
): { problem: PottsProblem; sums: WeightSums; unknowns: PottsUnknowns } {
  requireObject(caller, "data", data, "normalised() makes unit vectors of rows");
  requireObject(caller, "options", parts, "beta is needed");
  const { labels, beta, regularization = 1, normaliser = "asymptotic", damping = 0 } = parts;
  const { M, N } = data;
  const C = parts.C ?? (labels ? 1 + labels.reduce((most, y) => Math.max(most, y), 0) : 1);
  const softening = parts.softening ?? (labels ? 0.1 : 0.01);
  requireWord(caller, "normaliser", normaliser, ["asymptotic", "exact"]);
  const count = data.values?.length;
  expect(M >= 1 && count === M * N, "M x N numbers, M >= 1", count, "count rows and columns");
  expect(Number.isInteger(N) && N >= 3, "an integer N >= 3", N, "the normaliser needs them");
  requireUnitRows(data);
  expect(Number.isInteger(C) && C >= 1, "an integer C >= 1", C, "use one class without labels");
  expect(
    labels === undefined || labels.length === M,
    `M = ${M} labels`,
    labels?.length,
    "one a row",
  );
  labels?.forEach((y) => {
    const isClass = Number.isInteger(y) && y >= 0 && y < C;
    expect(isClass, `labels 0 … C - 1 = ${C - 1}`, y, "number the classes from 0");
  });
  expect(beta >= 0 && beta < Infinity, "finite beta >= 0", beta, "turn the memories round instead");
  const isShare =
    regularization === "selfConsistent" || (regularization > 0 && regularization <= 1);
  expect(
    isShare,
    '0 < regularization <= 1 or "selfConsistent"',
    regularization,
    "1 is no regularization",
  );
  expect(softening >= 0 && softening < 1, "0 <= softening < 1", softening, "0.1 is usual");
  expect(damping >= 0 && damping < 1, "0 <= damping < 1", damping, "0 is usual");
  const { tolerance = 1e-12, maximumIterations = 4000 } = parts;
  expect(tolerance > 0, "tolerance > 0", tolerance, "1e-12 is usual");
  expect(
    Number.isSafeInteger(maximumIterations) && maximumIterations >= 0,
    "an integer maximumIterations >= 0",
    maximumIterations,
    "4000 are usual",
  );

  const memories = unitRows(parts.memories ?? meanOf(data), N);
  const P = memories.length / N;
  const { classWeights: given } = parts;
  const size = (P + 1) * (C + 1);
  expect(
    given === undefined || given.length === size,
    `${size} class weights`,
    given?.length,
    "(P + 1)(C + 1) of them",
  );
  given?.forEach((g) => {
    expect(g >= 0 && g < Infinity, "class weights >= 0", g, "they are masses");
  });
  const rows = Float64Array.from(parts.masses ?? rowSums(given, P + 1, C + 1));
  expect(rows.length === P + 1, `P + 1 = ${P + 1} masses`, rows.length, "the null unit has one");
  rows.forEach((mass) => {
    expect(mass > 0 && mass < Infinity, "masses > 0", mass, "leave such a memory out");
  });
  const prior = Float64Array.from(parts.prior ?? softenedShares(labels, C, softening));
  expect(
    prior.length === C + 1,
    `C + 1 = ${C + 1} shares in prior`,
    prior.length,
    "the last is that of no class",
  );
  const total = prior.reduce((sum, p) => sum + p, 0);
  const isLaw = prior.every((p) => p >= 0) && Math.abs(total - 1) < 1e-9;
  expect(isLaw, "a prior >= 0 of sum 1", total, "divide by its sum");
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
  expect(
    values.length > 0 && values.length % N === 0,
    `P x N memories, N = ${N}`,
    values.length,
    "one a row",
  );
  const rows = values.slice();
  for (let from = 0; from < rows.length; from += N) {
    const row = rows.subarray(from, from + N);
    const norm = Math.sqrt(row.reduce((sum, w) => sum + w * w, 0));
    expect(norm > 0 && norm < Infinity, "finite memories that are not zero", norm, "give others");
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

function requireUnitRows({ M, N, values }: VectorsOnSphere): void {
  for (let a = 0; a < M; a++) {
    let square = 0;
    for (let i = a * N; i < (a + 1) * N; i++) square += values[i] * values[i];
    const norm = Math.sqrt(square);
    const isUnit = Math.abs(norm - 1) <= rounding;
    expect(isUnit, "rows of norm 1", `${norm} at row ${a}`, "normalised() makes them so");
  }
}

function expect(isTrue: boolean, condition: string, got: unknown, remedy: string): void {
  if (isTrue) return;
  throw new RangeError(`${caller}: expected ${condition}, got ${got ?? "none"}; ${remedy}`);
}
