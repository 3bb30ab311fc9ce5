import { InfeasibleSeparation } from "../patterns/infeasible-separation.ts";
import { answerOf, type ProbeAnswer } from "./probe-answer.ts";

/** Where the search starts and ends. */
export interface SearchOptions {
  /** First P tried, integer ≥ 1; default 4, or maximumP where that is less. A guess saves probes. */
  readonly startAt?: number;
  /** Largest P tried, integer ≥ startAt; default 16384. */
  readonly maximumP?: number;
}

/** What a binary search found. */
export interface SearchResult {
  /**
   * Largest P that passed when the bracket closed; 0 where P = 1 failed. The crossing lies between P and
   * P + 1: the number to set beside an interpolated K50 is the middle P + ½ of a closed bracket.
   */
  readonly P: number;
  /** Why P + 1 is out: it failed, the data source cannot deliver it, or it is beyond maximumP. */
  readonly status: "bracketed" | "limited-by-source" | "limited-by-maximum";
  /** Every P tried, in order; a probe the source could not deliver has `passed` null. */
  readonly probes: readonly { readonly P: number; readonly passed: boolean | null }[];
}

/**
 * The simple binary search for the number of patterns that still passes.
 *
 * P = 4, doubled while it passes, then the bracket is halved until it is P, P + 1. A test that is
 * not monotone in P, or random, gives one of its crossings. A source that cannot deliver P
 * patterns (`InfeasibleSeparation`) closes the bracket at what it can.
 *
 * @param passes  test of P patterns; fresh or nested data are its own business
 * @throws {RangeError} options outside their range
 * @throws {TypeError} a test that answers neither true nor false
 * @throws {InfeasibleSeparation} the source can deliver no set at all
 */
export function simpleBinarySearch(
  passes: (P: number) => boolean,
  options: SearchOptions = {},
): SearchResult {
  const search = searchSteps(options);
  let step = search.next();
  while (!step.done) step = search.next(answerOf("simpleBinarySearch", passes, step.value));
  return step.value;
}

/** The search as a generator: yields the P to probe next, takes the answer. */
export function* searchSteps(options: SearchOptions): Generator<number, SearchResult, ProbeAnswer> {
  const { startAt, maximumP } = searchRange(options);
  const probes: { P: number; passed: boolean | null }[] = [];
  let lo = 0;
  let hi = maximumP + 1;
  let status: SearchResult["status"] = "limited-by-maximum";
  let P = startAt;
  let isDoubling = true;
  while (hi - lo > 1) {
    const answer = yield P;
    const isSourceAtEnd = answer instanceof InfeasibleSeparation;
    probes.push({ P, passed: isSourceAtEnd ? null : answer });
    if (answer === true) {
      lo = P;
    } else {
      hi = isSourceAtEnd ? Math.max(lo, deliverable(answer, P)) + 1 : P;
    }
    const isFirstEnd = isSourceAtEnd && status !== "limited-by-source";
    if (isSourceAtEnd) status = "limited-by-source";
    else if (!answer) status = "bracketed";
    isDoubling &&= answer === true;
    P = isDoubling ? Math.min(2 * lo, hi - 1) : isFirstEnd ? hi - 1 : (lo + hi) >>> 1;
  }
  return { P: lo, status, probes };
}

/** Largest P below the refused one that the source may deliver. */
export function deliverable(error: InfeasibleSeparation, P: number): number {
  const most = Math.max(error.obtained, error.limit ?? 0);
  if (most < 1) throw error;
  return Math.min(most, P - 1);
}

/** The options with their defaults, checked. */
export function searchRange({ startAt, maximumP = 16384 }: SearchOptions): Required<SearchOptions> {
  if (!Number.isInteger(maximumP) || maximumP < 1 || maximumP > 2 ** 30) {
    throw new RangeError(
      `simpleBinarySearch: expected an integer 1 <= maximumP <= 2^30, got ${maximumP}`,
    );
  }
  if (startAt === undefined) return { startAt: Math.min(4, maximumP), maximumP };
  if (!Number.isInteger(startAt) || startAt < 1) {
    throw new RangeError(`simpleBinarySearch: expected an integer startAt >= 1, got ${startAt}`);
  }
  if (startAt > maximumP) {
    throw new RangeError(
      `simpleBinarySearch: expected startAt <= maximumP = ${maximumP}, got ${startAt}`,
    );
  }
  return { startAt, maximumP };
}
