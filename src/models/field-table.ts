import type { ExactInteraction, Interaction, RelativeInteraction } from "./interaction.ts";

/**
 * Everything the dynamics needs of an interaction at N spins, by Hamming distance d = 0 … N,
 * that is by overlap h = N − 2d.
 *
 * With shells d of μ around σ, flipping spin i costs
 *
 *     E(flip i) − E(σ) = scale · ( Σ_{μ agrees at i} a[d_μ] − Σ_{μ disagrees at i} b[d_μ] )
 *                      = scale · ( Σ_μ a[d_μ] − Σ_{μ disagrees at i} w[d_μ] ).
 *
 * This is a difference of energies, so no self coupling of spin i enters.
 */
export interface FieldTable {
  readonly N: number;
  /** F(h) / scale. */
  readonly f: Float64Array;
  /** [F(h) − F(h − 2)] / scale; 0 at d = N, where no spin agrees. */
  readonly a: Float64Array;
  /** [F(h + 2) − F(h)] / scale; 0 at d = 0, where no spin disagrees. */
  readonly b: Float64Array;
  /** a + b. */
  readonly w: Float64Array;
  /**
   * Magnitude that the rounding of a is relative to: |a|, or |F(h)| + |F(h − 2)| over scale where
   * a is the difference of these. 0 only where a is truly 0, not where it underflows.
   */
  readonly aSize: Float64Array;
  /** The same for all that a pattern at distance d can add to a sum of a and w. */
  readonly termSize: Float64Array;
  /** What the tables are divided by; Infinity where F(N) overflows float64. */
  readonly scale: number;
  /** True if every entry is the exact value: an integer below 2⁵³. */
  readonly exact: boolean;
  /** The numbers a / (common factor) as exact integers; null where F is not rational. */
  readonly integers: readonly bigint[] | null;
  /** For entries relative to another overlap than N, where those relative to N underflow. */
  readonly relative: RelativeInteraction | null;
}

const cache = new WeakMap<Interaction, Map<number, FieldTable>>();

/**
 * The field table of an interaction at N spins.
 *
 * Rational polynomials are computed in integers; where an entry passes 2⁵³ all are divided by
 * F(N) − F(N − 2), each rounded once. Exponentials are relative to F(N). Tables are kept, so
 * asking again costs nothing.
 *
 * @param N  number of spins, integer ≥ 1
 * @throws {RangeError} N < 1; F is not finite on −N … N; or F(N) ≤ F(N − 2), so that a stored
 *   pattern would not even be a fixed point alone
 * @throws {TypeError} no interaction
 */
export function fieldTable(interaction: Interaction, N: number): FieldTable {
  // Asked in plain JavaScript, where it is easily forgotten.
  if (typeof (interaction as Partial<Interaction> | undefined)?.F !== "function") {
    const got = interaction === undefined ? "none" : typeof interaction;
    throw new TypeError(`fieldTable: expected an interaction such as power(3), got ${got}`);
  }
  if (!Number.isInteger(N) || N < 1) {
    throw new RangeError(`fieldTable: expected an integer N >= 1, got ${N}`);
  }
  const known = cache.get(interaction) ?? new Map<number, FieldTable>();
  cache.set(interaction, known);
  let table = known.get(N);
  if (!table) {
    table = compile(interaction, N);
    known.set(N, table);
  }
  return table;
}

function compile(interaction: Interaction, N: number): FieldTable {
  const { exact, relative } = interaction;
  if (exact) return fromIntegers(exact, N, interaction.name);
  const f = new Float64Array(N + 1);
  const a = new Float64Array(N + 1);
  const aSize = new Float64Array(N + 1);
  for (let d = 0; d <= N; d++) {
    const h = N - 2 * d;
    f[d] = relative ? relative.F(h, N) : interaction.F(h);
    if (!Number.isFinite(f[d])) {
      throw new RangeError(
        `fieldTable: expected F finite on -N … N, got F(${h}) = ${f[d]} for ${interaction.name}, ` +
          `N = ${N}; give F relative to F(N), or use exponential(beta)`,
      );
    }
  }
  for (let d = 0; d < N; d++) {
    a[d] = relative ? relative.step(N - 2 * d, N) : f[d] - f[d + 1];
    aSize[d] = relative ? sizeOf(a[d]) : Math.abs(f[d]) + Math.abs(f[d + 1]);
  }
  requireStable(a[0] > 0, interaction.name, N);
  const scale = relative ? interaction.F(N) : 1;
  return finish({ N, f, a, aSize, scale, exact: false, integers: null, relative });
}

function fromIntegers(exact: ExactInteraction, N: number, name: string): FieldTable {
  const values = Array.from({ length: N + 1 }, (_, d) => exact.F(BigInt(N - 2 * d)));
  const steps = values.map((value, d) => (d < N ? value - values[d + 1] : 0n));
  requireStable(steps[0] > 0n, name, N);
  const isSmall = [...values, ...steps].every((v) => v <= 2n ** 52n && v >= -(2n ** 52n));
  const divisor = isSmall ? 1n : steps[0];
  const f = Float64Array.from(values, (v) => ratio(v, divisor));
  const a = Float64Array.from(steps, (v) => ratio(v, divisor));
  const aSize = Float64Array.from(steps, (v, d) => (v === 0n ? 0 : sizeOf(a[d])));
  const scale = ratio(divisor, exact.unit);
  return finish({ N, f, a, aSize, scale, exact: isSmall, integers: steps, relative: null });
}

function finish(table: Omit<FieldTable, "b" | "w" | "termSize">): FieldTable {
  const { a, aSize } = table;
  const b = Float64Array.from(a, (_, d) => (d > 0 ? a[d - 1] : 0));
  const w = Float64Array.from(a, (value, d) => value + b[d]);
  const termSize = Float64Array.from(aSize, (size, d) => 2 * size + (d > 0 ? aSize[d - 1] : 0));
  return Object.freeze({ ...table, b, w, termSize });
}

/** |value|, and the smallest number where a value other than 0 has underflowed. */
const sizeOf = (value: number): number => Math.max(Math.abs(value), Number.MIN_VALUE);

function requireStable(isStable: boolean, name: string, N: number): void {
  if (isStable) return;
  throw new RangeError(
    `fieldTable: expected F(N) > F(N - 2), so that a lone pattern is stable, got ${name} at N = ${N}`,
  );
}

/** numerator / denominator rounded once, free of overflow in between; denominator > 0. */
function ratio(numerator: bigint, denominator: bigint): number {
  if (denominator === 1n) return Number(numerator);
  const size = numerator < 0n ? -numerator : numerator;
  const shift = Math.max(0, 4 * (denominator.toString(16).length - size.toString(16).length) + 72);
  // In two factors, as 2^−shift alone may underflow where the ratio does not.
  const half = shift >>> 1;
  const quotient = Number((size << BigInt(shift)) / denominator) * 2 ** -half * 2 ** (half - shift);
  return numerator < 0n ? -quotient : quotient;
}
