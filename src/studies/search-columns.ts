import type { SearchResult } from "../capacity/binary-search.ts";
import { interval95, meanEstimate } from "../numerics/mean.ts";
import type { CapacityRow } from "./capacity-row.ts";

/** Where a search ended: the largest P that passed. */
export interface SearchEnd {
  readonly P: number;
  readonly status: SearchResult["status"];
}

/**
 * The K50 of repeated searches on the scale of interpolated curves: the mean of the middles P + ½ of their
 * brackets with its Student interval.
 *
 * Searches that the source or maximumP ended have no bracket: they count with their P, and the mean is a
 * lower bound without interval.
 *
 * @param rule  the search in words
 */
export function searchColumns(
  ends: readonly SearchEnd[],
  rule: string,
): Pick<CapacityRow, "k50" | "k50_lo" | "k50_hi" | "rule"> {
  const isClosed = ({ status }: SearchEnd) => status === "bracketed";
  const estimate = meanEstimate(ends.map((end) => end.P + (isClosed(end) ? 0.5 : 0)));
  const interval = ends.every(isClosed) ? interval95(estimate) : null;
  const words = [
    rule,
    "k50 the mean of the middles P + 1/2 of closed brackets",
    interval ? "95 % Student interval of the mean of searches" : "no interval",
  ];
  return {
    k50: estimate.mean,
    k50_lo: interval?.lo ?? null,
    k50_hi: interval?.hi ?? null,
    rule: words.join(", "),
  };
}
