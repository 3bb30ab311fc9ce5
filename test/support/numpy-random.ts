const MASK_32 = 0xffffffffn;
const MASK_64 = (1n << 64n) - 1n;
const MASK_128 = (1n << 128n) - 1n;
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;

/** 32-bit words of a whole number ≥ 0, lowest first; 0 is one word. */
function wordsOf(value: bigint): number[] {
  const words = [Number(value & MASK_32)];
  for (let rest = value >> 32n; rest > 0n; rest >>= 32n) words.push(Number(rest & MASK_32));
  return words;
}

/** Mixes words into each other by products with a constant that changes at every use. */
function hasher(constant: number, factor: number): (value: number) => number {
  let current = constant;
  return (value) => {
    let mixed = value ^ current;
    current = Math.imul(current, factor) >>> 0;
    mixed = Math.imul(mixed, current);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
}

function mixed(x: number, y: number): number {
  const result = Math.imul(x, 0xca01f9dd) - Math.imul(y, 0x4973f715);
  return (result ^ (result >>> 16)) >>> 0;
}

/** NumPy's SeedSequence of pool size 4: entropy and a spawn key to words for a generator. */
export interface SeedSequence {
  readonly pool: readonly number[];
  /** `count` 32-bit words. */
  words32(count: number): Uint32Array;
  /** `count` 64-bit words. */
  words64(count: number): bigint[];
  /** Its children number 0 … count − 1. */
  spawn(count: number): SeedSequence[];
}

/**
 * @param entropy  the seed, a whole number ≥ 0, or a list of them
 * @param spawnKey  path of child numbers; default none
 *
 * Source: O'Neill 2015, "Developing a seed_seq alternative"; numpy.random.SeedSequence.
 */
export function seedSequence(
  entropy: bigint | number | readonly (bigint | number)[],
  spawnKey: readonly number[] = [],
): SeedSequence {
  const run = (Array.isArray(entropy) ? entropy : [entropy]).flatMap((x) => wordsOf(BigInt(x)));
  // Short entropy is filled up, so that a spawn key never looks like more entropy.
  while (spawnKey.length > 0 && run.length < 4) run.push(0);
  const assembled = [...run, ...spawnKey.flatMap((key) => wordsOf(BigInt(key)))];
  const hash = hasher(0x43b0d7e5, 0x931e8875);
  const pool = Array.from({ length: 4 }, (_, i) => hash(assembled[i] ?? 0));
  for (let from = 0; from < 4; from++) {
    for (let to = 0; to < 4; to++) {
      if (from !== to) pool[to] = mixed(pool[to], hash(pool[from]));
    }
  }
  for (const word of assembled.slice(4)) {
    for (let to = 0; to < 4; to++) pool[to] = mixed(pool[to], hash(word));
  }

  function words32(count: number): Uint32Array {
    const output = hasher(0x8b51f9dd, 0x58f38ded);
    return Uint32Array.from({ length: count }, (_, i) => output(pool[i % 4]));
  }
  return {
    pool,
    words32,
    words64(count) {
      const halves = words32(2 * count);
      return Array.from(
        { length: count },
        (_, i) => BigInt(halves[2 * i]) | (BigInt(halves[2 * i + 1]) << 32n),
      );
    },
    spawn: (count) =>
      Array.from({ length: count }, (_, child) => seedSequence(entropy, [...spawnKey, child])),
  };
}

/** NumPy's default bit generator, PCG64 (XSL-RR 128/64). */
export interface Pcg64 {
  /** Next 64-bit word, as `random_raw`. */
  raw(): bigint;
  /** Uniform on [0, 1), as `Generator.random()`. */
  random(): number;
  /** Moves the state on by so many words (negative: back), as `advance`. */
  advance(delta: bigint): Pcg64;
  /** A copy moved on by (φ − 1)·2¹²⁸ words a jump, as `jumped`. */
  jumped(jumps?: bigint): Pcg64;
}

/**
 * The stream of `numpy.random.default_rng(seed)` where `seeds` is its SeedSequence.
 *
 * Source: O'Neill 2014, "PCG: a family of simple fast space-efficient statistically good algorithms
 * for random number generation"; numpy.random.PCG64.
 */
export function pcg64(seeds: SeedSequence): Pcg64 {
  const [stateHigh, stateLow, incHigh, incLow] = seeds.words64(4);
  const increment = (((incHigh << 65n) | (incLow << 1n)) & MASK_128) | 1n;
  const start = increment + ((stateHigh << 64n) | stateLow);
  return opened((start * MULTIPLIER + increment) & MASK_128, increment);
}

function opened(start: bigint, increment: bigint): Pcg64 {
  let state = start;

  function advanced(delta: bigint): bigint {
    let factor = 1n;
    let sum = 0n;
    let multiplier = MULTIPLIER;
    let plus = increment;
    for (let rest = BigInt.asUintN(128, delta); rest > 0n; rest >>= 1n) {
      if (rest & 1n) {
        factor = (factor * multiplier) & MASK_128;
        sum = (sum * multiplier + plus) & MASK_128;
      }
      plus = ((multiplier + 1n) * plus) & MASK_128;
      multiplier = (multiplier * multiplier) & MASK_128;
    }
    return (factor * state + sum) & MASK_128;
  }

  function raw(): bigint {
    state = (state * MULTIPLIER + increment) & MASK_128;
    const folded = (state >> 64n) ^ (state & MASK_64);
    const turn = state >> 122n;
    return ((folded >> turn) | (folded << (64n - turn))) & MASK_64;
  }

  const generator: Pcg64 = {
    raw,
    random: () => Number(raw() >> 11n) / 2 ** 53,
    advance(delta) {
      state = advanced(delta);
      return generator;
    },
    jumped: (jumps = 1n) =>
      opened(advanced(jumps * 0x9e3779b97f4a7c15f39cc0605cedc835n), increment),
  };
  return generator;
}
