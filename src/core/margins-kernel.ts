import type { BinaryKernels } from "./binary-kernels.ts";
import type { PackedRows } from "./probe-margins.ts";
import { residentRows } from "./resident-rows.ts";
import { scratch } from "./scratch.ts";
import { packedTables, type StepTable } from "./step-table.ts";

/**
 * `marginsOfProbes` for one set and some tables: what it reads is put into memory at every call.
 *
 * @param most  states at one call
 * @param keepsMargins  false: only the margins of the last state of a call are kept
 * @param part  most rows at one call
 */
export function marginsKernel(
  kernels: BinaryKernels,
  tables: readonly StepTable[],
  rows: PackedRows,
  most: number,
  keepsMargins: boolean,
  part: number = rows.P,
) {
  const { exports } = kernels;
  const { words, P, N, wordsPerRow: W } = rows;
  const packed = packedTables(tables, part);
  const { F, columns, reals, limbBits } = packed;
  const stride = exports.strideFor(W);
  const marginBytes = 256 * W * F;
  const bytes = {
    tables: packed.bytes.length,
    probes: stride * most,
    distances: 128 * Math.ceil(part / 16),
    margins: marginBytes * (keepsMargins ? most : 1),
    results: 32 * F * most,
    scratch: exports.marginScratchBytes(part, N, W, F, columns + reals),
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

  /** Counts rows from … to − 1, `from` a multiple of 16. */
  function call(probe: number, count: number, from = 0, to = P): void {
    exports.marginsOfProbes(
      places.rows + from * stride,
      places.interleaved + from * 4 * W,
      to - from,
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
      keepsMargins ? marginBytes : 0,
      places.results,
      places.scratch,
    );
  }

  return { stride, prepare, call };
}
