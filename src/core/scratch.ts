import type { WasmKernels } from "./wasm.ts";

const blocks = new WeakMap<WasmKernels, { offset: number; bytes: number }>();

/**
 * A block of working memory, the same at every call but larger where more is asked for; its bytes
 * are arbitrary. It belongs to the caller until the caller returns. Detaches views.
 */
export function scratch(kernels: WasmKernels, bytes: number): number {
  const block = blocks.get(kernels);
  if (block && block.bytes >= bytes) return block.offset;
  if (block) {
    blocks.delete(kernels);
    kernels.heap.free(block.offset);
  }
  const offset = kernels.heap.allocate(bytes);
  blocks.set(kernels, { offset, bytes });
  return offset;
}
