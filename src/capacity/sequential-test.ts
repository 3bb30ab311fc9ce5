/** How sharp sequential tests and searches by them are by default. */
export const sequentialDefaults = { error: 0.05, margin: 0.2, cap: 200 } as const;

/** How sharp a sequential test is. */
export interface SequentialTestOptions {
  /** D: tells probabilities ≥ ½ + D from ≤ ½ − D, 0 < D < ½; default 0.2. */
  readonly margin?: number;
  /** Most tosses before the majority decides, integer ≥ 1; default 200. */
  readonly cap?: number;
}

/** Answer of a sequential test. */
export interface SequentialAnswer {
  /** Heads with probability ≥ ½ + D, as far as the test can tell. */
  readonly passed: boolean;
  readonly tosses: number;
  /** Whether the walk left its thresholds, so that `error` holds; else the cap ended it. */
  readonly isDecided: boolean;
}

/**
 * Wald's sequential probability ratio test of a coin: heads with probability ≥ ½ + D, or ≤ ½ − D?
 *
 * The log-odds walk by ±ln((½ + D)/(½ − D)) until they leave ±ln((1 − a)/a). The answer is then wrong with
 * probability ≤ a; between ½ ± D either answer is right. At the cap the majority decides, heads for a draw.
 *
 * @param isHeads  next independent toss
 * @param error  a, 0 < a < ½
 *
 * Source: Wald 1945, "Sequential tests of statistical hypotheses".
 */
export function sequentialTest(
  isHeads: () => boolean,
  error: number,
  options: SequentialTestOptions = {},
): SequentialAnswer {
  const { margin, cap } = { ...sequentialDefaults, ...options };
  const threshold = Math.log((1 - error) / error);
  const step = Math.log((0.5 + margin) / (0.5 - margin));
  let odds = 0;
  let tosses = 0;
  while (tosses < cap && Math.abs(odds) < threshold) {
    odds += isHeads() ? step : -step;
    tosses += 1;
  }
  return { passed: odds >= 0, tosses, isDecided: Math.abs(odds) >= threshold };
}
