// Random streams: everything random takes one of these by hand.

// Patterns: sets of ±1 rows, bit-packed.
export { independent } from "./patterns/independent.ts";
export {
  distanceBetween,
  hammingDistances,
  overlaps,
  type Patterns,
  packedPatterns,
  patternsFromRows,
  patternsFromValues,
  prefix,
  row,
  type Spins,
  take,
  values,
} from "./patterns/patterns.ts";
export { type Rng, stream } from "./random/stream.ts";
