/** How many data sets are tested at one P, and how many must pass. */
export interface Vote {
  /** Printed name, e.g. `majority:5`. */
  readonly name: string;
  /** Data sets per probe. */
  readonly ballots: number;
  /** Passing data sets that make the probe pass. */
  readonly needed: number;
}

/** One data set decides. */
export function singleVote(): Vote {
  return vote("single", 1, 1);
}

/**
 * More than half of k data sets must pass: the search aims at pass probability ½, with less spread.
 *
 * @param k  odd integer ≥ 1
 * @throws {RangeError} k is not such an integer
 */
export function majorityOf(k: number): Vote {
  if (!Number.isInteger(k) || k < 1 || k % 2 === 0) {
    throw new RangeError(`majorityOf: expected an odd integer k >= 1, got ${k}`);
  }
  return vote(`majority:${k}`, k, (k + 1) / 2);
}

/**
 * All of k data sets must pass: the search aims at pass probability 2^(−1/k), far below the P that
 * half of the data sets store.
 *
 * @param k  integer ≥ 1
 * @throws {RangeError} k is not such an integer
 */
export function allOf(k: number): Vote {
  if (!Number.isInteger(k) || k < 1) {
    throw new RangeError(`allOf: expected an integer k >= 1, got ${k}`);
  }
  return vote(`all:${k}`, k, k);
}

/**
 * The vote of a printed name: `single`, `majority:5`, `all:10`.
 *
 * @throws {RangeError} another name
 */
export function parseVote(text: string): Vote {
  const [, kind, count] = /^(single|majority|all)(?::(\d+))?$/.exec(text.trim()) ?? [];
  if (kind === "single" && count === undefined) return singleVote();
  if (kind === "majority" && count !== undefined) return majorityOf(Number(count));
  if (kind === "all" && count !== undefined) return allOf(Number(count));
  throw new RangeError(
    `parseVote: expected single, majority:K or all:K, got ${JSON.stringify(text)}`,
  );
}

function vote(name: string, ballots: number, needed: number): Vote {
  return Object.freeze({ name, ballots, needed });
}
