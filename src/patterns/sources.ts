import { bchCode } from "./bch-code.ts";
import { type Construction, isConstruction } from "./construction.ts";
import { featureCorrelated } from "./feature-correlated.ts";
import type { FeatureCorrelation } from "./feature-correlation.ts";
import { hadamardRows } from "./hadamard.ts";
import { hammingSeparated } from "./hamming-separated.ts";
import { independent } from "./independent.ts";
import type { IsingCouplings } from "./ising-couplings.ts";
import { type IsingOptions, isingSamples } from "./ising-samples.ts";
import { lexicode } from "./lexicode.ts";
import { type LinearCode, numberOfWords, type WordOptions, wordsOfCode } from "./linear-code.ts";
import { markovChain } from "./markov-chain.ts";
import { requireSize } from "./patterns.ts";
import { randomCentroid } from "./proposals.ts";
import { separatedAndCorrelated } from "./separated-and-correlated.ts";
import { type Bits, type Separation, wholeBits } from "./separation.ts";
import { type ShellOptions, shellRows, shellSize } from "./shell.ts";
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
    size: (N: number) => 2 * N,
    draw: hadamardRows,
  });
}

/** Words of the BCH code of N bits with a designed distance: `bchCode` and `wordsOfCode` as a value. */
export function bchSource(distance: Bits, options: WordOptions = {}): PatternSource {
  return codeSource("bch", bchCode, distance, options);
}

/** Words of the lexicode of N bits: `lexicode` and `wordsOfCode` as a value. */
export function lexicodeSource(distance: Bits, options: WordOptions = {}): PatternSource {
  return codeSource("lexicode", lexicode, distance, options);
}

function codeSource(
  name: "bch" | "lexicode",
  codeOf: (N: number, distance: number) => LinearCode,
  distance: Bits,
  { antipodes = false }: WordOptions,
): PatternSource {
  const caller = `${name}Source`;
  let latest: LinearCode | null = null;
  const codeAt = (N: number): LinearCode => {
    if (latest?.N !== N) latest = codeOf(N, wholeBits(caller, "distance", distance, N, Math.ceil));
    return latest;
  };
  return Object.freeze({
    name: `${name}:${bitsName(distance)}${antipodes ? " antipodes" : ""}`,
    recipe: { generator: name, distance, antipodes },
    size: (N) => numberOfWords(codeAt(N), { antipodes }),
    draw(P, N, rng) {
      requireSize(caller, P, N);
      return wordsOfCode(P, codeAt(N), rng, { antipodes });
    },
  } satisfies PatternSource);
}

/** Different states at one distance from a random centre: `shellSample` as a value, distinct by default. */
export function shellSource(flips: Bits, options: ShellOptions = {}): PatternSource {
  const { distinct = true } = options;
  const caller = "shellSource";
  const flipsAt = (N: number) => wholeBits(caller, "flips", flips, N, Math.round);
  return Object.freeze({
    name: `shell:${bitsName(flips)}${distinct ? "" : " repeating"}`,
    recipe: { generator: "shell", flips, distinct },
    ...(distinct && { size: (N: number) => shellSize(caller, N, flipsAt(N)) }),
    draw(P, N, rng) {
      requireSize(caller, P, N);
      return shellRows(caller, P, N, randomCentroid(N, rng), flipsAt(N), rng, { distinct });
    },
  } satisfies PatternSource);
}

/** States of an Ising model: `isingSamples` as a value. */
export function isingSource(
  couplings: IsingCouplings,
  beta: number,
  options: IsingOptions = {},
): PatternSource {
  const { algorithm = "wolff", burnIn = 200, spacing = 10 } = options;
  return Object.freeze({
    name: `ising ${couplings.name} beta:${beta}`,
    recipe: { generator: "ising", couplings: couplings.recipe, beta, algorithm, burnIn, spacing },
    draw: (P, N, rng) => isingSamples(P, N, couplings, beta, rng, { algorithm, burnIn, spacing }),
  } satisfies PatternSource);
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
 * The source for the two knobs of a data set; `{}` and null stand for `none`. A construction (a code,
 * a shell) takes the place of a separation.
 *
 * Without a separation the correlated spins have no centroid; without either the spins are
 * independent. For paired comparisons that include uncorrelated data use `ar1(0)`, which takes the
 * same Gaussians as its neighbours, instead of null.
 *
 * @throws {RangeError} a construction together with a correlation
 */
export function sourceOf(
  separation: Separation | Construction,
  correlation: FeatureCorrelation | null,
): PatternSource {
  if (isConstruction(separation)) {
    if (correlation !== null) {
      throw new RangeError(
        `sourceOf: expected correlation none with ${separationName(separation)}, whose patterns are fixed by their construction, got ${correlation.name}`,
      );
    }
    return constructedSource(separation);
  }
  const isSeparated = Object.keys(separation).length > 0;
  if (correlation === null) {
    return isSeparated ? separatedSource(separation) : independentSource();
  }
  return isSeparated
    ? separatedAndCorrelatedSource(separation, correlation)
    : correlatedSource(correlation);
}

function constructedSource(construction: Construction): PatternSource {
  if ("shell" in construction) return shellSource(construction.shell);
  return construction.code === "bch"
    ? bchSource(construction.distance)
    : lexicodeSource(construction.distance);
}

const bitsName = (bits: Bits): string =>
  typeof bits === "number" ? `${bits}` : `${bits.fractionOfN}N`;

/** A separation as the text that `parseSeparation` reads, e.g. `mean:0.4+min:12`. */
export function separationName(separation: Separation | Construction): string {
  if (isConstruction(separation)) {
    return "shell" in separation
      ? `shell:${bitsName(separation.shell)}`
      : `${separation.code}:${bitsName(separation.distance)}`;
  }
  const terms = [
    separation.mean === undefined ? "" : `mean:${separation.mean}`,
    separation.flips === undefined ? "" : `flips:${bitsName(separation.flips)}`,
    separation.minimum === undefined ? "" : `min:${bitsName(separation.minimum)}`,
    separation.maximum === undefined ? "" : `max:${bitsName(separation.maximum)}`,
  ].filter((term) => term !== "");
  return terms.length > 0 ? terms.join("+") : "none";
}
