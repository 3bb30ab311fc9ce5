import { type BinaryKernels, binaryKernels, MOST_SPINS } from "./binary-kernels.ts";
import { distance } from "./bits.ts";
import { padRows } from "./resident-rows.ts";
import { type StepTable, weightLimbs } from "./step-table.ts";

/** An interaction for a pass, and how exact sums of it are. */
export interface PassTables {
  readonly table: StepTable & {
    /** [F(h + 2) − F(h)], what a pattern that differs takes from a margin. */
    readonly b: Float64Array;
  };
  /** By distance: bound of |a| and |b|, rounding included. */
  readonly change: Float64Array;
  /** All sums of P terms are exact integers, so no margin is in doubt. */
  readonly isExact: boolean;
}

/** Margins of the patterns stored so far. Arrays hold until the next call. */
export interface NestedPass {
  /**
   * Adds pattern k = 0, 1, … behind the k stored ones.
   *
   * @returns the patterns whose counts were made anew; those of all others are as they were
   */
  add(k: number): Uint32Array;
  /** By pattern: margins below 0, those in doubt left out. */
  negative(): Uint32Array;
  /** By pattern: margins that are 0, or that rounding leaves in doubt. */
  zero(): Uint32Array;
  /** Margins of pattern nu; length ≥ N. Up to date for patterns that `add` just returned. */
  margins(nu: number): Float64Array;
  /** Frees the memory. */
  close(): void;
}

/**
 * Opens a pass over P packed rows: the margins of all stored patterns while they grow in number.
 *
 * A row of margins is brought up to date only when the patterns added since could have changed a
 * sign in it, so most of the work is done for many patterns at once. Memory 8·P·N bytes and about
 * 30 a pattern.
 *
 * @param words  P rows of ⌈N/32⌉ words
 */
export function openNestedPass(words: Uint32Array, P: number, tables: PassTables): NestedPass {
  const kernels = tables.table.N <= MOST_SPINS ? binaryKernels() : null;
  return kernels ? compiledPass(kernels, words, P, tables) : nestedPassTwin(words, P, tables);
}

/** Batches from this size on are counted shell by shell: measured at N = 64 and 512. */
const SHELLS_FROM = 96;

function compiledPass(
  { exports, heap, memory }: BinaryKernels,
  words: Uint32Array,
  P: number,
  { table, change, isExact }: PassTables,
): NestedPass {
  const { N, a, b, w, termSize } = table;
  const limbs = isExact ? weightLimbs(table, P) : null;
  const columns = limbs?.limbs.length ?? 0;
  const W = Math.ceil(N / 32);
  const rowBytes = exports.strideFor(W);
  const stride = marginsPerRow(N);
  const blocks = Math.ceil(P / 16);
  let bytes = 0;
  /** Offset of a part in the one block of the pass. */
  const part = (size: number): number => {
    const offset = bytes;
    bytes += Math.ceil(size / 16) * 16;
    return offset;
  };
  const column = 8 * (N + 1);
  const state = part(120);
  const rows = part(P * rowBytes + 16);
  const interleaved = part(blocks * 64 * W);
  const tables = { agree: a, differ: b.map((value) => -value), weight: w };
  const places = Object.values(tables).map(() => part(column));
  const limbPlace = part(2 * columns * (N + 1));
  const [changePlace, sizePlace] = [part(column), part(column)];
  const margins = part(8 * P * stride);
  const slack = part(8 * P);
  const total = part(isExact ? 0 : 8 * P);
  const [seen, negative, zero, renewed] = [part(4 * P), part(4 * P), part(4 * P), part(4 * P)];
  const scratch = [
    part(32 * blocks),
    part(32 * (blocks + 1)),
    part(2 * P + 4),
    part(128 * W),
    part(exports.passScratchBytes(P, N, W, columns)),
  ];
  const base = heap.allocate(bytes);
  const { buffer } = memory;
  const pointers = [rows, interleaved, ...places, limbPlace, changePlace, sizePlace];
  pointers.push(margins, slack, total, seen, negative, zero, renewed, ...scratch);
  new Uint32Array(buffer, base + state, 28).set([
    ...[N, W, rowBytes, stride, SHELLS_FROM, Number(isExact), columns, limbs?.bits ?? 0],
    ...pointers.map((offset) => base + offset),
  ]);
  new Float64Array(buffer, base + state + 112, 1)[0] = limbs?.unit ?? 1;
  padRows(new Uint32Array(buffer, base + rows, (P * rowBytes) / 4), words, P, W);
  exports.interleaveRows(base + rows, rowBytes, 4 * W, P, base + interleaved);
  Object.values(tables).forEach((values, k) => {
    new Float64Array(buffer, base + places[k], N + 1).set(values);
  });
  new Float64Array(buffer, base + changePlace, N + 1).set(change);
  new Float64Array(buffer, base + sizePlace, N + 1).set(termSize);
  limbs?.limbs.forEach((limb, c) => {
    new Int16Array(buffer, base + limbPlace + 2 * c * (N + 1), N + 1).set(limb);
  });
  return {
    add: (k) => new Uint32Array(memory.buffer, base + renewed, exports.addPattern(base + state, k)),
    negative: () => new Uint32Array(memory.buffer, base + negative, P),
    zero: () => new Uint32Array(memory.buffer, base + zero, P),
    margins: (nu) => new Float64Array(memory.buffer, base + margins + 8 * nu * stride, stride),
    close: () => heap.free(base),
  };
}

