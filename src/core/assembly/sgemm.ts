import { madd } from "./madd";

/** Rows of A and columns of B that are packed at a time, and the most terms of a sum. */
const ROWS: usize = 32;
const COLUMNS: usize = 512;
const DEPTH: usize = 400;

/**
 * How often a number of A lies in its panel. Four times with relaxed SIMD: a vector load takes fewer
 * instructions in V8 than a splat. Without, multiplications and additions take the time.
 */
const COPIES: usize = ASC_FEATURE_RELAXED_SIMD ? 4 : 1;

const BYTES_OF_A: usize = (ROWS * DEPTH) << 2;
const BYTES_OF_B: usize = (DEPTH * COLUMNS) << 2;
const BYTES_OF_TILE: usize = 128;

/** Bytes of scratch that `sgemm` needs. */
export function sgemmScratch(): usize {
  return (COPIES + 1) * BYTES_OF_A + BYTES_OF_B + BYTES_OF_TILE;
}

/**
 * C = op(A)·op(B) of row-major float32 matrices; op(A) has M rows and K columns, op(B) K and N;
 * K ≥ 1.
 *
 * B is packed in panels of 8 columns, A in panels of 4 rows, both padded with zeros, so that the
 * tile of 4 × 8 numbers of C that stays in registers reads both from one end to the other.
 */
export function sgemm(
  c: usize,
  a: usize,
  b: usize,
  M: usize,
  N: usize,
  K: usize,
  transposeA: bool,
  transposeB: bool,
  scratch: usize,
): void {
  const packedB = scratch + COPIES * BYTES_OF_A;
  const panels = packedB + BYTES_OF_B;
  const tile = panels + BYTES_OF_A;
  const rowA: usize = (transposeA ? 1 : K) << 2;
  const stepA: usize = (transposeA ? M : 1) << 2;
  const columnB: usize = (transposeB ? K : 1) << 2;
  const stepB: usize = (transposeB ? 1 : N) << 2;
  const share = blockOf(K);
  for (let j: usize = 0; j < N; j += COLUMNS) {
    const columns = min(COLUMNS, N - j);
    for (let k: usize = 0; k < K; k += share) {
      const depth = min(share, K - k);
      pack(packedB, b + j * columnB + k * stepB, columns, columnB, depth, stepB, 8);
      for (let i: usize = 0; i < M; i += ROWS) {
        const rows = min(ROWS, M - i);
        pack(panels, a + i * rowA + k * stepA, rows, rowA, depth, stepA, 4);
        if (COPIES == 4) spread(scratch, panels, ((rows + 3) & ~3) * depth);
        const packedA = COPIES == 4 ? scratch : panels;
        multiplyPacked(c + ((i * N + j) << 2), N << 2, packedA, packedB, rows, columns, depth, k == 0, tile);
      }
    }
  }
}

/** Terms summed before C is touched: blocks of about one size. */
function blockOf(K: usize): usize {
  const blocks = (K + DEPTH - 1) / DEPTH;
  return (K + blocks - 1) / blocks;
}

/** Panels of `width` lines: `depth` groups of `width` numbers each, missing lines zero. */
function pack(
  out: usize,
  from: usize,
  lines: usize,
  line: usize,
  depth: usize,
  step: usize,
  width: usize,
): void {
  const group = width << 2;
  for (let first: usize = 0; first < lines; first += width, out += group * depth) {
    if (lines - first < width) memory.fill(out, 0, group * depth);
    for (let r = first; r < min(first + width, lines); r += 4) {
      const to = out + ((r - first) << 2);
      const start = from + r * line;
      if (lines - r < 4) packFew(to, group, start, lines - r, line, depth, step);
      else if (line == 4) packAcross(to, group, start, depth, step);
      else packFour(to, group, start, line, depth, step);
    }
  }
}

/** Fewer than four lines, number by number. */
function packFew(
  to: usize,
  group: usize,
  from: usize,
  lines: usize,
  line: usize,
  depth: usize,
  step: usize,
): void {
  for (let r: usize = 0; r < lines; r++) {
    for (let k: usize = 0; k < depth; k++) {
      store<f32>(to + k * group + (r << 2), load<f32>(from + r * line + k * step));
    }
  }
}

