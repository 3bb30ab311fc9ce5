/**
 * The function F of the energy E(σ) = −Σ_μ F(ξ^μ·σ), as a value. Its argument is the
 * un-normalised overlap x = ξ^μ·σ, an integer between −N and N.
 */
export interface Interaction {
  /** Printable, e.g. `power(3)`. */
  readonly name: string;
  /** Plain JSON that identifies the interaction in records. */
  readonly recipe: Readonly<Record<string, unknown>>;
  F(x: number): number;
  /** F′(x). */
  dF(x: number): number;
  /** F in exact arithmetic; null where F is not a polynomial with rational coefficients. */
  readonly exact: ExactInteraction | null;
  /** F relative to F(N), for interactions that overflow; null where `exact` or `F` serves. */
  readonly relative: RelativeInteraction | null;
}

/** Integer values of F and F′: `F(x)` is the interaction times `unit`, `dF(x)` its derivative. */
export interface ExactInteraction {
  readonly unit: bigint;
  F(x: bigint): bigint;
  dF(x: bigint): bigint;
}

/** Values in units of F at a reference overlap, free of overflow and of cancellation. */
export interface RelativeInteraction {
  /** F(x) / F(reference); at most four roundings from the true value. */
  F(x: number, reference: number): number;
  /** [F(x) − F(x − 2)] / F(reference); at most four roundings from the true value. */
  step(x: number, reference: number): number;
  /** F′(x) / F(reference); at most four roundings from the true value. */
  dF(x: number, reference: number): number;
}

/**
 * The interaction F(x) = xⁿ: n = 2 is the Hopfield model, its energy −Σ_μ (ξ^μ·σ)² without 1/N.
 *
 * @param n  order, integer ≥ 1; for even n a pattern and its negative are stored alike
 * @throws {RangeError} n is not such an integer
 *
 * Source: Krotov, Hopfield 2016, eq. (1).
 */
export function power(n: number): Interaction {
  requireOrder("power", n);
  return Object.freeze({
    name: `power(${n})`,
    recipe: Object.freeze({ interaction: "power", n }),
    F: (x: number) => x ** n,
    dF: (x: number) => n * x ** (n - 1),
    exact: Object.freeze({
      unit: 1n,
      F: (x: bigint) => x ** BigInt(n),
      dF: (x: bigint) => BigInt(n) * x ** BigInt(n - 1),
    }),
    relative: null,
  });
}

/**
 * The interaction F(x) = xⁿ for x > 0 and 0 otherwise; a pattern's negative is not stored.
 *
 * @param n  order, integer ≥ 1
 * @throws {RangeError} n is not such an integer
 */
export function rectifiedPower(n: number): Interaction {
  requireOrder("rectifiedPower", n);
  return Object.freeze({
    name: `rectifiedPower(${n})`,
    recipe: Object.freeze({ interaction: "rectifiedPower", n }),
    F: (x: number) => (x > 0 ? x ** n : 0),
    dF: (x: number) => (x > 0 ? n * x ** (n - 1) : 0),
    exact: Object.freeze({
      unit: 1n,
      F: (x: bigint) => (x > 0n ? x ** BigInt(n) : 0n),
      dF: (x: bigint) => (x > 0n ? BigInt(n) * x ** BigInt(n - 1) : 0n),
    }),
    relative: null,
  });
}

/**
 * The interaction F(x) = e^{βx} on the un-normalised overlap; β = 1 is the model of
 * Demircigil et al. 2017. Tables hold it in units of F(N) = e^{βN}.
 *
 * @param beta  β > 0, finite; no factor 1/N
 * @throws {RangeError} β is not such a number
 */
export function exponential(beta: number): Interaction {
  if (!(beta > 0 && beta < Infinity)) {
    throw new RangeError(`exponential: expected a finite beta > 0, got ${beta}`);
  }
  const dropInOneStep = -Math.expm1(-2 * beta);
  // Products of 24-bit numbers are exact, so that no rounding of βx is amplified by the exponential.
  const leading = Math.fround(beta);
  const rest = beta - leading;
  const growth = (x: number) => Math.exp(leading * x) * Math.exp(rest * x);
  return Object.freeze({
    name: `exponential(${beta})`,
    recipe: Object.freeze({ interaction: "exponential", beta }),
    F: (x: number) => Math.exp(beta * x),
    dF: (x: number) => beta * Math.exp(beta * x),
    exact: null,
    relative: Object.freeze({
      F: (x: number, reference: number) => growth(x - reference),
      step: (x: number, reference: number) => dropInOneStep * growth(x - reference),
      dF: (x: number, reference: number) => beta * growth(x - reference),
    }),
  });
}

function requireOrder(caller: string, n: number): void {
  if (!Number.isInteger(n) || n < 1) {
    throw new RangeError(`${caller}: expected an integer order n >= 1, got ${n}`);
  }
}