/** `openNestedPass` in TypeScript: the specification of the compiled kernel. */
export function nestedPassTwin(words: Uint32Array, P: number, tables: PassTables): NestedPass {
  const { table, change, isExact } = tables;
  const { N, a, b, termSize } = table;
  const W = Math.ceil(N / 32);
  const stride = marginsPerRow(N);
  const margins = new Float64Array(P * stride);
  const slack = new Float64Array(P);
  const total = new Float64Array(P);
  const seen = new Uint32Array(P);
  const negative = new Uint32Array(P);
  const zero = new Uint32Array(P);
  const renewed = new Uint32Array(P);
  const between = (mu: number, nu: number) => distance(words, mu * W, words, nu * W, W);
  const step = new Float64Array(2);

  function add(k: number): Uint32Array {
    let size = 0;
    for (let nu = 0; nu < k; nu++) {
      const d = between(nu, k);
      slack[nu] -= change[d];
      total[nu] += termSize[d];
      // Thrice the tolerance: for the margins, for the zone of doubt, for the differences here.
      if (slack[nu] <= 3 * tolerance(nu, k + 1)) {
        renew(nu, k + 1);
        renewed[size++] = nu;
      }
    }
    for (let mu = 0; mu <= k; mu++) total[k] += termSize[between(mu, k)];
    renew(k, k + 1);
    renewed[size++] = k;
    return renewed.subarray(0, size);
  }

  function tolerance(nu: number, stored: number): number {
    return isExact ? 0 : (stored + N + 8) * (2 ** -53 * total[nu] + Number.MIN_VALUE);
  }

  /** Brings the margins of pattern nu up to the first `stored` patterns, and counts them. */
  function renew(nu: number, stored: number): void {
    const first = nu * stride;
    for (let mu = seen[nu]; mu < stored; mu++) {
      const d = between(mu, nu);
      step[0] = a[d];
      step[1] = -b[d];
      for (let i = 0, j = 0; i < N; j++) {
        let differs = words[mu * W + j] ^ words[nu * W + j];
        const end = Math.min(N, i + 32);
        for (; i < end; i++, differs >>>= 1) margins[first + i] += step[differs & 1];
      }
    }
    seen[nu] = stored;
    const limit = tolerance(nu, stored);
    let nearest = Infinity;
    let below = 0;
    let inDoubt = 0;
    for (let i = first; i < first + N; i++) {
      nearest = Math.min(nearest, Math.abs(margins[i]));
      if (Math.abs(margins[i]) <= limit) inDoubt += 1;
      else if (margins[i] < 0) below += 1;
    }
    slack[nu] = nearest;
    negative[nu] = below;
    zero[nu] = inDoubt;
  }

  return {
    add,
    negative: () => negative,
    zero: () => zero,
    margins: (nu) => margins.subarray(nu * stride, (nu + 1) * stride),
    close() {},
  };
}

/** Margins a row, filled up to whole groups of the kernel. */
const marginsPerRow = (N: number): number => 4 * Math.ceil(N / 4);
