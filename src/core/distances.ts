import { type BinaryKernels, binaryKernels, MOST_SPINS } from "./binary-kernels.ts";
import { distance } from "./bits.ts";
import { residentRows } from "./resident-rows.ts";
import { scratch } from "./scratch.ts";

/** Below this many words the copies to WebAssembly memory cost more than they save. */
const FEW_WORDS = 96;

/**
 * Hamming distances in bits of P packed rows of W words from the probe at `probe[offset …]`.
 *
 * @param words  P × W, never modified: a copy is kept in WebAssembly memory
 * @param into  length ≥ P
 */
export function distancesInPlace(
  into: Int32Array,
  words: Uint32Array,
  P: number,
  W: number,
  probe: Uint32Array,
  offset: number,
): void {
  const kernels = P * W < FEW_WORDS || 32 * W > MOST_SPINS ? null : binaryKernels();
  if (kernels) distancesByKernel(kernels, into, words, P, W, probe, offset);
  else distancesByTwin(into, words, P, W, probe, offset);
}

/** The twin of `distancesByKernel`. */
export function distancesByTwin(
  into: Int32Array,
  words: Uint32Array,
  P: number,
  W: number,
  probe: Uint32Array,
  offset: number,
): void {
  for (let mu = 0; mu < P; mu++) into[mu] = distance(words, mu * W, probe, offset, W);
}

/** `distancesInPlace` in WebAssembly. */
export function distancesByKernel(
  kernels: BinaryKernels,
  into: Int32Array,
  words: Uint32Array,
  P: number,
  W: number,
  probe: Uint32Array,
  offset: number,
): void {
  const { exports } = kernels;
  const set = residentRows(kernels, words, P, W);
  const tables = scratch(kernels, 144 * W + 16 + 32 * set.blocks);
  const packed = tables + 128 * W;
  const out = packed + 16 * Math.ceil(W / 4);
  new Uint32Array(kernels.memory.buffer, packed, W).set(probe.subarray(offset, offset + W));
  exports.probeTables(packed, 4 * W, tables);
  exports.distancesToProbe(set.interleaved, set.blocks, 4 * W, tables, out);
  into.set(new Uint16Array(kernels.memory.buffer, out, P));
}
