/** What was asked of a separated set and how far it got. */
export interface InfeasibleDetails {
  readonly obtained: number;
  readonly bound: string | null;
  readonly limit: number | null;
}

/**
 * Thrown when a set of patterns with the requested distances cannot be delivered: a bound of coding
 * theory forbids it, candidates practically never have such distances, or random packing ran out of
 * tries.
 */
export class InfeasibleSeparation extends RangeError {
  override readonly name = "InfeasibleSeparation";
  /** Number of patterns found before giving up; 0 when a bound forbids the request at once. */
  readonly obtained: number;
  /** What forbids the request, e.g. `Plotkin` or `flips from a centroid`; null when packing ran out of tries. */
  readonly bound: string | null;
  /** Largest number of patterns the bound allows; null when it does not depend on their number. */
  readonly limit: number | null;

  constructor(message: string, details: InfeasibleDetails) {
    super(message);
    this.obtained = details.obtained;
    this.bound = details.bound;
    this.limit = details.limit;
  }
}
