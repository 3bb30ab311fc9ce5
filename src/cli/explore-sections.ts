import type { Memories } from "../patterns/read-memories.ts";
import type { Exploration, ExplorePart } from "../studies/explore.ts";
import { capacityFindings } from "./explore-capacity.ts";
import { distanceFindings, encodingFindings } from "./explore-data.ts";
import type { Finding } from "./explore-finding.ts";
import { completionFindings, outlierFindings, prototypeFindings } from "./explore-retrieval.ts";

/** What a finished part of an exploration says. */
export function findingsOf(
  part: ExplorePart,
  found: Partial<Exploration>,
  memories: Memories,
): Finding[] {
  const makers: Record<ExplorePart, () => Finding[]> = {
    encoding: () => encodingFindings(memories),
    distances: () => distanceFindings(found, memories),
    capacity: () => capacityFindings(found),
    prototypes: () => prototypeFindings(found, memories),
    completion: () => completionFindings(found),
    outliers: () => outlierFindings(found, memories),
  };
  return makers[part]();
}
