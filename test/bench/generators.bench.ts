import { ar1 } from "../../src/patterns/feature-correlation.ts";
import { isingLattice, isingRing } from "../../src/patterns/ising-couplings.ts";
import type { PatternSource } from "../../src/patterns/source.ts";
import {
  bchSource,
  correlatedSource,
  independentSource,
  isingSource,
  markovSource,
  separatedSource,
  shellSource,
} from "../../src/patterns/sources.ts";
import { stream } from "../../src/random/stream.ts";
import { inTurn, machineLine, own } from "./peers.ts";

/** CPU time of a set of 64 spins from every source: a capacity search draws thousands of them. */
const N = 64;

const sources: readonly PatternSource[] = [
  independentSource(),
  separatedSource({ mean: 0.4 }),
  separatedSource({ minimum: 1 }),
  separatedSource({ minimum: 8 }),
  separatedSource({ minimum: 12 }),
  separatedSource({ minimum: 14 }),
  separatedSource({ maximum: N - 1 }),
  separatedSource({ mean: 0.4, minimum: 8 }),
  correlatedSource(ar1(0.4)),
  markovSource(0.4),
  bchSource(14),
  shellSource(16),
  isingSource(isingRing(), 1),
  isingSource(isingLattice(), 0.4),
  isingSource(isingLattice(), 0.4, { algorithm: "gibbs" }),
];

console.log(`${machineLine()}\nN = ${N}, CPU milliseconds of one draw\n`);
console.log(`${"source".padEnd(34)}${"P = 1000".padStart(10)}${"P = 20000".padStart(11)}`);
for (const source of sources) {
  const seconds = await inTurn(
    Object.fromEntries(
      [1000, 20_000].map((P) => [P, own(() => source.draw(P, N, stream(1, "bench")))]),
    ),
    3,
  );
  const [small, large] = seconds.map((row) => (1000 * row.seconds).toFixed(1));
  const { algorithm = "" } = source.recipe;
  console.log(
    `${`${source.name} ${algorithm}`.padEnd(34)}${small.padStart(10)}${large.padStart(11)}`,
  );
}
