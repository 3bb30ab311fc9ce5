import { requireWord } from "../numerics/require-word.ts";
import { oddDoubleFactorial } from "./double-factorial.ts";

/**
 * What a load counts. With P patterns of N spins at order n:
 *
 * | convention      | load                            |
 * |-----------------|---------------------------------|
 * | `variance`      | (2n − 3)!! · P / N^(n−1)        |
 * | `krotov`        | P / N^(n−1)                     |
 * | `abbott-arian`  | (n − 1)! · P / N^(n−1)          |
 * | `factorial`     | n! · P / N^(n−1)                |
 * | `samples`       | P / N, with P examples, any n   |
 *
 * `variance` is the crosstalk variance of a field normalised as in the models. At n = 2 all but
 * `factorial` are P/N.
 */
export type LoadConvention = (typeof loadConventions)[number];

/** All conventions of the load. */
export const loadConventions = [
  "variance",
  "krotov",
  "abbott-arian",
  "factorial",
  "samples",
] as const;

/** @throws {RangeError} `samples` above order 2, where what grows with N is P/N^(n−1) */
export function requireGrowingLoad(caller: string, n: number, convention: LoadConvention): void {
  if (n === 2 || convention !== "samples") return;
  throw new RangeError(
    `${caller}: expected a load convention that grows as N^${n - 1} at order ${n}, got samples; use variance`,
  );
}

/** @throws {TypeError} unknown convention; `caller` names the public function */
export function requireLoadConvention(caller: string, convention: LoadConvention): void {
  requireWord(caller, "load convention", convention, loadConventions);
}

/**
 * Load of P patterns, see `LoadConvention`.
 *
 * @param P  patterns (examples for `samples`), ≥ 0
 * @param N  spins, ≥ 1
 * @param n  order, integer ≥ 2; not used by `samples`
 * @param convention  default `variance`
 * @throws {RangeError} P, N or n outside their range
 * @throws {TypeError} unknown convention
 */
export function loadOf(
  P: number,
  N: number,
  n: number,
  convention: LoadConvention = "variance",
): number {
  if (!(P >= 0)) throw new RangeError(`loadOf: expected P >= 0, got ${P}`);
  return P * loadPerPattern("loadOf", N, n, convention);
}

/**
 * Number of patterns at a load, not rounded: round it, and keep the rounded P beside the load.
 *
 * @param load  ≥ 0
 * @throws {RangeError} load, N or n outside their range
 * @throws {TypeError} unknown convention
 */
export function patternCountAt(
  load: number,
  N: number,
  n: number,
  convention: LoadConvention = "variance",
): number {
  if (!(load >= 0)) throw new RangeError(`patternCountAt: expected load >= 0, got ${load}`);
  return load / loadPerPattern("patternCountAt", N, n, convention);
}

/** A load in another convention at the same N and n. */
export function convertLoad(
  load: number,
  N: number,
  n: number,
  from: LoadConvention,
  to: LoadConvention,
): number {
  return loadOf(patternCountAt(load, N, n, from), N, n, to);
}

function loadPerPattern(caller: string, N: number, n: number, convention: LoadConvention): number {
  if (!(N >= 1)) throw new RangeError(`${caller}: expected N >= 1, got ${N}`);
  requireLoadConvention(caller, convention);
  if (convention === "samples") return 1 / N;
  if (!Number.isInteger(n) || n < 2) {
    throw new RangeError(`${caller}: expected an integer order n >= 2, got ${n}`);
  }
  const scale = N ** (n - 1);
  switch (convention) {
    case "variance":
      return oddDoubleFactorial(n) / scale;
    case "krotov":
      return 1 / scale;
    case "abbott-arian":
      return factorial(n - 1) / scale;
    case "factorial":
      return factorial(n) / scale;
  }
}

function factorial(n: number): number {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
}
