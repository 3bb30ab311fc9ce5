import {
  codingBounds,
  constantWeightBound,
  diameterBound,
  largestMeanDistance,
} from "./coding-bounds.ts";
import { InfeasibleSeparation } from "./infeasible-separation.ts";
import { chanceOfDistance } from "./pair-distance.ts";

/** A number of bits, or a fraction of the N spins: `12` or `{ fractionOfN: 0.2 }`. */
export type Bits = number | { readonly fractionOfN: number };

/** Requested Hamming distances between the patterns of a set; every field may be left out. */
export interface Separation {
  /** Mean distance as a fraction of N, 0 … ½, by independent flips from a random centroid. Default: unrelated patterns, ½. */
  readonly mean?: number;
  /** Instead of `mean`: each pattern has exactly this many flips from a random centroid. */
  readonly flips?: Bits;
  /** Smallest distance allowed; a fraction of N is rounded up. Default 0. */
  readonly minimum?: Bits;
  /** Largest distance allowed; a fraction of N is rounded down. Default N. Odd orders need < N. */
  readonly maximum?: Bits;
  /** Candidates refused in a row before packing gives up. Default 100 000. */
  readonly tries?: number;
}

/** A separation at a given N: whole numbers of bits, defaults filled in. */
export interface ResolvedSeparation {
  /** Flip probability p with 2p(1 − p) = mean; null when no mean was asked for. */
  readonly probability: number | null;
  readonly flips: number | null;
  readonly minimum: number;
  readonly maximum: number;
  readonly tries: number;
}

/** A number of bits or a fraction of N as whole bits 0 … N; `caller` names the public function. */
export function wholeBits(
  caller: string,
  field: string,
  value: Bits,
  N: number,
  round: (x: number) => number,
): number {
  const isFraction = typeof value === "object";
  // 1e-9 absorbs the rounding of products such as 0.07 · 100 = 7.000000000000001
  const amount = isFraction
    ? round(value.fractionOfN * N + (round === Math.ceil ? -1e-9 : 1e-9))
    : value;
  if (!Number.isInteger(amount) || amount < 0 || amount > N) {
    const got = isFraction ? `${value.fractionOfN} of N` : `${value}`;
    throw new RangeError(
      `${caller}: expected ${field} as a whole number of bits 0 … N = ${N} or a fraction of N in 0 … 1, got ${got}`,
    );
  }
  return amount;
}

/** Checks a separation at N and fills in its defaults; `caller` names the public function. */
export function resolveSeparation(
  caller: string,
  separation: Separation,
  N: number,
): ResolvedSeparation {
  const { mean, tries = 100_000 } = separation;
  if (mean !== undefined && separation.flips !== undefined) {
    throw new RangeError(
      `${caller}: expected either mean or flips, got mean = ${mean} and flips as well`,
    );
  }
  if (mean !== undefined && !(mean >= 0 && mean <= 1)) {
    throw new RangeError(`${caller}: expected mean as a fraction of N in 0 … 1/2, got ${mean}`);
  }
  if (!Number.isInteger(tries) || tries < 1) {
    throw new RangeError(`${caller}: expected an integer tries >= 1, got ${tries}`);
  }
  const minimum = wholeBits(caller, "minimum", separation.minimum ?? 0, N, Math.ceil);
  const maximum = wholeBits(caller, "maximum", separation.maximum ?? N, N, Math.floor);
  if (minimum > maximum) {
    throw new RangeError(
      `${caller}: expected minimum <= maximum, got minimum = ${minimum} and maximum = ${maximum} bits`,
    );
  }
  return {
    probability: mean === undefined ? null : (1 - Math.sqrt(Math.max(0, 1 - 2 * mean))) / 2,
    flips:
      separation.flips === undefined
        ? null
        : wholeBits(caller, "flips", separation.flips, N, Math.round),
    minimum,
    maximum,
    tries,
  };
}

/** Refuses a mean above ½, which flips from a centroid cannot reach. */
export function refuseMean(caller: string, P: number, { mean }: Separation): void {
  if (mean === undefined || mean <= 0.5) return;
  const largest = P < 2 ? 1 : largestMeanDistance(P);
  const forbidden = mean > largest;
  throw new InfeasibleSeparation(
    forbidden
      ? `${caller}: expected mean <= ${largest} for P = ${P} (mean distance bound), got mean = ${mean}`
      : `${caller}: expected mean <= 1/2, the most that flips from a centroid reach, got mean = ${mean}; ask for a minimum instead`,
    {
      obtained: 0,
      bound: forbidden ? "mean distance" : "flips from a centroid",
      limit: forbidden ? 2 * Math.floor(mean / (2 * mean - 1)) : null,
    },
  );
}

/** Refuses P patterns of N spins when a bound forbids their distances, whatever the candidates are. */
export function refuseForbidden(
  caller: string,
  P: number,
  N: number,
  limits: ResolvedSeparation,
): void {
  const { flips, probability, minimum: d, maximum } = limits;
  if (d < 1 || P < 2) return;
  const centroid = flips ?? (probability === 0 ? 0 : null);
  const bounds: { readonly name: string; readonly limit: number }[] = codingBounds(N, d);
  if (centroid !== null) {
    bounds.push({ name: "flips from a centroid", limit: constantWeightBound(N, d, centroid) });
  }
  if (maximum < N) bounds.push({ name: "Kleitman", limit: diameterBound(N, maximum) });
  // of three distances between three words an even number are odd
  if (d === maximum && d % 2 === 1) bounds.push({ name: "parity", limit: 2 });
  const { name, limit } = bounds.reduce((least, bound) =>
    bound.limit < least.limit ? bound : least,
  );
  if (P > limit) {
    const cause = name === "flips from a centroid" ? `${centroid} ${name}` : `${name} bound`;
    throw new InfeasibleSeparation(
      `${caller}: expected P <= ${limit} for ${maximum < N ? `distances ${d} … ${maximum}` : `minimum distance d = ${d}`}, N = ${N} (${cause}), got P = ${P}; lower P or the minimum, or take what fits with fill`,
      { obtained: 0, bound: name, limit },
    );
  }
}

/**
 * Refuses limits that two independent candidates meet with a chance below 1e-9 in all tries.
 *
 * Packing would make every try in vain: `{ maximum: 0 }` asks for equal patterns among unrelated ones.
 */
export function refuseHopeless(
  caller: string,
  P: number,
  N: number,
  limits: ResolvedSeparation,
): void {
  const { minimum, maximum, tries } = limits;
  if (P < 2 || (minimum === 0 && maximum === N)) return;
  const chance = chanceOfDistance(N, limits);
  if (tries * chance < 1e-9) {
    throw new InfeasibleSeparation(
      `${caller}: expected distances that candidates can have, got ${minimum} … ${maximum} at N = ${N}, met by two candidates with a chance of ${chance.toPrecision(2)} (tries = ${tries}); widen minimum … maximum or change mean or flips`,
      { obtained: 0, bound: "chance of a pair", limit: 1 },
    );
  }
}
