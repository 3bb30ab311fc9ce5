import { turnOfEventLoop } from "../core/turn-of-event-loop.ts";
import type { Interaction } from "../models/interaction.ts";
import { interval95, meanEstimate } from "../numerics/mean.ts";
import { requireWord } from "../numerics/require-word.ts";
import { type Patterns, prefix } from "../patterns/patterns.ts";
import type { PatternSource } from "../patterns/source.ts";
import { type Rng, stream } from "../random/stream.ts";
import {
  type SearchOptions,
  type SearchResult,
  searchRange,
  searchSteps,
} from "./binary-search.ts";
import { type Criterion, isCountCriterion, meets } from "./criterion.ts";
import { type PassCount, type PassFraction, passFraction } from "./pass-fraction.ts";
import { answerOf, requireAnswer } from "./probe-answer.ts";
import { stability } from "./stability.ts";
import { singleVote, type Vote } from "./vote.ts";

/** What `estimateCapacity` measures, and how. */
export interface CapacityOptions extends SearchOptions {
  readonly source: PatternSource;
  readonly interaction: Interaction;
  /** Number of spins. */
  readonly N: number;
  readonly criterion: Criterion;
  /** Independent repeats of the whole search, ≥ 1. */
  readonly trials: number;
  readonly seed: number;
  /** New data for every probe (default), or growing prefixes of one set per trial and ballot. */
  readonly search?: "fresh" | "nested";
  /** Default `singleVote()`. The result depends on it more than on most physics. */
  readonly vote?: Vote;
  /**
   * `keep` (default): a bit with field 0 is stable; `fail`: it is not. A predicate criterion decides ties
   * itself, so that `fail` is refused with one.
   */
  readonly ties?: "keep" | "fail";
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends the estimate between two probes. */
  readonly signal?: AbortSignal;
}

/** A capacity with its error. */
export interface CapacityEstimate {
  /**
   * Mean over trials of the P the search ended at, the largest that passed; a lower bound if `limited` > 0.
   * The crossing lies between P and P + 1: set mean + ½ beside an interpolated K50.
   */
  readonly mean: number;
  /** Over independent trials; NaN for a single trial. */
  readonly standardError: number;
  /**
   * 95 % interval of the mean from Student's t with trials − 1 degrees of freedom; null where the
   * trials give none: one trial, all trials equal, or `limited` > 0.
   */
  readonly lo: number | null;
  readonly hi: number | null;
  /** Result of each trial. */
  readonly samples: readonly number[];
  /** Trials that ended at what the source can deliver, or at maximumP. */
  readonly limited: number;
  /** Search, vote, start and treatment of ties in words: store it with the number. */
  readonly rule: string;
  /**
   * By ascending P. Empty in a nested search, where a set is tested at P because of what it did
   * elsewhere, so that the fraction is no estimate of a pass probability.
   */
  readonly passes: readonly PassFraction[];
}

/**
 * Capacity: the mean over independent trials of the binary search for the largest P that passes
 * the criterion.
 *
 * Trial t draws from the streams of (seed, "capacity", t, …) alone, so trials depend neither on
 * each other nor on the setting: two settings with one seed share their random numbers. With a
 * single vote or a majority and fresh data the mean is close to half a pattern below the P at which
 * half of the data sets pass; with `allOf` it is not, and `rule` says so.
 *
 * @returns a promise; the event loop turns between probes, so that `signal` can reach it
 * @throws {RangeError} trials or search options outside their range, or `ties: "fail"` with a predicate
 *   criterion
 * @throws {TypeError} unknown search or ties, or a predicate that answers neither true nor false
 * @throws {InfeasibleSeparation} the source can deliver no set at all
 * @throws the reason of `signal` once it is aborted
 */
export async function estimateCapacity(options: CapacityOptions): Promise<CapacityEstimate> {
  const { trials, onProgress } = options;
  requireSearch("estimateCapacity", options);
  const found: SearchTrial[] = [];
  for (let trial = 0; trial < trials; trial++) {
    found.push(await searchTrial(options, trial));
    onProgress?.(trial + 1, trials);
  }
  return searchEstimate(found, options);
}

/** One repeat of the search; plain data. */
export interface SearchTrial {
  readonly P: number;
  readonly status: SearchResult["status"];
  /** Data sets tested at each P, in no order. */
  readonly tested: readonly PassCount[];
}

/**
 * Trial t of `estimateCapacity`, which see.
 *
 * @throws the reason of `signal` once it is aborted, looked at between probes
 */
export async function searchTrial(options: CapacityOptions, trial: number): Promise<SearchTrial> {
  const tally = new Map<number, { trials: number; passed: number }>();
  const test = trialTest(options, trial, tally);
  const steps = searchSteps(options);
  let step = steps.next();
  while (!step.done) {
    options.signal?.throwIfAborted();
    step = steps.next(answerOf("estimateCapacity", test, step.value));
    await turnOfEventLoop();
  }
  const { P, status } = step.value;
  return { P, status, tested: [...tally].map(([P, counts]) => ({ P, ...counts })) };
}

