/** High 32 bits of the 64-bit product of two unsigned 32-bit integers. */
function highProduct(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  return (a1 * b1 + Math.floor((a0 * b1 + middle) / 0x10000)) >>> 0;
}

/**
 * Philox4x32-10 block function: four 32-bit words from a 128-bit counter and a 64-bit key, in place.
 *
 * Stateless, so any block of a stream is reached without the ones before it.
 *
 * @param block  counter on entry (4 words), output on return
 *
 * Source: Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
 */
export function philoxInPlace(block: Uint32Array, key0: number, key1: number): void {
  let x0 = block[0];
  let x1 = block[1];
  let x2 = block[2];
  let x3 = block[3];
  let k0 = key0;
  let k1 = key1;
  for (let round = 0; round < 10; round++) {
    const highP = highProduct(0xd2511f53, x0);
    const lowP = Math.imul(0xd2511f53, x0);
    const highQ = highProduct(0xcd9e8d57, x2);
    const lowQ = Math.imul(0xcd9e8d57, x2);
    x0 = (highQ ^ x1 ^ k0) >>> 0;
    x1 = lowQ >>> 0;
    x2 = (highP ^ x3 ^ k1) >>> 0;
    x3 = lowP >>> 0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  block[0] = x0;
  block[1] = x1;
  block[2] = x2;
  block[3] = x3;
}
