import { kernelsFor } from "../../src/core/wasm.ts";
import {
  type BinaryTeacherStudentRow,
  binaryTeacherStudentStudy,
  type CapacityGrid,
  type CapacityRow,
  capacityStudy,
  type DynamicsGrid,
  type DynamicsRow,
  dynamicsStudy,
  growPotts,
  normalised,
  stream,
  type TeacherStudentRow,
  teacherStudentStudy,
  tensorEngine,
  trainPotts,
} from "../../src/index.ts";

/** What every machine, thread count and choice of kernels has to give alike, as plain JSON. */
export interface SameNumbers {
  /** Rows of a small capacity study. */
  readonly rows: readonly CapacityRow[];
  /** Rows of small studies of retrieval in time. */
  readonly dynamics: readonly DynamicsRow[];
  /** Rows of small simulations of teachers and students, of both machines. */
  readonly students: readonly (TeacherStudentRow | BinaryTeacherStudentRow)[];
  /** Bits of trained and grown machines. */
  readonly machines: readonly number[];
  /** Bits of a dense product, its softmax and log-sum-exp. */
  readonly dense: readonly number[];
  /** Bits of random words, and of Gaussians in both precisions. */
  readonly random: readonly number[];
}

/** Which kernels this engine takes: a binary, or `typescript`. */
export const kernelsHere = (): Readonly<Record<"exact" | "reproducible" | "rounded", string>> => ({
  exact: kernelsFor("exact")?.binary ?? "typescript",
  reproducible: kernelsFor("reproducible")?.binary ?? "typescript",
  rounded: kernelsFor("rounded")?.binary ?? "typescript",
});

export async function sameNumbers(workers: number): Promise<SameNumbers> {
  return {
    rows: await smallStudy(workers),
    dynamics: await smallDynamics(workers),
    students: await smallStudents(workers),
    machines: await machineBits(),
    dense: await denseBits(),
    random: randomBits(),
  };
}

/** Theory by Monte Carlo and simulation, with and without temperature, in every form and update. */
async function smallDynamics(workers: number): Promise<DynamicsRow[]> {
  const base = { overlaps: [0.5, 0.8], steps: 6, seed: 1, theory: { paths: 500, populations: 2 } };
  const simulate = { N: [33, 64], sets: 3, targets: 2 };
  const grids: DynamicsGrid[] = [
    { ...base, orders: [2, 3, 4], loads: [0.1, 0.2], simulate },
    { ...base, orders: [3], loads: [0.1], temperature: 0.25, form: "derivative", simulate },
    { ...base, orders: [3], loads: [0.1], temperature: 0.02, selfCoupling: true, simulate },
    { ...base, orders: [3], loads: [0.1], form: "distinct", simulate },
    { ...base, orders: [3], loads: [0.1], update: "asynchronous", theory: false, simulate },
    { ...base, orders: [3], loads: [0.1], interaction: "rect", temperature: 0.25, simulate },
  ];
  const rows: DynamicsRow[] = [];
  for (const grid of grids) await dynamicsStudy(grid, { workers, onRow: (row) => rows.push(row) });
  return rows;
}

/** With and without labels; few and many examples. */
async function smallStudents(workers: number): Promise<SameNumbers["students"]> {
  const rows: (TeacherStudentRow | BinaryTeacherStudentRow)[] = [];
  const onRow = (row: TeacherStudentRow | BinaryTeacherStudentRow) => rows.push(row);
  const base = { seed: 1, theory: false };
  const simulate = { sets: 2, sweeps: 6, dropped: 2 };
  await teacherStudentStudy(
    {
      ...base,
      loads: [2],
      signals: [2],
      patterns: [3],
      labelNoises: [null, 0.2],
      simulate: { ...simulate, N: [10, 33] },
    },
    { workers, onRow },
  );
  await binaryTeacherStudentStudy(
    {
      ...base,
      orders: [3, 4],
      loads: [6],
      betas: [0.5],
      starts: ["inverse", "paramagnetic"],
      simulate: { ...simulate, N: [8, 33] },
    },
    { workers, onRow },
  );
  return rows;
}

/** All energies, methods, kinds of separation and of correlation, at sizes of whole words and not. */
async function smallStudy(workers: number): Promise<CapacityRow[]> {
  const base = { orders: [2, 3], trials: 6, seed: 1, maximumP: 60 };
  const curves = { ...base, correlations: ["none", "ar1:0.4"], resamples: 100 };
  const grids: CapacityGrid[] = [
    { ...curves, N: [33, 64], separations: ["none", "mean:0.4"] },
    { ...curves, energies: ["rect", "exp"], beta: 0.5, N: [33], orders: [3] },
    { ...base, resamples: 100, N: [33, 64], separations: ["min:0.3N"] },
    { ...base, N: [33], method: "bisection" },
    { ...base, N: [33], orders: [2], method: "sprt" },
  ];
  const rows: CapacityRow[] = [];
  for (const grid of grids) await capacityStudy(grid, { workers, onRow: (row) => rows.push(row) });
  return rows;
}

/** With labels in both precisions, without labels, and grown by splits. */
async function machineBits(): Promise<number[]> {
  const [M, N] = [40, 9];
  const values = new Float64Array(M * N);
  stream(4, "machines").fillGaussian(values);
  const data = normalised(values, M, N);
  const labels = Int32Array.from({ length: M }, (_, a) => a % 3);
  const rng = stream(5, "machines");
  const base = { memories: 5, batch: 13, epochs: 3, beta: 4, rng };
  const machines = [
    await trainPotts(data, { ...base, labels }),
    await trainPotts(data, { ...base, labels, arithmetic: "float64" }),
    await trainPotts(data, { ...base, C: 2 }),
    await growPotts(data, { ...base, labels, from: 2, rounds: 3 }),
  ].map(({ machine }) => machine);
  return machines.flatMap(({ memories, classWeights, beta }) =>
    [memories, classWeights, Float64Array.of(beta)].flatMap(bitsOf),
  );
}

/** Odd sizes, so that rows end in the middle of vectors. */
async function denseBits(): Promise<number[]> {
  const engine = await tensorEngine();
  const data = new Float32Array(13 * 70);
  stream(2, "dense").fillGaussian32(data);
  const a = { rows: 13, columns: 70, data };
  const product = engine.multiply(a, a, { transposeB: true });
  const shares = engine.softmax(product, 0.1).data;
  return [product.data, shares, engine.logSumExp(product, 0.1)].flatMap(bitsOf);
}

function randomBits(): number[] {
  const rng = stream(3, "random");
  const words = rng.words(101);
  const doubles = new Float64Array(101);
  rng.fillGaussian(doubles);
  const floats = new Float32Array(101);
  rng.fillGaussian32(floats);
  return [...words, ...bitsOf(doubles), ...bitsOf(floats)];
}

const bitsOf = (values: Float32Array | Float64Array): number[] =>
  Array.from(new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4));
