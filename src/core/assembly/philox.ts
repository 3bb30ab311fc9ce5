/** `blocks` Philox4x32-10 blocks of 4 words at counters (index, index high, 0, 0), into `out`. */
export function philoxBlocks(out: usize, blocks: u32, index: u64, key0: u32, key1: u32): void {
  for (let b: u32 = 0; b < blocks; b++, out += 16, index++) {
    let x0 = <u32>index;
    let x1 = <u32>(index >> 32);
    let x2: u32 = 0;
    let x3: u32 = 0;
    let k0 = key0;
    let k1 = key1;
    for (let round = 0; round < 10; round++) {
      const p = <u64>0xd2511f53 * <u64>x0;
      const q = <u64>0xcd9e8d57 * <u64>x2;
      x0 = <u32>(q >> 32) ^ x1 ^ k0;
      x1 = <u32>q;
      x2 = <u32>(p >> 32) ^ x3 ^ k1;
      x3 = <u32>p;
      k0 += 0x9e3779b9;
      k1 += 0xbb67ae85;
    }
    store<u32>(out, x0);
    store<u32>(out, x1, 4);
    store<u32>(out, x2, 8);
    store<u32>(out, x3, 12);
  }
}
