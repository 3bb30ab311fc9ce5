import { wilsonInterval } from "../numerics/wilson.ts";

/** How many data sets were tested at one P, and how many of them passed. */
export interface PassCount {
  readonly P: number;
  readonly trials: number;
  readonly passed: number;
}

/** Fraction of data sets that pass at one P. */
export interface PassFraction extends PassCount {
  /** Wilson 95 % interval of the pass probability. */
  readonly wilsonLo: number;
  readonly wilsonHi: number;
}

/** A count with its interval. */
export function passFraction({ P, trials, passed }: PassCount): PassFraction {
  const { lo, hi } = wilsonInterval(passed, trials);
  return { P, trials, passed, wilsonLo: lo, wilsonHi: hi };
}
