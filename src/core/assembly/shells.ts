// Shells: the rows at one distance d from a probe. Rows of 1 or 2 words are copied, XORed with the
// probe, and go 4 or 2 to a vector; rows of 3 or 4 words fill one; longer ones are read through a
// list of pointers, strip of 128 bits by strip. Every shell is filled up to whole groups of 4
// vectors with rows that differ nowhere.

/** Bytes from row to row: 4, 8, or a multiple of 16. */
export function strideFor(W: u32): u32 {
  return W <= 2 ? W << 2 : (W + 3) >> 2 << 4;
}

/** Rows of W words that one vector holds. */
// @ts-ignore: decorator
@inline export function rowsPerVector(W: u32): u32 {
  return W == 1 ? 4 : W == 2 ? 2 : 1;
}

/** Most bytes that shells take where each has room for all rows. */
export const ROOMY: u32 = 1 << 20;

/** Bytes of a shell with room for all P rows of 1 or 2 words and one more group. */
// @ts-ignore: decorator
@inline function roomyBytes(P: u32, W: u32): u32 {
  return ((P * strideFor(W) + 63) & ~63) + 64;
}

/** True where every shell has room for all rows, so that they need not be counted before. */
// @ts-ignore: decorator
@inline function isRoomy(P: u32, N: u32, W: u32): bool {
  return W <= 2 && P < 1 << 16 && (N + 1) * roomyBytes(P, W) <= ROOMY;
}

/** Bytes of P sorted rows of N bits. */
export function sortedBytes(P: u32, N: u32, W: u32): u32 {
  if (isRoomy(P, N, W)) return (N + 1) * roomyBytes(P, W);
  return W <= 4 ? P * strideFor(W) + ((N + 1) << 6) : (P << 2) + ((N + 1) << 4);
}

/**
 * Sorts P rows by distance (counting sort, stable).
 *
 * @param distances  u16, at most N
 * @param probe  of one stride
 * @param size  u32 rows of shell d = 0 … N
 * @param start  u32 address of shell d
 * @param cursor  scratch like `start`
 * @param sorted  of `sortedBytes`
 */
export function sortShells(
  rows: usize,
  P: u32,
  N: u32,
  W: u32,
  distances: usize,
  probe: usize,
  size: usize,
  start: usize,
  cursor: usize,
  sorted: usize,
): void {
  const end = distances + (P << 1);
  if (isRoomy(P, N, W)) {
    const room = roomyBytes(P, W);
    for (let d: u32 = 0, at = <u32>sorted; d <= N; d++, at += room) {
      store<u32>(start + (d << 2), at);
      store<u32>(cursor + (d << 2), at);
    }
    scatter(rows, W, distances, end, probe, cursor);
    const zero = i64x2.splat(0);
    for (let d: u32 = 0; d <= N; d++) {
      const to = load<u32>(cursor + (d << 2));
      const bytes = to - load<u32>(start + (d << 2));
      store<u32>(size + (d << 2), bytes >> (W + 1));
      if (bytes == 0) continue;
      v128.store(to, zero);
      v128.store(to, zero, 16);
      v128.store(to, zero, 32);
      v128.store(to, zero, 48);
    }
    return;
  }
  memory.fill(size, 0, (N + 1) << 2);
  for (let p = distances; p < end; p += 2) {
    const at = size + (<u32>load<u16>(p) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  const entry = W <= 4 ? strideFor(W) : 4;
  const group: u32 = W <= 4 ? 64 : 16;
  const fill = W <= 4 ? i64x2.splat(0) : i32x4.splat(<i32>probe);
  let at = <u32>sorted;
  for (let d: u32 = 0; d <= N; d++) {
    store<u32>(start + (d << 2), at);
    store<u32>(cursor + (d << 2), at);
    const rowsHere = load<u32>(size + (d << 2));
    if (rowsHere == 0) continue;
    at += (rowsHere * entry + group - 1) & ~(group - 1);
    v128.store(at - 16, fill);
    if (group == 64) {
      v128.store(at - 32, fill);
      v128.store(at - 48, fill);
      v128.store(at - 64, fill);
    }
  }
  scatter(rows, W, distances, end, probe, cursor);
}

/** Appends every row, as `sortShells` says, to its shell. */
function scatter(
  rows: usize,
  W: u32,
  distances: usize,
  end: usize,
  probe: usize,
  cursor: usize,
): void {
  if (W == 1) {
    const s = load<u32>(probe);
    for (let p = distances; p < end; p += 2, rows += 4) {
      const next = cursor + (<u32>load<u16>(p) << 2);
      const to = load<u32>(next);
      store<u32>(to, load<u32>(rows) ^ s);
      store<u32>(next, to + 4);
    }
  } else if (W == 2) {
    const s = load<u64>(probe);
    for (let p = distances; p < end; p += 2, rows += 8) {
      const next = cursor + (<u32>load<u16>(p) << 2);
      const to = load<u32>(next);
      store<u64>(to, load<u64>(rows) ^ s);
      store<u32>(next, to + 8);
    }
  } else if (W <= 4) {
    const s = v128.load(probe);
    for (let p = distances; p < end; p += 2, rows += 16) {
      const next = cursor + (<u32>load<u16>(p) << 2);
      const to = load<u32>(next);
      v128.store(to, v128.xor(v128.load(rows), s));
      store<u32>(next, to + 16);
    }
  } else {
    const stride = strideFor(W);
    for (let p = distances; p < end; p += 2, rows += stride) {
      const next = cursor + (<u32>load<u16>(p) << 2);
      const to = load<u32>(next);
      store<u32>(to, <u32>rows);
      store<u32>(next, to + 4);
    }
  }
}
