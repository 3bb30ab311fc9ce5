import { maximumBetween } from "../numerics/maximum-between.ts";
import { rootBetween } from "../numerics/root-between.ts";
import { type StationaryLaw, type StationaryPoint, stationaryPoint } from "./stationary-point.ts";

/** 1/(1 + e^(−u)) is 1 to rounding above. */
const highest = 36;
const pieces = 96;
/** Shares of the range from its lower end, where a lower peak is narrow. */
const nearEnd = Array.from({ length: 14 }, (_, k) => 10 ** (-2 - k / 3));

/** Stationary states of m > 0 along u = ln(m/(1 − m)), ascending; between neighbours the load rises or falls. */
export interface StationaryBranch {
  readonly u: readonly number[];
  readonly points: readonly StationaryPoint[];
}

/**
 * The branch of a law; empty at temperatures where only m = 0 is stationary.
 *
 * The load rises with m to its spinodal and falls beyond; with distinct indices there is a second,
 * lower peak at overlaps of about T^(1/(n−2)), so that all peaks and troughs are sought.
 */
export function stationaryBranch(law: StationaryLaw): StationaryBranch {
  const ends = magnetisedRange(law);
  if (ends === null) return { u: [], points: [] };
  const [from, to] = ends;
  const even = Array.from({ length: pieces + 1 }, (_, i) => from + ((to - from) * i) / pieces);
  const grid = [...even, ...nearEnd.map((share) => from + (to - from) * share)].sort(
    (a, b) => a - b,
  );
  const load = (u: number) => stationaryPoint(law, u).alpha;
  const loads = grid.map(load);
  const turns: number[] = [];
  for (let i = 1; i < grid.length - 1; i++) {
    const sign = loads[i] > loads[i - 1] ? 1 : -1;
    const [before, after] = [i - 1, i + 1].map((k) => sign * (loads[i] - loads[k]));
    // else rounding turns it
    if (Math.min(before, after) < 1e-9 * loads[i] || loads[i] === 0) continue;
    turns.push(maximumBetween((u) => sign * load(u), grid[i - 1], grid[i + 1]));
  }
  const u = [...grid, ...turns].sort((a, b) => a - b);
  return { u, points: u.map((at) => stationaryPoint(law, at)) };
}

/** Range of u where spins without noise have more than the overlap m: tanh(m^(n−1)/T) > m. */
function magnetisedRange({ n, temperature }: StationaryLaw): [number, number] | null {
  // roots of loads above 1e-20 lie above; at n = 2 the load there is lost in rounding
  const lowest = n === 2 ? -11 : -28;
  if (temperature === 0) return [lowest, highest];
  // T at which noiseless spins have the overlap m, relative to the temperature
  const excess = (u: number) => {
    const [m, missing] = [1 / (1 + Math.exp(-u)), 1 / (1 + Math.exp(u))];
    const atanh = m < 0.5 ? Math.atanh(m) : Math.log((1 + m) / missing) / 2;
    return m ** (n - 1) / atanh / temperature - 1;
  };
  const best = n === 2 ? lowest : maximumBetween(excess, lowest, highest);
  if (!(excess(best) > 0)) return null;
  // a little outside, where the load is 0
  const to = excess(highest) >= 0 ? highest : rootBetween(excess, best, highest) + 1e-9;
  const from = excess(lowest) >= 0 ? lowest : rootBetween(excess, lowest, best) - 1e-9;
  return [from, to];
}