/** Four lines side by side in memory. */
function packAcross(to: usize, group: usize, from: usize, depth: usize, step: usize): void {
  for (let k: usize = 0; k < depth; k++, to += group, from += step) {
    v128.store(to, v128.load(from));
  }
}

/** Four lines whose numbers follow each other: blocks of 4 × 4 are transposed. */
function packFour(to: usize, group: usize, from: usize, line: usize, depth: usize, step: usize): void {
  const even = depth & ~3;
  for (const end = from + (even << 2); from < end; from += 16) {
    const r0 = v128.load(from);
    const r1 = v128.load(from + line);
    const r2 = v128.load(from + 2 * line);
    const r3 = v128.load(from + 3 * line);
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(to + group, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
    v128.store(to + 2 * group, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
    v128.store(to + 3 * group, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
    to += 4 * group;
  }
  packFew(to, group, from, 4, line, depth - even, step);
}

/** Every number four times, so that a tile reads vectors of it. */
function spread(to: usize, from: usize, count: usize): void {
  for (const end = from + (count << 2); from < end; from += 4, to += 16) {
    v128.store(to, v128.load_splat<f32>(from));
  }
}

/** Product of a packed block of A with a packed block of B, stored in C or added to it. */
function multiplyPacked(
  c: usize,
  rowC: usize,
  a: usize,
  b: usize,
  rows: usize,
  columns: usize,
  depth: usize,
  isFirst: bool,
  tile: usize,
): void {
  for (let j: usize = 0; j < columns; j += 8) {
    for (let i: usize = 0; i < rows; i += 4) {
      const to = c + i * rowC + (j << 2);
      const panelA = a + ((i * depth * COPIES) << 2);
      const panelB = b + ((j * depth) << 2);
      const height = min<usize>(4, rows - i);
      const width = min<usize>(8, columns - j);
      if (height == 4 && width == 8) {
        multiplyTile(to, rowC, panelA, panelB, depth, isFirst);
        continue;
      }
      multiplyTile(tile, 32, panelA, panelB, depth, true);
      for (let r: usize = 0; r < height; r++) {
        for (let s: usize = 0; s < width; s++) {
          const at = to + r * rowC + (s << 2);
          const sum = load<f32>(tile + (r << 5) + (s << 2));
          store<f32>(at, isFirst ? sum : load<f32>(at) + sum);
        }
      }
    }
  }
}

/** 4 × 8 numbers of C from a panel of A and one of B. */
function multiplyTile(c: usize, rowC: usize, a: usize, b: usize, depth: usize, isFirst: bool): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  for (const end = a + ((depth * COPIES) << 4); a < end; a += COPIES << 4, b += 32) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = COPIES == 4 ? v128.load(a) : v128.load_splat<f32>(a);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    x = COPIES == 4 ? v128.load(a, 16) : v128.load_splat<f32>(a, 4);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    x = COPIES == 4 ? v128.load(a, 32) : v128.load_splat<f32>(a, 8);
    c20 = madd(x, b0, c20);
    c21 = madd(x, b1, c21);
    x = COPIES == 4 ? v128.load(a, 48) : v128.load_splat<f32>(a, 12);
    c30 = madd(x, b0, c30);
    c31 = madd(x, b1, c31);
  }
  storeSum(c, c00, isFirst);
  storeSum(c + 16, c01, isFirst);
  c += rowC;
  storeSum(c, c10, isFirst);
  storeSum(c + 16, c11, isFirst);
  c += rowC;
  storeSum(c, c20, isFirst);
  storeSum(c + 16, c21, isFirst);
  c += rowC;
  storeSum(c, c30, isFirst);
  storeSum(c + 16, c31, isFirst);
}

// @ts-ignore: decorator
@inline
function storeSum(to: usize, sum: v128, isFirst: bool): void {
  v128.store(to, isFirst ? sum : f32x4.add(v128.load(to), sum));
}
