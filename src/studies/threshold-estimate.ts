import { interval95, meanEstimate } from "../numerics/mean.ts";
import type { WorkerPool } from "../parallel/worker-pool.ts";
import { stream } from "../random/stream.ts";
import type { DynamicsPart, SimulationPart, TheoryPart } from "./dynamics-parts.ts";
import { inRanges } from "./in-ranges.ts";
import type { MeasureOptions } from "./measure-options.ts";
import { medianOfSets } from "./median-of-sets.ts";
import { type Threshold, thresholdStep, thresholdsOfSets } from "./run-thresholds.ts";
import { type Bracket, theoryBisection } from "./theory-thresholds.ts";

/** What is searched for, and how well. */
export interface ThresholdSearch {
  readonly threshold: Threshold;
  readonly success: number;
  /** Of theory, see `TheoryBisection`. */
  readonly tolerance: number;
}

/** A threshold with its 95 % interval; ±Infinity where it is beyond what was tried. */
export interface ThresholdEstimate {
  readonly value: number;
  readonly lo: number | null;
  readonly hi: number | null;
}

/** The threshold of a part that was checked, with the workers of a pool. */
export function thresholdOf(
  pool: WorkerPool,
  part: DynamicsPart,
  search: ThresholdSearch,
  options: MeasureOptions,
): Promise<ThresholdEstimate> {
  return part.source === "theory"
    ? theoryThreshold(pool, part, search, options)
    : runThreshold(pool, part, search, options);
}

/** Populations of theory where none are asked for. */
const defaultPopulations = 4;

/** A bisection for each population: their spread is the error that the finite number of paths makes. */
async function theoryThreshold(
  pool: WorkerPool,
  part: TheoryPart,
  search: ThresholdSearch,
  { onProgress, signal }: MeasureOptions,
): Promise<ThresholdEstimate> {
  const { solver, populations = defaultPopulations } = part.choice;
  const count = solver === "exact" ? 1 : populations;
  const tasks = Array.from({ length: count }, (_, population) => ({ part, ...search, population }));
  const brackets = await pool.run(theoryBisection, tasks, {
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
  return bracketsMean(brackets);
}

/**
 * Mean of the middles of brackets, with Student's interval of the middles widened by half a bracket on both
 * sides; the bracket itself where they are all the same. ±Infinity where most are, or no bracket is left.
 */
export function bracketsMean(brackets: readonly Bracket[]): ThresholdEstimate {
  const found = brackets.filter(({ hi }) => Number.isFinite(hi));
  const few = found.length === 0 ? 0 : brackets.length / 2;
  const beyond = [Infinity, -Infinity].find(
    (end) => brackets.filter(({ hi }) => hi === end).length > few,
  );
  if (beyond !== undefined) return { value: beyond, lo: null, hi: null };
  const estimate = meanEstimate(found.map(({ lo, hi }) => (lo + hi) / 2));
  const half = Math.max(...found.map(({ lo, hi }) => hi - lo)) / 2;
  const { lo, hi } = interval95(estimate) ?? { lo: estimate.mean, hi: estimate.mean };
  return { value: estimate.mean, lo: lo - half, hi: hi + half };
}

/** Where half of the runs retrieve: the median of the thresholds of all runs. */
async function runThreshold(
  pool: WorkerPool,
  part: SimulationPart,
  { threshold, success }: ThresholdSearch,
  options: MeasureOptions,
): Promise<ThresholdEstimate> {
  const work = { part, threshold, success };
  const sets = await inRanges(pool, thresholdsOfSets, work, part.sets, options);
  const rng = stream(part.setting.seed, "dynamics", "bootstrap");
  const { median, lo, hi } = medianOfSets(sets, thresholdStep(part, threshold), rng);
  return { value: median, lo, hi };
}
