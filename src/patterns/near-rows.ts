import { distance, lastWordMask, wordsFor } from "../core/bits.ts";

/** Rows kept so far, asked whether one of them is within a radius of a candidate. */
export interface NearRows {
  /** Takes row `mu`; rows come in order. */
  add(mu: number): void;
  /**
   * True when a row is at most `radius` bits from the candidate (or from its negative); null when
   * finding out takes a look at so many rows that all may as well be compared.
   */
  has(candidate: Uint32Array): boolean | null;
}

/** Bits by which the rows are sorted: `width` of them from bit `from` on. */
interface Block {
  readonly from: number;
  readonly width: number;
  /** Latest row of each key, −1 for none. */
  readonly latest: Int32Array;
  readonly count: Int32Array;
  /** The row before this one with the same key, −1 for none. */
  readonly before: Int32Array;
}

/** A number that all words of a row decide. */
function hashOf(words: Uint32Array, offset: number, W: number, width: number): number {
  let hash = 0;
  for (let w = 0; w < W; w++) {
    hash = Math.imul(hash ^ words[offset + w], 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return Math.imul(hash, 0x85ebca6b) >>> (32 - width);
}

/** How many blocks the N bits are cut into, and how wide: keys about as many as rows. */
function layout(P: number, N: number, radius: number, errors: number) {
  const number = Math.floor(radius / (errors + 1)) + 1;
  const room = radius === 0 ? Infinity : Math.floor(N / number);
  const width = Math.min(16, 32 - Math.clz32(P), room);
  /** Share of unrelated rows that a candidate is compared with. */
  const share = width <= errors ? Infinity : (number * (1 + errors * width)) / 2 ** width;
  return { number, width, errors, share };
}

/** The bits of a block as a number. */
function bitsOf(words: Uint32Array, offset: number, { from, width }: Block): number {
  const w = offset + (from >>> 5);
  const shift = from & 31;
  let bits = words[w] >>> shift;
  if (shift + width > 32) bits |= words[w + 1] << (32 - shift);
  return bits & ((1 << width) - 1);
}

/**
 * Finds rows near a candidate without looking at all of them.
 *
 * The bits are cut into blocks, so many that a row within the radius differs from the candidate in
 * at most `errors` (0 or 1) bits of one of them: rows are found by their blocks, and only these are
 * compared. Equal rows (radius 0) are found by a hash of the whole row.
 *
 * @param words  the rows, packed; filled in by the caller before `add`
 * @param P  most rows there will be
 * @param radius  0 … N, in bits
 * @param negative  look for rows near the negative of the candidate
 *
 * Source: Norouzi, Punjani, Fleet 2012, "Fast search in Hamming space with multi-index hashing".
 */
export function nearRows(
  words: Uint32Array,
  P: number,
  N: number,
  radius: number,
  negative: boolean,
): NearRows {
  const W = wordsFor(N);
  const probe = new Uint32Array(W);
  const [equal, almost] = [0, 1].map((errors) => layout(P, N, radius, errors));
  const { number, width, errors, share } = almost.share < equal.share ? almost : equal;
  const blocks = P < 64 || share > 0.25 ? [] : emptyBlocks(P, N, number, width);
  let rows = 0;

  const keyOf = (from: Uint32Array, offset: number, block: Block): number =>
    radius === 0 ? hashOf(from, offset, W, block.width) : bitsOf(from, offset, block);
  const isNear = (mu: number): boolean => distance(words, mu * W, probe, 0, W) <= radius;

  function visits(): number {
    let found = 0;
    for (const block of blocks) {
      const key = keyOf(probe, 0, block);
      found += block.count[key];
      if (errors === 1) for (let i = 0; i < block.width; i++) found += block.count[key ^ (1 << i)];
    }
    return found;
  }

  function isListed(block: Block, key: number): boolean {
    for (let mu = block.latest[key]; mu >= 0; mu = block.before[mu]) if (isNear(mu)) return true;
    return false;
  }

  return {
    add(mu) {
      rows = mu + 1;
      for (const block of blocks) {
        const key = keyOf(words, mu * W, block);
        block.before[mu] = block.latest[key];
        block.latest[key] = mu;
        block.count[key] += 1;
      }
    },
    has(candidate) {
      if (blocks.length === 0) return null;
      for (let w = 0; w < W; w++) probe[w] = negative ? ~candidate[w] : candidate[w];
      probe[W - 1] &= lastWordMask(N);
      if (visits() > rows / 4) return null;
      for (const block of blocks) {
        const key = keyOf(probe, 0, block);
        if (isListed(block, key)) return true;
        if (errors === 0) continue;
        for (let i = 0; i < block.width; i++) if (isListed(block, key ^ (1 << i))) return true;
      }
      return false;
    },
  };
}

function emptyBlocks(P: number, N: number, number: number, width: number): Block[] {
  return Array.from({ length: number }, (_, b) => ({
    from: Math.floor((b * N) / number),
    width,
    latest: new Int32Array(2 ** width).fill(-1),
    count: new Int32Array(2 ** width),
    before: new Int32Array(P),
  }));
}
