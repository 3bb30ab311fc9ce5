import { independent } from "../../src/patterns/independent.ts";
import { type Patterns, patternsFromRows, row, take } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";

const rowsOf = (set: Patterns) => Array.from({ length: set.P }, (_, mu) => row(set, mu));

/** Small sets where fast and literal stability are compared: sizes around words, odd structure. */
export function smallSets(): { name: string; patterns: Patterns }[] {
  const random = [
    [1, 2],
    [1, 9],
    [9, 7],
    [14, 16],
    [12, 31],
    [12, 32],
    [12, 33],
    [10, 45],
  ].map(([P, N]) => ({
    name: `random P = ${P}, N = ${N}`,
    patterns: independent(P, N, stream(1, "small sets", P, N)),
  }));
  const base = independent(8, 21, stream(1, "small sets", "base"));
  const rows = rowsOf(base);
  const negative = rows[2].map((x) => -x);
  const neighbour = rows[5].map((x, i) => (i === 20 ? -x : x));
  return [
    ...random,
    { name: "duplicates", patterns: take(base, [0, 1, 0, 2, 3, 1, 0]) },
    { name: "antipodes", patterns: patternsFromRows([...rows, negative]) },
    { name: "distance 1", patterns: patternsFromRows([...rows, neighbour]) },
    { name: "two at distance 1", patterns: patternsFromRows([rows[5], neighbour]) },
  ];
}
