import { gaussianAverage } from "../numerics/gaussian-average.ts";

/** A binary teacher of order n and a student of its examples. */
export interface BinaryTeacherStudentModel {
  /** Order of teacher and student, integer ≥ 2. */
  readonly n: number;
  /** Load α of M = α N^(n−1)/n! examples (convention `factorial`), ≥ 0; at n = 2 M = αN/2. */
  readonly load: number;
  /** Inverse temperature of the student: its posterior is ∝ exp(βN Σ_a (ξ·σ^a/N)^n), > 0. */
  readonly beta: number;
  /** Inverse temperature at which the teacher made the examples, ≥ 0; below ½ at n = 2. */
  readonly betaTeacher: number;
}

/** Order parameters of the student's pattern. */
export interface BinaryOverlaps {
  /** q_*: overlap with the teacher's pattern. */
  readonly qTeacher: number;
  /** Overlap of two students of the same examples. */
  readonly q: number;
  /** Overlap with one of the examples. */
  readonly m: number;
}

/** What the examples do to a spin: a Gaussian field of variance V, shifted along ξ_teacher by S. */
interface Examples {
  /** Their part G of the free entropy; V = −2 ∂G/∂q, S = ∂G/∂q_*. */
  readonly freeEntropy: number;
  readonly variance: number;
  readonly shift: number;
  /** β ∂G/∂β. */
  readonly energy: number;
}

/** Examples of order n ≥ 3, whose overlaps with other patterns have small Gaussian powers. */
function denseExamples(
  { n, load, beta, betaTeacher }: BinaryTeacherStudentModel,
  { qTeacher, q }: BinaryOverlaps,
): Examples {
  const c = load * beta ** 2;
  const cTeacher = load * betaTeacher * beta;
  const energy = c * (1 - q ** n) + cTeacher * qTeacher ** n;
  return {
    freeEntropy: (c * (1 - q ** n)) / 2 + cTeacher * qTeacher ** n,
    variance: c * n * q ** (n - 1),
    shift: cTeacher * n * qTeacher ** (n - 1),
    energy,
  };
}

/**
 * Examples of order 2, of overlaps of order N^(−1/2) each: the Gaussian integral over them resums all
 * powers of B = 2β, the inverse temperature of Hopfield's model, at γ = α/2 examples a spin.
 */
function hopfieldExamples(
  { load, beta, betaTeacher }: BinaryTeacherStudentModel,
  { qTeacher, q }: BinaryOverlaps,
): Examples {
  const [gamma, B, BTeacher] = [load / 2, 2 * beta, 2 * betaTeacher];
  const Delta = 1 - B * (1 - q);
  // below, where overlaps would grow without bound, iteration comes back with q near 1
  const bounded = Math.max(Delta, 1e-6);
  const gain = BTeacher / (1 - BTeacher);
  const spread = q + gain * qTeacher ** 2;
  return {
    freeEntropy: (gamma / 2) * ((B * spread) / Delta - Math.log(Delta) - B),
    variance: (gamma * B ** 2 * spread) / bounded ** 2,
    shift: (gamma * B * gain * qTeacher) / bounded,
    energy: (gamma / 2) * ((B * (1 - q)) / Delta - B + (B * spread) / Delta ** 2),
  };
}

function examplesOf(model: BinaryTeacherStudentModel, at: BinaryOverlaps): Examples {
  return model.n === 2 ? hopfieldExamples(model, at) : denseExamples(model, at);
}

/** The next order parameters of the saddle-point iteration. */
export function nextOverlaps(model: BinaryTeacherStudentModel, at: BinaryOverlaps): BinaryOverlaps {
  const { variance, shift } = examplesOf(model, at);
  const pull = model.beta * model.n * at.m ** (model.n - 1);
  const along = spinMeans(shift + pull, variance);
  // odd parts that are 0 stay so: where they would grow, rounding must not choose
  if (pull === 0) return { qTeacher: shift === 0 ? 0 : along.spin, q: along.square, m: 0 };
  if (shift === 0) return { qTeacher: 0, q: along.square, m: along.spin };
  const against = spinMeans(shift - pull, variance);
  return {
    qTeacher: (along.spin + against.spin) / 2,
    q: (along.square + against.square) / 2,
    m: (along.spin - against.spin) / 2,
  };
}

/** Free entropy a spin at any order parameters; stationary in all three at a solution. */
export function binaryFreeEntropy(model: BinaryTeacherStudentModel, at: BinaryOverlaps): number {
  const { n, beta } = model;
  const { qTeacher, q, m } = at;
  const { freeEntropy, variance, shift } = examplesOf(model, at);
  const pull = beta * n * m ** (n - 1);
  const spins =
    pull === 0
      ? logCoshMean(shift, variance)
      : (logCoshMean(shift + pull, variance) + logCoshMean(shift - pull, variance)) / 2;
  return (
    freeEntropy +
    beta * m ** n -
    shift * qTeacher -
    (variance * (1 - q)) / 2 -
    pull * m +
    Math.LN2 +
    spins
  );
}

/** Entropy a spin, f − β ∂f/∂β, at a solution; negative where replica symmetry misleads. */
export function binaryEntropy(model: BinaryTeacherStudentModel, at: BinaryOverlaps): number {
  const energy = examplesOf(model, at).energy + model.beta * at.m ** model.n;
  return binaryFreeEntropy(model, at) - energy;
}

/** E tanh and E tanh² of a Gaussian field. */
function spinMeans(mean: number, variance: number): { spin: number; square: number } {
  return {
    spin: fieldAverage(mean, variance, Math.tanh),
    square: fieldAverage(mean, variance, (h) => Math.tanh(h) ** 2),
  };
}

function logCoshMean(mean: number, variance: number): number {
  return fieldAverage(mean, variance, (h) => {
    const size = Math.abs(h);
    return size + Math.log1p(Math.exp(-2 * size)) - Math.LN2;
  });
}

function fieldAverage(mean: number, variance: number, f: (h: number) => number): number {
  const deviation = Math.sqrt(Math.max(0, variance));
  if (deviation === 0) return f(mean);
  const step = { at: -mean / deviation, width: 1 / deviation };
  return gaussianAverage((z) => f(mean + deviation * z), [step]);
}
