import {
  retrievalTrajectories,
  type Trajectories,
} from "../../src/dynamics/retrieval-trajectories.ts";
import type { TrajectoryOptions } from "../../src/dynamics/trajectory-options.ts";
import { denseAssociativeMemory } from "../../src/models/dense-associative-memory.ts";
import { power } from "../../src/models/interaction.ts";
import { independent } from "../../src/patterns/independent.ts";
import { row } from "../../src/patterns/patterns.ts";
import { startAtOverlap } from "../../src/patterns/start-at-overlap.ts";
import { stream } from "../../src/random/stream.ts";

export interface CourseSize {
  readonly P: number;
  readonly N: number;
  readonly steps: number;
}

/** Courses at order 3 from overlaps 0.1 … 1 with 4 patterns, ready to be timed. */
export function courses(
  { P, N, steps }: CourseSize,
  options: Partial<TrajectoryOptions> = {},
): () => Trajectories {
  const patterns = independent(P, N, stream(1, "bench", P, N));
  const memory = denseAssociativeMemory(patterns, power(3));
  const targets = Array.from({ length: 40 }, (_, b) => Math.floor(b / 10));
  const starts = targets.map((mu, b) =>
    startAtOverlap(row(patterns, mu), ((b % 10) + 1) / 10, stream(1, "bench start", b)),
  );
  return () => retrievalTrajectories(memory, starts, { steps, targets, ...options });
}

let known: (() => Trajectories) | undefined;

/** For workers: runs the same set again and again, made at the first call. */
export function task(size: CourseSize): number {
  known ??= courses(size);
  return known().steps;
}
