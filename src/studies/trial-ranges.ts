/** Trials first … first + count − 1. */
export interface TrialRange {
  readonly first: number;
  readonly count: number;
}

/**
 * Trials in ranges of equal length, 32 for each worker where there are that many: few enough to
 * send them cheaply, many enough that no worker waits long for the last one. A single worker waits
 * for none, and takes one trial at a time, since it may be this thread, which hears of an abort
 * between two ranges.
 */
export function trialRanges(trials: number, workers: number): TrialRange[] {
  const count = workers === 1 ? 1 : Math.max(1, Math.floor(trials / (32 * workers)));
  return Array.from({ length: Math.ceil(trials / count) }, (_, k) => ({
    first: k * count,
    count: Math.min(count, trials - k * count),
  }));
}
