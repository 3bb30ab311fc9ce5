import { type BinaryKernels, binaryKernels, MOST_SPINS } from "./binary-kernels.ts";
import { distancesByTwin } from "./distances.ts";
import { residentRows } from "./resident-rows.ts";
import { scratch } from "./scratch.ts";
import { addShellInPlace, emptyShells, sortShellsInPlace } from "./shells.ts";
import { packedTables, type StepTable } from "./step-table.ts";

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
  const run = marginsKernel(kernels, [table], rows, 1);
  const at = run.prepare();
  const { buffer } = kernels.memory;
  new Uint8Array(buffer, at.probe, run.stride).fill(0);
  new Uint32Array(buffer, at.probe, W).set(probe.subarray(offset, offset + W));
  run.call(at.probe, 1);
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
  const run = marginsKernel(kernels, tables, rows, most);
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

/** `marginsOfProbes` for one set and some tables: what it reads is put into memory at every call. */
function marginsKernel(
  kernels: BinaryKernels,
  tables: readonly StepTable[],
  rows: PackedRows,
  most: number,
) {
  const { exports } = kernels;
  const { words, P, N, wordsPerRow: W } = rows;
  const packed = packedTables(tables, P);
  const { F, columns, reals, limbBits } = packed;
  const stride = exports.strideFor(W);
  const bytes = {
    tables: packed.bytes.length,
    probe: stride,
    distances: 128 * Math.ceil(P / 16),
    margins: 256 * W * F,
    results: 32 * F * most,
    scratch: exports.marginScratchBytes(P, N, W, F, columns + reals),
  };
  const places = { rows: 0, interleaved: 0, ...bytes };
  const names = Object.keys(bytes) as (keyof typeof bytes)[];
  const total = names.reduce((sum, name) => sum + bytes[name] + 16, 0);

  function prepare(): typeof places {
    const set = residentRows(kernels, words, P, W);
    places.rows = set.rows;
    places.interleaved = set.interleaved;
    let next = scratch(kernels, total);
    for (const name of names) {
      places[name] = next;
      next += Math.ceil(bytes[name] / 16) * 16;
    }
    new Uint8Array(kernels.memory.buffer, places.tables).set(packed.bytes);
    return places;
  }

  function call(probe: number, count: number): void {
    exports.marginsOfProbes(
      places.rows,
      places.interleaved,
      P,
      N,
      W,
      probe,
      count,
      places.tables,
      F,
      columns,
      reals,
      limbBits,
      places.distances,
      places.margins,
      places.results,
      places.scratch,
    );
  }

  return { stride, prepare, call };
}
