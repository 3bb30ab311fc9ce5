import { type SearchOptions, type SearchResult, searchSteps } from "../capacity/binary-search.ts";

/** A question of one of several searches: whether it passes at P. */
export interface Probe {
  readonly search: number;
  readonly P: number;
}

/**
 * Binary searches (`simpleBinarySearch`) side by side, so that the probes they come to at the same time are
 * answered together.
 *
 * @param passes  answers all probes of a round, in their order
 */
export function searchesInStep(
  count: number,
  options: SearchOptions,
  passes: (probes: readonly Probe[]) => readonly boolean[],
): SearchResult[] {
  const searches = Array.from({ length: count }, () => searchSteps(options));
  const steps = searches.map((search) => search.next());
  for (;;) {
    const probes = steps.flatMap((step, search) =>
      step.done ? [] : [{ search, P: step.value as number }],
    );
    if (probes.length === 0) return steps.map((step) => step.value as SearchResult);
    passes(probes).forEach((passed, k) => {
      const { search } = probes[k];
      steps[search] = searches[search].next(passed);
    });
  }
}
