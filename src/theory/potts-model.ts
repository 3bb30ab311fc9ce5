import { requireObject } from "../core/require-object.ts";
import { shown } from "../core/shown.ts";

/** A Potts teacher and its student, who knows the law of the data and samples its posterior. */
export interface PottsTeacherStudentModel {
  /** Examples over spins, α = M/N (convention `samples`), > 0. */
  readonly load: number;
  /** b = β/√N, the signal-to-noise ratio of an example, > 0. */
  readonly signal: number;
  /** Patterns P of teacher and student, integer ≥ 1. */
  readonly patterns: number;
  /**
   * Every example has the label of its cluster, or with this probability one of the other P − 1,
   * uniformly; 0 ≤ e < 1, P ≥ 2. Absent: no labels.
   */
  readonly labelNoise?: number;
  /** Probabilities of the clusters, positive, sum 1, length P. Default 1/P each. */
  readonly weights?: readonly number[];
  /** Overlaps of the teacher's patterns, P × P row-major, symmetric positive definite. Default 1. */
  readonly covariance?: ArrayLike<number>;
}

/** @throws {RangeError} a bad model; `caller` names the public function */
export function requirePottsModel(caller: string, model: PottsTeacherStudentModel): void {
  requireObject(caller, "a model", model, "load, signal and patterns are needed");
  const { load, signal, patterns: P, labelNoise, weights, covariance } = model;
  requirePositive(caller, "load", load);
  requirePositive(caller, "signal", signal);
  requirePatterns(caller, P);
  if (labelNoise !== undefined) {
    if (P === 1) {
      throw new RangeError(
        `${caller}: expected no labelNoise with 1 pattern, whose label says nothing, got ${shown(labelNoise)}; leave labelNoise out`,
      );
    }
    if (!(labelNoise >= 0 && labelNoise < 1)) {
      throw new RangeError(
        `${caller}: expected 0 <= labelNoise < 1, got ${shown(labelNoise)}; it is the share of wrong labels, leave it out without labels`,
      );
    }
  }
  if (weights !== undefined) {
    if (!Array.isArray(weights)) {
      throw new TypeError(
        `${caller}: expected a list of ${P} weights, got ${shown(weights)}; one a cluster`,
      );
    }
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const isLaw = weights.every((weight) => weight > 0) && Math.abs(sum - 1) <= 1e-9;
    if (weights.length !== P || !isLaw) {
      throw new RangeError(
        `${caller}: expected ${P} positive weights of sum 1, got ${weights.length} of sum ${sum}: ${weights.join(", ")}; divide them by their sum`,
      );
    }
  }
  if (covariance !== undefined && covariance?.length !== P * P) {
    throw new RangeError(
      `${caller}: expected a covariance of ${P} x ${P} numbers, got ${shown(covariance?.length)}; give it row after row`,
    );
  }
}

/** @throws {RangeError} not a finite positive number */
export function requirePositive(caller: string, name: string, value: number): void {
  if (value > 0 && value < Infinity) return;
  throw new RangeError(
    `${caller}: expected ${name} > 0, got ${shown(value)}; give a positive number`,
  );
}

/** @throws {RangeError} not an integer ≥ 1 */
export function requirePatterns(caller: string, patterns: number): void {
  if (Number.isInteger(patterns) && patterns >= 1) return;
  throw new RangeError(
    `${caller}: expected an integer patterns >= 1, got ${shown(patterns)}; count the patterns of the teacher`,
  );
}
