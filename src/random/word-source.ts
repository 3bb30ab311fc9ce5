import { BATCH_WORDS, type RandomBatch } from "../core/random-kernels.ts";
import { randomBatch } from "./batch.ts";
import { philoxInPlace } from "./philox.ts";

/** Largest look-ahead of single words. */
const LARGEST = 1024;
/** Look-ahead from which on a batch is filled; below it a block at a time costs less. */
const SMALLEST_BATCH = 32;

/** The words of one key in order, one by one or many at a time: the same sequence however mixed. */
export interface WordSource {
  next(): number;
  /** The batch with the next `count` words at its beginning, 0 ≤ count ≤ BATCH_WORDS. */
  batch(count: number): RandomBatch;
  /** Writes the next `out.length` words. */
  fill(out: Uint32Array): void;
}

/** @param key  two words; asked for when the first word is */
export function wordSource(key: () => readonly [number, number]): WordSource {
  let keys: readonly [number, number] | undefined;
  let index = 0;
  let ahead = new Uint32Array(4);
  let used = 0;
  let held = 0;
  /** Words of the latest look-ahead; every one is twice as long, so that one word stays cheap. */
  let size = 2;

  function lookAhead(): void {
    keys ??= key();
    const [key0, key1] = keys;
    size = Math.min(2 * size, LARGEST);
    if (ahead.length < size) ahead = new Uint32Array(size);
    if (size < SMALLEST_BATCH) {
      const block = size === 4 ? ahead : new Uint32Array(4);
      for (let at = 0; at < size; at += 4, index++) {
        block[0] = index >>> 0;
        block[1] = Math.floor(index / 4294967296);
        block[2] = 0;
        block[3] = 0;
        philoxInPlace(block, key0, key1);
        if (block !== ahead) ahead.set(block, at);
      }
    } else {
      const batch = randomBatch();
      batch.philox(0, size / 4, index, key0, key1);
      ahead.set(batch.words.subarray(0, size));
      index += size / 4;
    }
    used = 0;
    held = size;
  }

  function batch(count: number): RandomBatch {
    const filled = randomBatch();
    const first = Math.min(count, held - used);
    if (first > 0) filled.words.set(ahead.subarray(used, used + first));
    used += first;
    if (first < count) {
      keys ??= key();
      const blocks = Math.ceil((count - first) / 4);
      filled.philox(first, blocks, index, keys[0], keys[1]);
      index += blocks;
      const { words } = filled;
      used = 0;
      held = first + 4 * blocks - count;
      for (let k = 0; k < held; k++) ahead[k] = words[count + k];
    }
    return filled;
  }

  return {
    next() {
      if (used === held) lookAhead();
      return ahead[used++];
    },
    batch,
    fill(out) {
      for (let at = 0; at < out.length; at += BATCH_WORDS) {
        const count = Math.min(BATCH_WORDS, out.length - at);
        out.set(batch(count).words.subarray(0, count), at);
      }
    },
  };
}
