import { distance, wordsFor } from "../core/bits.ts";
import { nearRows } from "./near-rows.ts";
import type { Patterns } from "./patterns.ts";
import type { Proposal } from "./proposals.ts";
import type { ResolvedSeparation } from "./separation.ts";

/** True when the candidate keeps its distance from the first `accepted` rows, compared one by one. */
function fits(
  words: Uint32Array,
  accepted: number,
  candidate: Uint32Array,
  minimum: number,
  maximum: number,
): boolean {
  const W = candidate.length;
  for (let mu = 0; mu < accepted; mu++) {
    const d = distance(words, mu * W, candidate, 0, W);
    if (d < minimum || d > maximum) return false;
  }
  return true;
}

/**
 * Up to P proposed rows, keeping those whose distances to all kept ones lie in the limits.
 *
 * Stops early, with fewer rows, after `limits.tries` refusals in a row. Rows are kept in the order
 * of proposal, so a smaller P gives the first rows of a larger one.
 */
export function packRows(
  P: number,
  N: number,
  propose: Proposal,
  limits: Pick<ResolvedSeparation, "minimum" | "maximum" | "tries">,
): Patterns {
  const W = wordsFor(N);
  const words = new Uint32Array(P * W);
  const { minimum, maximum } = limits;
  const close = minimum > 0 ? nearRows(words, P, N, minimum - 1, false) : null;
  // further than the maximum means close to the negative
  const far = maximum < N ? nearRows(words, P, N, N - maximum - 1, true) : null;
  const candidate = new Uint32Array(W);
  let accepted = 0;
  let refused = 0;
  while (accepted < P && refused < limits.tries) {
    candidate.fill(0);
    propose(candidate, 0);
    const isClose = close === null ? false : close.has(candidate);
    const isFar = far === null ? false : far.has(candidate);
    const [least, most] = [isClose === null ? minimum : 0, isFar === null ? maximum : N];
    const isCompared = isClose === null || isFar === null;
    if (isClose || isFar || (isCompared && !fits(words, accepted, candidate, least, most))) {
      refused += 1;
      continue;
    }
    words.set(candidate, accepted * W);
    close?.add(accepted);
    far?.add(accepted);
    accepted += 1;
    refused = 0;
  }
  return { P: accepted, N, wordsPerRow: W, words: words.slice(0, accepted * W) };
}
