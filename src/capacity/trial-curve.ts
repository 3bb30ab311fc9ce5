import type { Interaction } from "../models/interaction.ts";
import { requireWord } from "../numerics/require-word.ts";
import { InfeasibleSeparation } from "../patterns/infeasible-separation.ts";
import type { Patterns } from "../patterns/patterns.ts";
import type { PatternSource } from "../patterns/source.ts";
import { stream } from "../random/stream.ts";
import { deliverable } from "./binary-search.ts";
import { type CountCriterion, type Criterion, isCountCriterion, meets } from "./criterion.ts";
import { isPastCapacity } from "./curve-end.ts";
import { crossings, type NestedCurve, nestedCurve } from "./incremental.ts";
import type { StabilityCounts } from "./stability.ts";

/** Largest finite source that is tested to its end, in patterns: 0.1 s a trial. */
const affordable = 2048;

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
  /** K_last, the largest P seen to pass; null unless `status` is `ended`. */
  readonly last: number | null;
  /**
   * `ended`: so far beyond the criterion that random patterns do not come back to it, or the last P of a
   * finite source of at most 2048 patterns fails; else what kept it from getting there.
   */
  readonly status: "ended" | "limited-by-source" | "limited-by-maximum";
}

/**
 * Draws one data set and tests the criterion on its first P patterns for every P, until the curve has ended.
 *
 * Trial t draws from the stream of (seed, "capacity", t, "curve") alone, so trials depend neither on each
 * other nor on the setting: two settings with one seed share their random numbers. Where the patterns drawn
 * at first do not end the curve the set is drawn again from the start of its stream with twice as many,
 * which changes nothing but the time. A finite source (a code, a shell) of at most 2048 patterns is tested to
 * its end, for linear codes fail in between and are stored again as a whole at even orders; of a larger one
 * only the stretch up to the first end is known.
 *
 * @param trial  integer ≥ 0
 * @throws {RangeError} options outside their range, or an interaction that cannot be compiled at N
 * @throws {TypeError} unknown ties, or a criterion that is no matter of counts
 * @throws {InfeasibleSeparation} the source can deliver no pattern at all
 */
export function trialCurve(options: CurveOptions, trial: number): TrialCurve {
  const { source, interaction, N, criterion, seed, ties = "keep" } = options;
  const { startAt = 10, maximumP = 16384 } = options;
  requireWord("trialCurve", "ties", ties, ["keep", "fail"]);
  requireRange(startAt, maximumP, trial);
  if (!isCountCriterion(criterion)) {
    throw new TypeError(
      `trialCurve: expected a criterion of counts (all, pattern, bit), got ${(criterion as Criterion).name}; ` +
        "take estimateCapacity",
    );
  }
  const size = source.size?.(N) ?? Infinity;
  const isWhole = size <= Math.min(maximumP, affordable);
  const isOver = (P: number, counts: StabilityCounts) =>
    isWhole
      ? P === size && !meets(counts, criterion, P, N)
      : isPastCapacity(criterion, P, N, counts);
  let most = Math.min(maximumP, size);
  let limit: TrialCurve["status"] = size <= maximumP ? "limited-by-source" : "limited-by-maximum";
  let wanted = isWhole ? size : Math.min(most, Math.ceil(3 * startAt));
  for (;;) {
    const drawn = drawAtMost(wanted, (P) =>
      source.draw(P, N, stream(seed, "capacity", trial, "curve")),
    );
    if (drawn.P < wanted) {
      most = drawn.P;
      limit = "limited-by-source";
    }
    const curve = nestedCurve(drawn, interaction, { ties, stopWhen: isOver });
    if (isOver(curve.reached, countsAt(curve, curve.reached))) return curveOf(curve, "ended");
    if (drawn.P === most) return curveOf(curve, limit);
    wanted = Math.min(most, 2 * wanted);
  }

  function curveOf(curve: NestedCurve, status: TrialCurve["status"]): TrialCurve {
    const { reached } = curve;
    const passed = Uint8Array.from({ length: reached + 1 }, (_, P) => {
      return P === 0 || meets(countsAt(curve, P), criterion, P, N) ? 1 : 0;
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

const countsAt = ({ badPatterns, badBits }: NestedCurve, P: number): StabilityCounts => ({
  badPatterns: badPatterns[P],
  badBits: badBits[P],
});

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
