/** Bytes of an IDX file of unsigned bytes. */
export function idxBytes(shape: readonly number[], values: ArrayLike<number>): Uint8Array {
  const sizes = shape.flatMap((length) => [length >>> 24, length >>> 16, length >>> 8, length]);
  return Uint8Array.from([0, 0, 8, shape.length, ...sizes, ...Array.from(values)]);
}
