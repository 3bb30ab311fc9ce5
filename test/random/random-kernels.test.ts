import assert from "node:assert/strict";
import { test } from "node:test";
import { type RandomBatch, wasmBatch } from "../../src/core/random-kernels.ts";
import { kernelsFor } from "../../src/core/wasm.ts";
import { typescriptBatch } from "../../src/random/batch.ts";
import { stream } from "../../src/random/stream.ts";

const kernel = wasmBatch();
const twin = typescriptBatch();
const skip = kernel === null && "no WebAssembly kernels here";
const words = (batch: RandomBatch, count: number) => [...batch.words.subarray(0, count)];

/** Bits, so that −0 and 0 differ. */
function bits(numbers: Float32Array | Float64Array, count: number): Uint32Array {
  const own = numbers.slice(0, count);
  return new Uint32Array(own.buffer);
}

test("philoxBlocks: the three known answers of its authors", { skip }, () => {
  const { exports, memory, heap } = kernelsFor("reproducible")!;
  const philoxBlocks = exports.philoxBlocks as (...numbers: number[]) => void;
  const at = heap.allocate(128);
  const answer = (counter: number[], key: number[]) => {
    philoxBlocks(at, 1, ...counter, ...key);
    return [...new Uint32Array(memory.buffer, at, 4)].map((word) => word.toString(16));
  };
  const all = 0xffffffff;
  assert.deepEqual(answer([0, 0, 0, 0], [0, 0]), ["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]);
  assert.deepEqual(answer([all, all, all, all], [all, all]), [
    ...["408f276d", "41c83b0e", "a20bc7c6", "6d5451fd"],
  ]);
  assert.deepEqual(
    answer([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]),
    ["d16cfe09", "94fdcceb", "5001e420", "24126ea1"],
  );
  heap.free(at);
});

test("philox: kernel and twin fill the same words from any place and counter", { skip }, () => {
  const rng = stream(1, "philox kernel");
  const cases = [0, 2 ** 32 - 1, 2 ** 32 - 4, 2 ** 32 - 5, 2 ** 32 - 8, 2 ** 32 - 9, 2 ** 50].map(
    (index, k) => ({ at: k, blocks: [1, 7, 8, 9, 17, 64, 1000][k], index }),
  );
  for (const { at, blocks, index } of cases) {
    const [key0, key1] = rng.words(2);
    for (const batch of [kernel!, twin]) {
      batch.words.fill(7, 0, at);
      batch.philox(at, blocks, index, key0, key1);
    }
    const count = at + 4 * blocks;
    assert.deepEqual(words(kernel!, count), words(twin, count), `${blocks} from ${index}`);
  }
});

/** Words at which logarithm, quadrant, carry and sign take their extreme values, in every place. */
function extremeWords(count: number): Uint32Array {
  const rng = stream(2, "extremes");
  const edges = [
    ...[0, 1, 2, 0x7ff, 0x800, 0x3fffffff, 0x40000000, 0x5fffffff, 0x60000000, 0x7fffffff],
    ...[0x80000000, 0x9fffffff, 0xa0000000, 0xbfffffff, 0xc0000000, 0xfffff800, 0xffffffff],
    ...[0xb504f333, 0xb504f334, 0x5a82799a, 0x20000000, 0xe0000000],
  ];
  return Uint32Array.from({ length: count }, () =>
    rng.below(3) === 0 ? rng.uint32() : edges[rng.below(edges.length)],
  );
}

test("gaussians: kernel and twin have the same bits, float64 and float32", { skip }, () => {
  for (const sample of [stream(3).words(4096), extremeWords(4096)]) {
    for (const pairs of [1, 2, 3, 1024]) {
      kernel!.words.set(sample);
      twin.words.set(sample);
      const ours = bits(kernel!.gaussians(pairs), 2 * pairs);
      assert.deepEqual(ours, bits(twin.gaussians(pairs), 2 * pairs));
    }
    for (const pairs of [1, 3, 4, 5, 2048]) {
      kernel!.words.set(sample);
      twin.words.set(sample);
      const ours = bits(kernel!.gaussians32(pairs), 2 * pairs);
      assert.deepEqual(ours, bits(twin.gaussians32(pairs), 2 * pairs));
    }
  }
});

test("the batch survives a memory that grows between its uses", { skip }, () => {
  const { heap, memory } = kernelsFor("reproducible")!;
  const before = stream(4, "grown").words(3000);
  const rng = stream(4, "grown");
  const start = rng.words(1000);
  const block = heap.allocate(memory.buffer.byteLength);
  const rest = rng.words(2000);
  heap.free(block);
  assert.deepEqual([...start, ...rest], [...before]);
});