/** The capacity of trials 0, 1, … of one search; null intervals as `CapacityEstimate` says. */
export function searchEstimate(
  found: readonly SearchTrial[],
  options: CapacityOptions,
): CapacityEstimate {
  const samples = found.map(({ P }) => P);
  const estimate = meanEstimate(samples);
  const limited = found.filter(({ status }) => status !== "bracketed").length;
  const { lo, hi } = (limited === 0 && interval95(estimate)) || { lo: null, hi: null };
  return {
    mean: estimate.mean,
    standardError: estimate.standardError,
    lo,
    hi,
    samples,
    limited,
    rule: ruleText(options, limited),
    passes: options.search === "nested" ? [] : passFractions(found),
  };
}

/** Refuses options of a search that are outside their range; `caller` names the public function. */
export function requireSearch(caller: string, options: CapacityOptions): void {
  const { trials, criterion, search = "fresh", ties = "keep" } = options;
  if (!Number.isInteger(trials) || trials < 1) {
    throw new RangeError(`${caller}: expected an integer trials >= 1, got ${trials}`);
  }
  requireWord(caller, "search", search, ["fresh", "nested"]);
  requireWord(caller, "ties", ties, ["keep", "fail"]);
  if (ties === "fail" && !isCountCriterion(criterion)) {
    throw new RangeError(
      `${caller}: expected a criterion of counts with ties fail, got ${criterion.name}, ` +
        "which decides ties itself; leave ties out",
    );
  }
  searchRange(options);
}

function trialTest(
  options: CapacityOptions,
  trial: number,
  tally: Map<number, { trials: number; passed: number }>,
): (P: number) => boolean {
  const { source, interaction, N, criterion, seed, ties = "keep" } = options;
  const { search = "fresh", vote = singleVote() } = options;
  const label = (...rest: (string | number)[]) => stream(seed, "capacity", trial, ...rest);
  const grown = Array.from({ length: vote.ballots }, (_, ballot) =>
    growing(source, N, () => label("nested", ballot)),
  );
  const draw = (P: number, ballot: number) =>
    search === "nested" ? grown[ballot](P) : source.draw(P, N, label("fresh", P, ballot));
  return (P) => {
    let passed = 0;
    for (let ballot = 0; ballot < vote.ballots; ballot++) {
      const tested = label("predicate", P, ballot);
      if (isStored(draw(P, ballot), interaction, criterion, ties, tested)) passed += 1;
    }
    const row = tally.get(P) ?? { trials: 0, passed: 0 };
    tally.set(P, { trials: row.trials + vote.ballots, passed: row.passed + passed });
    return passed >= vote.needed;
  };
}

/** Whether a set meets a criterion; `rng` is for criteria that are random. */
export function isStored(
  patterns: Patterns,
  interaction: Interaction,
  criterion: Criterion,
  ties: "keep" | "fail",
  rng: Rng,
): boolean {
  if (!isCountCriterion(criterion)) {
    return requireAnswer(
      `criterion ${criterion.name}`,
      criterion.passes(patterns, interaction, rng),
    );
  }
  const { P, N } = patterns;
  const allowance = criterion.allowance(P, N);
  return meets(stability(patterns, interaction, { ties, allowance }), criterion, P, N);
}

/** Prefixes of one set, drawn again from the start of its stream when more rows are needed. */
function growing(source: PatternSource, N: number, rng: () => Rng): (P: number) => Patterns {
  let set: Patterns | null = null;
  return (P) => {
    if (set === null || set.P < P) set = source.draw(P, N, rng());
    return prefix(set, P);
  };
}

function passFractions(found: readonly SearchTrial[]): PassFraction[] {
  const sums = new Map<number, { trials: number; passed: number }>();
  for (const { P, trials, passed } of found.flatMap(({ tested }) => tested)) {
    const sum = sums.get(P) ?? { trials: 0, passed: 0 };
    sums.set(P, { trials: sum.trials + trials, passed: sum.passed + passed });
  }
  return [...sums].sort(([a], [b]) => a - b).map(([P, counts]) => passFraction({ P, ...counts }));
}

function ruleText(options: CapacityOptions, limited: number): string {
  const { search = "fresh", vote = singleVote(), ties = "keep", trials } = options;
  const { startAt } = searchRange(options);
  return [
    `binary search, ${search} data, vote ${vote.name}, start ${startAt}`,
    ...(isCountCriterion(options.criterion) ? [`ties ${ties}`] : []),
    ...(2 * vote.needed === vote.ballots + 1 ? [] : ["not the P where half of the sets pass"]),
    ...(limited === 0 ? [] : [`lower bound (${limited} of ${trials} trials limited)`]),
  ].join(", ");
}
