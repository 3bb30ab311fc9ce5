/** First byte that the host may hand out. */
export function heapBase(): usize {
  return __heap_base;
}
