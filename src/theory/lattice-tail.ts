import { type CrosstalkLaw, type Cumulants, cumulants } from "./crosstalk-law.ts";
import { saddlepoint } from "./saddlepoint.ts";

/** A value on a lattice and the probability with which one summand has it. */
export interface Atom {
  readonly value: bigint;
  readonly probability: number;
}

/** Probabilities that a sum lies above a threshold, and on it. */
export interface LatticeTail {
  readonly above: number;
  readonly at: number;
}

/** Bound of e^−37 = 1e-16 on what is cut off, relative to the whole. */
const cut = 37;
/** Largest number of rotations, lattice points times atoms over 2: a few seconds. */
const mostRotations = 2 ** 30;
/** Rotations of a phase before it is computed anew. */
const renewal = 64;

/** Size of a computation that `latticeTail` would have to refuse. */
export class TooManyLatticePoints extends RangeError {
  readonly points: number;
  constructor(points: number) {
    super(`${points} lattice points`);
    this.points = points;
  }
}

/**
 * P(sum > threshold) and P(sum = threshold) for `count` independent summands, to relative 1e-9.
 *
 * The law is tilted, e^{λv}, so that the sum has its mean at the threshold; the probabilities
 * follow from the discrete Fourier sum of its characteristic function over a window of lattice points
 * around the threshold. What the window cuts off or folds back has a tilted probability below e^−37
 * at either end, by Chernoff's bound. The scale of the tilt makes small tails as accurate as large
 * ones.
 *
 * @param law  the same law in units of the threshold, for the tilt
 * @param threshold  above the mean of the sum
 * @throws {TooManyLatticePoints} the window needs too many points
 */
export function latticeTail(
  atoms: readonly Atom[],
  law: CrosstalkLaw,
  count: number,
  threshold: bigint,
): LatticeTail {
  const values = atoms.map(({ value }) => value);
  const least = values.reduce((a, b) => (b < a ? b : a));
  const most = values.reduce((a, b) => (b > a ? b : a));
  const spacing = values.reduce((divisor, value) => commonDivisor(divisor, value - least), 0n);
  const rise = threshold - BigInt(count) * least;
  const below = rise / spacing;
  const isOnLattice = rise % spacing === 0n;
  const top = (BigInt(count) * (most - least)) / spacing;
  if (below >= top) {
    const highest = atoms.find(({ value }) => value === most)?.probability ?? 0;
    return { above: 0, at: isOnLattice && below === top ? highest ** count : 0 };
  }

  const step = quotient(spacing, threshold);
  const lambda = saddlepoint(law, count);
  const tilted = cumulants(law, lambda);
  const up = Math.min(
    Math.ceil(reach(law, count, lambda, tilted, 1) / step) + 1,
    Number(top - below),
  );
  const down = Math.min(
    Math.ceil(reach(law, count, lambda, tilted, -1) / step) + 1,
    Number(below) + 1,
  );
  const points = up + down + 1;
  const kept = keptAtoms(atoms, lambda, threshold, tilted.K, count);
  if (!((points * kept.length) / 2 <= mostRotations)) {
    throw new TooManyLatticePoints(points);
  }
  const sums = fourierSums(
    kept.map(({ value, probability }) => ({
      position: Number(((value - least) / spacing) % BigInt(points)),
      weight: probability,
    })),
    { count, origin: Number(below % BigInt(points)), points, up, decay: lambda * step },
  );
  // the lattice point at or next below the threshold, in units of the threshold
  const origin = 1 - quotient(rise - below * spacing, threshold);
  const scale = Math.exp(count * tilted.K - lambda * origin);
  return { above: scale * sums.above, at: isOnLattice ? scale * sums.at : 0 };
}

/** Tilted probabilities, without those that together make less than 1e-17 of the result. */
function keptAtoms(
  atoms: readonly Atom[],
  lambda: number,
  threshold: bigint,
  K: number,
  count: number,
): Atom[] {
  const least = 1e-17 / (count * atoms.length);
  return atoms
    .map(({ value, probability }) => ({
      value,
      probability: Math.exp(Math.log(probability) + lambda * quotient(value, threshold) - K),
    }))
    .filter(({ probability }) => probability > least);
}

