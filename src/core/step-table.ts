/** What counting margins needs of an interaction, by distance d = 0 … N. */
export interface StepTable {
  readonly N: number;
  /** What a pattern that agrees at a spin adds to its margin. */
  readonly a: Float64Array;
  /** What a pattern that disagrees takes from that again. */
  readonly w: Float64Array;
  /** Magnitude that the rounding of a and w is relative to. */
  readonly termSize: Float64Array;
  /** True if every entry is an integer below 2⁵³. */
  readonly exact: boolean;
}

/** Step tables as `marginsOfProbes` of `assembly/margins.ts` reads them. */
export interface PackedTables {
  readonly bytes: Uint8Array;
  /** Number of interactions. */
  readonly F: number;
  /** Columns of i16 limbs, and of f64. */
  readonly columns: number;
  readonly reals: number;
  readonly limbBits: number;
}

const singles = new WeakMap<StepTable, Map<number, PackedTables>>();

/**
 * Weights that are integers are divided by their common factor and split into i16 limbs, so that
 * they are summed exactly in i32, as long as the sums over P rows stay below 2⁵³.
 */
export function packedTables(tables: readonly StepTable[], P: number): PackedTables {
  if (tables.length !== 1) return packed(tables, limbBitsOf(tables, P));
  const known = singles.get(tables[0]) ?? new Map<number, PackedTables>();
  singles.set(tables[0], known);
  const bits = limbBitsOf(tables, P);
  let result = known.get(bits);
  if (result === undefined) {
    result = packed(tables, bits);
    known.set(bits, result);
  }
  return result;
}

/** Bits of a limb, at which sums of P limbs fit 32 bits; 0 where weights are to stay in f64. */
function limbBitsOf(tables: readonly StepTable[], P: number): number {
  const fits = tables.every(({ exact, w }) => !exact || P * largest(w) < 2 ** 53);
  if (!fits) return 0;
  return P < 2 ** 16 ? 16 : P < 2 ** 17 ? 15 : 0;
}

const largest = (w: Float64Array): number => w.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

function packed(tables: readonly StepTable[], limbBits: number): PackedTables {
  const F = tables.length;
  const length = tables[0].N + 1;
  const splits = tables.map(({ exact, w }) =>
    exact && limbBits > 0 ? limbsOf(w, limbBits) : null,
  );
  const limbs = splits.flatMap((split) => split?.limbs ?? []);
  const reals = splits.filter((split) => split === null).length;
  const head = 16 * F;
  const body = 8 * length * (2 * F + reals);
  const bytes = new Uint8Array(head + body + 2 * length * limbs.length);
  const view = new DataView(bytes.buffer);
  const columns = new Float64Array(bytes.buffer, head, body / 8);
  let real = 2 * F;
  tables.forEach((table, f) => {
    const split = splits[f];
    view.setUint32(16 * f, split?.limbs.length ?? 0, true);
    view.setUint32(16 * f + 4, table.exact ? 1 : 0, true);
    view.setFloat64(16 * f + 8, split?.unit ?? 1, true);
    columns.set(table.a, f * length);
    columns.set(table.termSize, (F + f) * length);
    if (split === null) columns.set(table.w, real++ * length);
  });
  const shorts = new Int16Array(bytes.buffer, head + body);
  limbs.forEach((limb, c) => {
    shorts.set(limb, c * length);
  });
  return { bytes, F, columns: limbs.length, reals, limbBits };
}

/** Integer weights as limbs of which sums over P rows are exact. */
export interface WeightLimbs {
  readonly bits: number;
  /** w = unit · Σ_c 2^(c · bits) · limbs[c] at d > 0. */
  readonly unit: number;
  readonly limbs: readonly Int16Array[];
}

/** The limbs of an interaction's weights; null where they are to be summed in f64. */
export function weightLimbs(table: StepTable, P: number): WeightLimbs | null {
  const bits = limbBitsOf([table], P);
  return table.exact && bits > 0 ? { bits, ...limbsOf(table.w, bits) } : null;
}

/** w = unit · Σ_c 2^(c · bits) · limbs[c]; w[0] counts nowhere and is left out. */
function limbsOf(w: Float64Array, bits: number): { unit: number; limbs: Int16Array[] } {
  const unit = w.subarray(1).reduce(commonFactor, 0) || 1;
  let rest = w.map((x, d) => (d === 0 ? 0 : x / unit));
  const base = 2 ** bits;
  const limbs: Int16Array[] = [];
  do {
    const digits = rest.map((x) => x - base * Math.floor(x / base + 0.5));
    limbs.push(Int16Array.from(digits));
    rest = rest.map((x, d) => (x - digits[d]) / base);
  } while (rest.some((x) => x !== 0));
  return { unit, limbs };
}

function commonFactor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
