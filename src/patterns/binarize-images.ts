import { requireWord } from "../numerics/require-word.ts";
import { downscaleImages, imageShape } from "./downscale-images.ts";
import { type Patterns, patternsFromValues } from "./patterns.ts";

/** How grey images become spins. */
export interface BinarizeOptions {
  /** [images, height, width] of the values, e.g. the shape of an IDX file. */
  readonly shape: readonly number[];
  /** The grey above which a spin is +1, or the rule that finds it; "otsu". */
  readonly threshold?: number | "otsu" | "mean" | "median";
  /** Whether the rule finds one threshold for each image or one for the set; "image". */
  readonly per?: "image" | "set";
  /** [height, width] to average the images down to before the threshold; as given. */
  readonly size?: readonly [number, number];
}

/** Images as patterns. */
export interface BinarizedImages {
  /** P images, N = height · width spins, +1 where the image is above its threshold. */
  readonly patterns: Patterns;
  /** [P, height, width] of the patterns. */
  readonly shape: readonly [number, number, number];
  /** Threshold of each image, length P, in the unit of the values. */
  readonly thresholds: Float64Array;
}

/**
 * Turns grey images into patterns: +1 where the value is greater than the threshold, else −1, so an
 * image of one grey becomes −1 everywhere under every rule.
 *
 * @param values  grey values in any unit (0 … 255, 0 … 16, 0 … 1), row-major; not modified
 * @throws {RangeError} shape or size that does not fit, a value or threshold that is not finite
 * @throws {TypeError} a threshold rule or `per` that is none of the words above
 *
 * Source of "otsu": Otsu 1979, the threshold with the largest variance between the two classes,
 * here over the exact values without a histogram.
 */
export function binarizeImages(
  values: ArrayLike<number>,
  options: BinarizeOptions,
): BinarizedImages {
  const [P, ...given] = imageShape("binarizeImages", values, options.shape);
  const bad = Array.prototype.findIndex.call(values, (value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new RangeError(
      `binarizeImages: expected finite grey values, got ${values[bad]} at index ${bad}`,
    );
  }
  const { threshold = "otsu", per = "image", size = given } = options;
  if (typeof threshold === "number") {
    if (!Number.isFinite(threshold)) {
      throw new RangeError(`binarizeImages: expected a finite threshold, got ${threshold}`);
    }
  } else requireWord("binarizeImages", "threshold", threshold, Object.keys(rules));
  requireWord("binarizeImages", "per", per, ["image", "set"]);
  const [height, width] = size;
  const isGiven = height === given[0] && width === given[1];
  const greys = isGiven
    ? Float64Array.from(values)
    : downscaleImages(values, options.shape, [height, width]);
  const N = height * width;
  const thresholdOf = (part: Float64Array): number =>
    typeof threshold === "number" ? threshold : rules[threshold](part);
  const common = per === "set" ? thresholdOf(greys) : undefined;
  const thresholds = Float64Array.from(
    { length: P },
    (_, mu) => common ?? thresholdOf(greys.subarray(mu * N, (mu + 1) * N)),
  );
  const spins = new Int8Array(P * N);
  for (let k = 0; k < spins.length; k++)
    spins[k] = greys[k] > thresholds[Math.floor(k / N)] ? 1 : -1;
  return { patterns: patternsFromValues(spins, P, N), shape: [P, height, width], thresholds };
}

const rules: Record<"otsu" | "mean" | "median", (greys: Float64Array) => number> = {
  otsu,
  mean: (greys) => {
    const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
    // The rounded mean of equal values can lie just below them.
    return greys.some((grey) => grey <= mean) ? mean : greys[0];
  },
  median: (greys) => {
    const sorted = greys.toSorted();
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  },
};

function otsu(greys: Float64Array): number {
  const sorted = greys.toSorted();
  const n = sorted.length;
  const mean = sorted.reduce((sum, grey) => sum + grey, 0) / n;
  let best = 0;
  let threshold = sorted[n - 1];
  let excess = 0;
  for (let k = 1; k < n; k++) {
    excess += sorted[k - 1] - mean;
    // With k values below, the variance between the classes is excess² / (k (n − k)).
    const between = excess ** 2 / (k * (n - k));
    if (sorted[k] > sorted[k - 1] && between > best) {
      best = between;
      threshold = (sorted[k - 1] + sorted[k]) / 2;
    }
  }
  return threshold;
}
