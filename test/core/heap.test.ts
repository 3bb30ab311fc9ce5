import assert from "node:assert/strict";
import { test } from "node:test";
import { heapOf } from "../../src/core/heap.ts";
import { stream } from "../../src/random/stream.ts";

const PAGE = 65536;

/** A memory of pages that grows without bytes behind it. */
function memoryOf(pages: number) {
  const memory = {
    buffer: { byteLength: pages * PAGE } as ArrayBuffer,
    grow(more: number) {
      memory.buffer = { byteLength: memory.buffer.byteLength + more * PAGE } as ArrayBuffer;
      return 0;
    },
  };
  return memory;
}

test("heap: blocks are aligned, never overlap, and lie in the memory, over 5000 random steps", () => {
  const memory = memoryOf(1);
  const heap = heapOf(memory, 1000);
  const rng = stream(1, "heap");
  const blocks: { offset: number; bytes: number }[] = [];
  for (let step = 0; step < 5000; step++) {
    if (blocks.length > 0 && rng.below(2) === 0) {
      const [gone] = blocks.splice(rng.below(blocks.length), 1);
      heap.free(gone.offset);
      continue;
    }
    const bytes = rng.below(3) === 0 ? rng.below(3 * PAGE) : rng.below(100);
    const offset = heap.allocate(bytes);
    assert.equal(offset % 16, 0);
    assert.ok(offset >= 1000 && offset + bytes <= memory.buffer.byteLength);
    for (const other of blocks) {
      assert.ok(offset + bytes <= other.offset || other.offset + other.bytes <= offset);
    }
    blocks.push({ offset, bytes });
  }
});

test("heap: memory given back is used again", () => {
  const memory = memoryOf(1);
  const heap = heapOf(memory, 0);
  for (let round = 0; round < 1000; round++) {
    const blocks = [10, 70000, 3, 200000].map((bytes) => heap.allocate(bytes));
    for (const offset of blocks) heap.free(offset);
  }
  assert.ok(memory.buffer.byteLength < 400000, `${memory.buffer.byteLength}`);
});

test("heap: a block that is not in use cannot be given back", () => {
  const heap = heapOf(memoryOf(1), 0);
  const offset = heap.allocate(8);
  heap.free(offset);
  assert.throws(() => heap.free(offset), /^RangeError: heap: expected a block in use, got 0$/);
});

test("heap: a request beyond 4 GiB is refused with the bytes asked for", () => {
  const memory = memoryOf(65535);
  const grow = memory.grow;
  memory.grow = (pages) => {
    if (memory.buffer.byteLength / PAGE + pages > 65536) throw new RangeError("grow");
    return grow(pages);
  };
  const heap = heapOf(memory, 65535 * PAGE);
  assert.throws(() => heap.allocate(2 * PAGE), /^RangeError: heap: expected 131072 more bytes/);
});