/**
 * Distance from the threshold beyond which the tilted sum has a probability below e^−cut: the least
 * over tilts t of Chernoff's bound, on a geometric grid of t − λ.
 */
function reach(
  law: CrosstalkLaw,
  count: number,
  lambda: number,
  { K, curvature }: Cumulants,
  side: 1 | -1,
): number {
  const unit = 1 / Math.sqrt(count * curvature);
  let shortest = Infinity;
  for (let k = -12; k <= 20; k++) {
    const t = unit * 2 ** (k / 2);
    const bound = count * (cumulants(law, lambda + side * t).K - K) - side * t;
    const distance = (bound + cut) / t;
    if (distance < shortest) shortest = distance;
  }
  return shortest;
}

/** Sums of the tilted law at and above the origin, the latter weighted by e^{−decay·(k − origin)}. */
function fourierSums(
  atoms: readonly { readonly position: number; readonly weight: number }[],
  window: {
    readonly count: number;
    readonly origin: number;
    readonly points: number;
    readonly up: number;
    readonly decay: number;
  },
): LatticeTail {
  const { count, origin, points, up, decay } = window;
  const turn = (2 * Math.PI) / points;
  const weights = Float64Array.from(atoms, ({ weight }) => weight);
  const positions = Float64Array.from(atoms, ({ position }) => position);
  const [stepRe, stepIm] = [
    positions.map((x) => Math.cos(turn * x)),
    positions.map((x) => Math.sin(turn * x)),
  ];
  const [re, im] = [new Float64Array(atoms.length), new Float64Array(atoms.length)];
  const kept = Math.exp(-decay);
  const keptAtEnd = Math.exp(-decay * up);
  let above = 0;
  let at = 0;
  for (let j = 0; 2 * j <= points; j++) {
    if (j % renewal === 0) {
      positions.forEach((position, a) => {
        const angle = turn * ((position * j) % points);
        re[a] = weights[a] * Math.cos(angle);
        im[a] = weights[a] * Math.sin(angle);
      });
    }
    let sumRe = 0;
    let sumIm = 0;
    for (let a = 0; a < re.length; a++) {
      const [x, y] = [re[a], im[a]];
      sumRe += x;
      sumIm += y;
      re[a] = x * stepRe[a] - y * stepIm[a];
      im[a] = x * stepIm[a] + y * stepRe[a];
    }
    const size = Math.exp((count / 2) * Math.log(sumRe * sumRe + sumIm * sumIm));
    if (size < 1e-30) continue;
    const both = j === 0 || 2 * j === points ? 1 : 2;
    const angle = count * Math.atan2(sumIm, sumRe) - turn * ((origin * j) % points);
    const phaseRe = both * size * Math.cos(angle);
    const phaseIm = both * size * Math.sin(angle);
    at += phaseRe;
    // Σ q^r over r = 1 … up with q = e^{−decay − iθ}, as top / gap
    const [qRe, qIm] = [kept * Math.cos(turn * j), -kept * Math.sin(turn * j)];
    const end = turn * ((up * j) % points);
    const [restRe, restIm] = [1 - keptAtEnd * Math.cos(end), keptAtEnd * Math.sin(end)];
    const gapRe = -Math.expm1(-decay) + 2 * kept * Math.sin((turn * j) / 2) ** 2;
    const gapIm = -qIm;
    const topRe = qRe * restRe - qIm * restIm;
    const topIm = qRe * restIm + qIm * restRe;
    const norm = gapRe * gapRe + gapIm * gapIm;
    above +=
      (phaseRe * (topRe * gapRe + topIm * gapIm) - phaseIm * (topIm * gapRe - topRe * gapIm)) /
      norm;
  }
  return { above: above / points, at: at / points };
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}

/** a/b in float64, whatever the size of both. */
function quotient(a: bigint, b: bigint): number {
  return Number((a << 1000n) / b) * 2 ** -1000;
}
