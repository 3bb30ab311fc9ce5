import { type SearchOptions, type SearchResult, searchSteps } from "./binary-search.ts";
import { answerOf, requireAnswer } from "./probe-answer.ts";
import {
  type SequentialTestOptions,
  sequentialDefaults,
  sequentialTest,
} from "./sequential-test.ts";

/** How `sequentialSearch` searches. */
export interface SequentialSearchOptions extends SearchOptions, SequentialTestOptions {
  /** Probability that any decided probe of the whole search is wrong, 0 < a < ½; default 0.05. */
  readonly error?: number;
}

/** Capacity of a black-box test, which may be random. */
export interface SearchEstimate {
  /**
   * P, where about half of the data sets pass and one more is too many; a lower bound unless `status` is
   * `bracketed`. The crossing lies between P and P + 1: its middle is P + ½.
   */
  readonly capacity: number;
  /** 95 % interval; null where the search has none that holds. */
  readonly lo: number | null;
  readonly hi: number | null;
  /** Data sets used; one that the source could not deliver is none. */
  readonly dataSets: number;
  readonly status: SearchResult["status"];
  /** Search and its numbers in words: store it with the estimate. */
  readonly rule: string;
}

/** Capacity with the probes that found it. */
export interface SequentialEstimate extends SearchEstimate {
  /** Numbers of patterns tested. */
  readonly probes: number;
  /** Those of them that the cap ended, so that the majority answered and `error` does not hold. */
  readonly undecided: number;
}

/**
 * The binary search for the P where half of the data sets pass, each probe a sequential test.
 *
 * Probe j may be wrong with probability a/(j(j + 1)), which adds up to at most a however many probes there
 * are. So with probability ≥ 1 − a, where every probe was decided, more than ½ − D of the sets pass at the
 * capacity and fewer than ½ + D one pattern above it. Nothing sharper is known about ½ itself, and the
 * interval is null: repeat the search, or use nested curves, for an error.
 *
 * @param passes  test of P patterns on a new data set; the second argument counts the sets from 0
 * @throws {RangeError} options outside their range
 * @throws {TypeError} a test that answers neither true nor false
 * @throws {InfeasibleSeparation} the source can deliver no set at all
 */
export function sequentialSearch(
  passes: (P: number, dataSet: number) => boolean,
  options: SequentialSearchOptions = {},
): SequentialEstimate {
  const { error, margin, cap } = { ...sequentialDefaults, ...options };
  requireOptions(error, margin, cap);
  let dataSets = 0;
  let probes = 0;
  let undecided = 0;
  const test = (P: number): boolean => {
    const toss = () => {
      const isStored = requireAnswer("sequentialSearch", passes(P, dataSets));
      dataSets += 1;
      return isStored;
    };
    const answer = sequentialTest(toss, error / ((probes + 1) * (probes + 2)), { margin, cap });
    probes += 1;
    if (!answer.isDecided) undecided += 1;
    return answer.passed;
  };
  const search = searchSteps(options);
  let step = search.next();
  while (!step.done) step = search.next(answerOf("sequentialSearch", test, step.value));
  const { P, status } = step.value;
  const rule = [
    `binary search, sequential test of 1/2 +- ${margin} at each P, all right with probability ${1 - error}`,
    ...(undecided > 0 ? [`but ${undecided} of ${probes} by majority of ${cap} data sets`] : []),
    ...(status === "bracketed" ? [] : ["lower bound"]),
  ].join(", ");
  return { capacity: P, lo: null, hi: null, dataSets, status, probes, undecided, rule };
}

function requireOptions(error: number, margin: number, cap: number): void {
  if (!(error > 0 && error < 0.5)) {
    throw new RangeError(`sequentialSearch: expected 0 < error < 0.5, got ${error}`);
  }
  if (!(margin > 0 && margin < 0.5)) {
    throw new RangeError(`sequentialSearch: expected 0 < margin < 0.5, got ${margin}`);
  }
  if (!Number.isInteger(cap) || cap < 1) {
    throw new RangeError(`sequentialSearch: expected an integer cap >= 1, got ${cap}`);
  }
}
