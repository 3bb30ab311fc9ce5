import { type BinaryKernels, binaryKernels, MOST_SPINS } from "./binary-kernels.ts";
import { distancesByTwin } from "./distances.ts";
import { marginsKernel } from "./margins-kernel.ts";
import { padRows } from "./resident-rows.ts";
import { addShellInPlace, emptyShells, sortShellsInPlace } from "./shells.ts";
import type { StepTable } from "./step-table.ts";

/** Below this many rows the copies to WebAssembly memory cost more than they save. */
const FEW_ROWS = 8;

/** Room for the margins of one packed state after the other. */
export interface ProbeRoom {
  /** Length ≥ P. */
  readonly distances: Int32Array;
  /** Length 32 · W, the first N count. */
  readonly margins: Float64Array;
}

/** P packed rows of N bits in W words each; never modified: a copy is kept in WebAssembly memory. */
export interface PackedRows {
  readonly words: Uint32Array;
  readonly P: number;
  readonly N: number;
  readonly wordsPerRow: number;
}

/** What the margins of a state amount to. */
export interface ProbeTest {
  /** Margins below 0, equal to 0, and with |margin| ≤ tolerance, if that is > 0. */
  readonly negative: number;
  readonly zero: number;
  readonly inDoubt: number;
  readonly least: number;
  /** Number of the first row that equals the state, P if none. */
  readonly firstEqual: number;
}

/**
 * Distances of a state from all rows and its margins Σ_μ a[d_μ] − Σ_{μ differs at i} w[d_μ].
 *
 * Rows are grouped by distance and each shell is counted bit by bit, so the interaction enters with
 * one product per shell and bit.
 *
 * @param probe  packed state from `offset`
 */
export function probeMarginsInPlace(
  room: ProbeRoom,
  table: StepTable,
  rows: PackedRows,
  probe: Uint32Array,
  offset: number,
): void {
  const kernels = kernelsForRows(rows);
  if (kernels) probeMarginsByKernel(kernels, room, table, rows, probe, offset);
  else probeMarginsByTwin(room, table, rows, probe, offset);
}

/** The kernels, or null where the twin is to be used for these rows. */
export function kernelsForRows({ P, wordsPerRow: W }: PackedRows): BinaryKernels | null {
  return P < FEW_ROWS || 32 * W > MOST_SPINS ? null : binaryKernels();
}

/** The twin of `probeMarginsByKernel`. */
export function probeMarginsByTwin(
  { distances, margins }: ProbeRoom,
  table: StepTable,
  { words, P, N, wordsPerRow: W }: PackedRows,
  probe: Uint32Array,
  offset: number,
): void {
  const shells = emptyShells(P, N);
  distancesByTwin(distances, words, P, W, probe, offset);
  sortShellsInPlace(shells, distances, P);
  margins.fill(0);
  let total = 0;
  for (let d = 0; d <= N; d++) {
    const size = shells.start[d + 1] - shells.start[d];
    if (size === 0) continue;
    total += size * table.a[d];
    if (table.w[d] === 0 || d === 0) continue;
    addShellInPlace(margins, table.w[d], shells, d, words, W, probe, offset);
  }
  for (let i = 0; i < N; i++) margins[i] = total - margins[i];
}

/** `probeMarginsInPlace` in WebAssembly. */
export function probeMarginsByKernel(
  kernels: BinaryKernels,
  { distances, margins }: ProbeRoom,
  table: StepTable,
  rows: PackedRows,
  probe: Uint32Array,
  offset: number,
): void {
  const { P, wordsPerRow: W } = rows;
  const run = marginsKernel(kernels, [table], rows, 1, false);
  const at = run.prepare();
  const { buffer } = kernels.memory;
  padRows(new Uint32Array(buffer, at.probes, run.stride / 4), probe.subarray(offset), 1, W);
  run.call(at.probes, 1);
  margins.set(new Float64Array(buffer, at.margins, 32 * W));
  distances.set(new Uint16Array(buffer, at.distances, P));
}

/**
 * Tests rows of the set as states, at most `most` at a call.
 *
 * @returns tests of the rows from … from + count − 1, all tables of one row after the other
 */
export function rowTests(
  kernels: BinaryKernels,
  tables: readonly StepTable[],
  rows: PackedRows,
  most: number,
): (from: number, count: number) => ProbeTest[] {
  const F = tables.length;
  const run = marginsKernel(kernels, tables, rows, most, false);
  return (from, count) => {
    const at = run.prepare();
    run.call(at.rows + from * run.stride, count);
    const counts = new Uint32Array(kernels.memory.buffer, at.results, 8 * count * F);
    const numbers = new Float64Array(kernels.memory.buffer, at.results, 4 * count * F);
    return Array.from({ length: count * F }, (_, k) => ({
      negative: counts[8 * k],
      zero: counts[8 * k + 1],
      inDoubt: numbers[4 * k + 3] > 0 ? counts[8 * k + 2] : 0,
      least: numbers[4 * k + 2],
      firstEqual: counts[8 * k + 3],
    }));
  };
}

/** Margins of several states, all tables of one state after the other, 32 · W numbers each. */
export interface ProbeBatch {
  readonly margins: Float64Array;
  /** Margins of state p and table f that are not beyond their tolerance. */
  inDoubt(p: number, f: number): number;
}

/**
 * Margins of states by the kernel, at most `most` at a call.
 *
 * @returns margins of the first `count` packed states, W words each; they hold until the next call
 */
export function batchMargins(
  kernels: BinaryKernels,
  tables: readonly StepTable[],
  rows: PackedRows,
  most: number,
): (probes: Uint32Array, count: number) => ProbeBatch {
  const F = tables.length;
  const { P, wordsPerRow: W } = rows;
  const part = partOf(tables, rows);
  const run = marginsKernel(kernels, tables, rows, most, true, part);
  const margins = new Float64Array(32 * W * F * most);
  return (probes, count) => {
    const at = run.prepare();
    const { buffer } = kernels.memory;
    padRows(new Uint32Array(buffer, at.probes, (run.stride / 4) * count), probes, count, W);
    const some = new Float64Array(buffer, at.margins, 32 * W * F * count);
    for (let from = 0; from < P; from += part) {
      run.call(at.probes, count, from, Math.min(P, from + part));
      if (from === 0) margins.set(some);
      else for (let k = 0; k < some.length; k++) margins[k] += some[k];
    }
    const counts = new Uint32Array(buffer, at.results, 8 * count * F).slice();
    const numbers = new Float64Array(counts.buffer);
    return {
      margins,
      inDoubt: (p, f) => (numbers[4 * (p * F + f) + 3] > 0 ? counts[8 * (p * F + f) + 2] : 0),
    };
  };
}

/** Bytes of rows that are counted for all states before the next ones: they stay in a fast cache. */
const PART_BYTES = 2 ** 20;

/** Most rows of a part: all, where sums over parts could round otherwise than one over all rows. */
function partOf(tables: readonly StepTable[], { P, wordsPerRow: W }: PackedRows): number {
  const isExact = tables.every(
    ({ exact, termSize }) => exact && P * termSize.reduce((a, b) => Math.max(a, b)) < 2 ** 53,
  );
  const parts = isExact ? Math.ceil((4 * W * P) / PART_BYTES) : 1;
  return Math.min(P, 16 * Math.ceil(P / parts / 16));
}
