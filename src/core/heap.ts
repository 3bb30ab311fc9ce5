import type { WasmMemory } from "./web-assembly.ts";

/** Blocks of a WebAssembly memory. */
export interface Heap {
  /** Byte offset of a fresh block, a multiple of 16; its bytes are arbitrary. Detaches older views. */
  allocate(bytes: number): number;
  /** Gives a block back. */
  free(offset: number): void;
}

const PAGE = 65536;
/** Largest size of a 32-bit memory. */
const LIMIT = 65536 * PAGE;

/**
 * Hands out the memory from `base` upward, first fit; it grows by what is missing.
 *
 * @throws {RangeError} from `allocate`: the memory would pass 4 GiB, or cannot grow
 */
export function heapOf(memory: WasmMemory, base: number): Heap {
  const start = aligned(base);
  const sizes = new Map<number, number>();
  /** Free blocks by ascending offset, never adjacent. */
  let gaps = [{ offset: start, bytes: memory.buffer.byteLength - start }];

  function grow(bytes: number): void {
    const end = memory.buffer.byteLength;
    const last = gaps.at(-1);
    const tail = last !== undefined && last.offset + last.bytes === end ? last : undefined;
    const missing = bytes - (tail?.bytes ?? 0);
    // By an eighth at least, so that many small requests do not grow it one by one.
    const wanted = Math.max(missing, Math.min(end >>> 3, LIMIT - end));
    const pages = Math.ceil(wanted / PAGE);
    try {
      memory.grow(pages);
    } catch (cause) {
      throw new RangeError(
        `heap: expected ${bytes} more bytes within 4 GiB of WebAssembly memory, got no room ` +
          `beyond ${end} bytes; use fewer patterns or spins`,
        { cause },
      );
    }
    if (tail) tail.bytes += pages * PAGE;
    else gaps.push({ offset: end, bytes: pages * PAGE });
  }

  return {
    allocate(bytes) {
      const size = aligned(Math.max(bytes, 1));
      let gap = gaps.find((candidate) => candidate.bytes >= size);
      if (gap === undefined) {
        grow(size);
        gap = gaps[gaps.length - 1];
      }
      const { offset } = gap;
      gap.offset += size;
      gap.bytes -= size;
      if (gap.bytes === 0) gaps = gaps.filter((other) => other !== gap);
      sizes.set(offset, size);
      return offset;
    },
    free(offset) {
      const bytes = sizes.get(offset);
      if (bytes === undefined) throw new RangeError(`heap: expected a block in use, got ${offset}`);
      sizes.delete(offset);
      const at = gaps.findIndex((gap) => gap.offset > offset);
      const k = at < 0 ? gaps.length : at;
      gaps.splice(k, 0, { offset, bytes });
      if (k + 1 < gaps.length && offset + bytes === gaps[k + 1].offset) {
        gaps[k].bytes += gaps[k + 1].bytes;
        gaps.splice(k + 1, 1);
      }
      if (k > 0 && gaps[k - 1].offset + gaps[k - 1].bytes === offset) {
        gaps[k - 1].bytes += gaps[k].bytes;
        gaps.splice(k, 1);
      }
    },
  };
}

const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16;
