import { featureCorrelated } from "./feature-correlated.ts";
import type { FeatureCorrelation } from "./feature-correlation.ts";
import { hadamardRows } from "./hadamard.ts";
import { hammingSeparated } from "./hamming-separated.ts";
import { independent } from "./independent.ts";
import { markovChain } from "./markov-chain.ts";
import { separatedAndCorrelated } from "./separated-and-correlated.ts";
import type { Bits, Separation } from "./separation.ts";
import type { PatternSource } from "./source.ts";

/** Independent unbiased spins: `independent` as a value. */
export function independentSource(): PatternSource {
  return Object.freeze({
    name: "independent",
    recipe: { generator: "independent" },
    draw: independent,
  });
}

/** Prescribed Hamming distances: `hammingSeparated` as a value. */
export function separatedSource(separation: Separation): PatternSource {
  return Object.freeze({
    name: separationName(separation),
    recipe: { generator: "hamming-separated", separation },
    draw: (P, N, rng) => hammingSeparated(P, N, separation, rng),
  } satisfies PatternSource);
}

/** Rows of a Hadamard matrix, exactly N/2 bits apart: `hadamardRows` as a value. */
export function hadamardSource(): PatternSource {
  return Object.freeze({
    name: "hadamard",
    recipe: { generator: "hadamard" },
    draw: hadamardRows,
  });
}

/** Correlated spins: `featureCorrelated` as a value. */
export function correlatedSource(
  correlation: FeatureCorrelation,
  options: { readonly positive?: number } = {},
): PatternSource {
  const { positive = 0.5 } = options;
  return Object.freeze({
    name: positive === 0.5 ? correlation.name : `${correlation.name} positive:${positive}`,
    recipe: { generator: "feature-correlated", correlation: correlation.recipe, positive },
    draw: (P, N, rng) => featureCorrelated(P, N, correlation, rng, { positive }),
  } satisfies PatternSource);
}

/** Markov chains along the spins: `markovChain` as a value. */
export function markovSource(r: number): PatternSource {
  return Object.freeze({
    name: `markov:${r}`,
    recipe: { generator: "markov-chain", r },
    draw: (P, N, rng) => markovChain(P, N, r, rng),
  } satisfies PatternSource);
}

/** Both knobs at once: `separatedAndCorrelated` as a value. */
export function separatedAndCorrelatedSource(
  separation: Separation,
  correlation: FeatureCorrelation,
): PatternSource {
  return Object.freeze({
    name: `${separationName(separation)} ${correlation.name}`,
    recipe: {
      generator: "separated-and-correlated",
      separation,
      correlation: correlation.recipe,
    },
    draw: (P, N, rng) => separatedAndCorrelated(P, N, separation, correlation, rng),
  } satisfies PatternSource);
}

/**
 * The source for the two knobs of a data set; `{}` and null stand for `none`.
 *
 * Without a separation the correlated spins have no centroid; without either the spins are
 * independent. For paired comparisons that include uncorrelated data use `ar1(0)`, which takes the
 * same Gaussians as its neighbours, instead of null.
 */
export function sourceOf(
  separation: Separation,
  correlation: FeatureCorrelation | null,
): PatternSource {
  const isSeparated = Object.keys(separation).length > 0;
  if (correlation === null) {
    return isSeparated ? separatedSource(separation) : independentSource();
  }
  return isSeparated
    ? separatedAndCorrelatedSource(separation, correlation)
    : correlatedSource(correlation);
}

const bitsName = (bits: Bits): string =>
  typeof bits === "number" ? `${bits}` : `${bits.fractionOfN}N`;

/** A separation as the text that `parseSeparation` reads, e.g. `mean:0.4+min:12`. */
export function separationName(separation: Separation): string {
  const terms = [
    separation.mean === undefined ? "" : `mean:${separation.mean}`,
    separation.flips === undefined ? "" : `flips:${bitsName(separation.flips)}`,
    separation.minimum === undefined ? "" : `min:${bitsName(separation.minimum)}`,
    separation.maximum === undefined ? "" : `max:${bitsName(separation.maximum)}`,
  ].filter((term) => term !== "");
  return terms.length > 0 ? terms.join("+") : "none";
}
