import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DynamicsModel } from "../../src/theory/dynamics-model.ts";
import { repositoryRoot } from "./paths.ts";

/** Start of a course at order 3 and a load by the convention `variance`. */
interface Start {
  readonly load: number;
  readonly overlap0: number;
}

/** Printed courses of overlaps by programs that are not ours; `how` in the file says which. */
export interface OverlapCourses {
  readonly times: readonly number[];
  readonly simulation: readonly (Start & { simulation: number[]; error: number[] })[];
  readonly theory: readonly (Start & { m: number[] })[];
  readonly fractions: readonly { load: number; share: number[] }[];
  readonly larger: readonly (Start & { times: number[]; m: number[] })[];
  readonly variants: readonly {
    readonly model: DynamicsModel;
    readonly N: number;
    readonly overlap0: number;
    readonly times: number[];
    readonly theory: number[];
    readonly simulation: number[];
    readonly error: number;
  }[];
  readonly longTimes: {
    readonly times: number[];
    readonly rows: readonly { load: number; m: number[]; C99: number; C98: number }[];
  };
  readonly basin: {
    readonly steps: number[];
    readonly rows: readonly { load: number; boundary: number[] }[];
  };
}

export const overlapCourses: OverlapCourses = JSON.parse(
  readFileSync(join(repositoryRoot, "test/fixtures/theory/overlap-courses.json"), "utf8"),
);
