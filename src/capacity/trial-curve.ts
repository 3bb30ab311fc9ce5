import type { Interaction } from "../models/interaction.ts";
import { requireWord } from "../numerics/require-word.ts";
import { InfeasibleSeparation } from "../patterns/infeasible-separation.ts";
import type { Patterns } from "../patterns/patterns.ts";
import type { PatternSource } from "../patterns/source.ts";
import { stream } from "../random/stream.ts";
import { deliverable } from "./binary-search.ts";
import { type CountCriterion, meets } from "./criterion.ts";
import { isPastCapacity } from "./curve-end.ts";
import { crossings, type NestedCurve, nestedCurve } from "./incremental.ts";

/** What a nested capacity curve is of. */
export interface CurveOptions {
  readonly source: PatternSource;
  readonly interaction: Interaction;
  /** Number of spins. */
  readonly N: number;
  readonly criterion: CountCriterion;
  readonly seed: number;
  /** `keep` (default): a bit with field 0 is stable; `fail`: it is not. */
  readonly ties?: "keep" | "fail";
  /** Expected K50, finite and > 0: 3 times as many patterns are drawn at first. It saves time, no more. */
  readonly startAt?: number;
  /** Most patterns drawn, integer ≥ 1; default 16384. */
  readonly maximumP?: number;
}

/** Whether the first P patterns of one data set are stored, for every P; plain data. */
export interface TrialCurve {
  readonly trial: number;
  readonly N: number;
  /** Printed name of the criterion. */
  readonly criterion: string;
  readonly ties: "keep" | "fail";
  /** Largest P looked at. */
  readonly reached: number;
  /** 1 where the first P patterns meet the criterion, by P = 0 … reached; entry 0 is 1. */
  readonly passed: Uint8Array;
  /** K_first, the last P before the first failure; null where none was seen. */
  readonly first: number | null;
  /** K_last, the largest P that passes; null unless `status` is `ended`. */
  readonly last: number | null;
  /** `ended`: so far beyond the criterion that no larger P passes; else what kept it from getting there. */
  readonly status: "ended" | "limited-by-source" | "limited-by-maximum";
}

/**
 * Draws one data set and tests the criterion on its first P patterns for every P, until the curve has ended.
 *
 * Trial t draws from the stream of (seed, "capacity", t, "curve") alone, so trials depend neither on each
 * other nor on the setting: two settings with one seed share their random numbers. Where the patterns drawn
 * at first do not end the curve the set is drawn again from the start of its stream with twice as many,
 * which changes nothing but the time.
 *
 * @param trial  integer ≥ 0
 * @throws {RangeError} options outside their range, or an interaction that cannot be compiled at N
 * @throws {TypeError} unknown ties
 * @throws {InfeasibleSeparation} the source can deliver no pattern at all
 */
export function trialCurve(options: CurveOptions, trial: number): TrialCurve {
  const { source, interaction, N, criterion, seed, ties = "keep" } = options;
  const { startAt = 10, maximumP = 16384 } = options;
  requireWord("trialCurve", "ties", ties, ["keep", "fail"]);
  requireRange(startAt, maximumP, trial);
  const stopWhen = (P: number, counts: Parameters<typeof isPastCapacity>[3]) =>
    isPastCapacity(criterion, P, N, counts);
  let most = maximumP;
  let limit: TrialCurve["status"] = "limited-by-maximum";
  let wanted = Math.min(most, Math.ceil(3 * startAt));
  for (;;) {
    const drawn = drawAtMost(wanted, (P) =>
      source.draw(P, N, stream(seed, "capacity", trial, "curve")),
    );
    if (drawn.P < wanted) {
      most = drawn.P;
      limit = "limited-by-source";
    }
    const curve = nestedCurve(drawn, interaction, { ties, stopWhen });
    if (hasEnded(curve, criterion)) return curveOf(curve, "ended");
    if (drawn.P === most) return curveOf(curve, limit);
    wanted = Math.min(most, 2 * wanted);
  }

  function curveOf(curve: NestedCurve, status: TrialCurve["status"]): TrialCurve {
    const { reached, badPatterns, badBits } = curve;
    const passed = Uint8Array.from({ length: reached + 1 }, (_, P) => {
      const counts = { badPatterns: badPatterns[P], badBits: badBits[P] };
      return P === 0 || meets(counts, criterion, P, N) ? 1 : 0;
    });
    const { first, last } = crossings(curve, criterion);
    const name = criterion.name;
    return {
      trial,
      N,
      criterion: name,
      ties,
      reached,
      passed,
      first,
      last: status === "ended" ? last : null,
      status,
    };
  }
}

function hasEnded(
  { N, reached, badPatterns, badBits }: NestedCurve,
  criterion: CountCriterion,
): boolean {
  const counts = { badPatterns: badPatterns[reached], badBits: badBits[reached] };
  return isPastCapacity(criterion, reached, N, counts);
}

/** As many of the patterns as the source can deliver. */
function drawAtMost(wanted: number, draw: (P: number) => Patterns): Patterns {
  let P = wanted;
  for (;;) {
    try {
      return draw(P);
    } catch (error) {
      if (!(error instanceof InfeasibleSeparation)) throw error;
      P = deliverable(error, P);
    }
  }
}

function requireRange(startAt: number, maximumP: number, trial: number): void {
  if (!Number.isInteger(maximumP) || maximumP < 1) {
    throw new RangeError(`trialCurve: expected an integer maximumP >= 1, got ${maximumP}`);
  }
  if (!(startAt > 0 && startAt < Infinity)) {
    throw new RangeError(`trialCurve: expected a finite startAt > 0, got ${startAt}`);
  }
  if (!Number.isInteger(trial) || trial < 0) {
    throw new RangeError(`trialCurve: expected an integer trial >= 0, got ${trial}`);
  }
}
