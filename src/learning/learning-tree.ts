import { requireObject } from "../core/require-object.ts";
import { indexOfLargest } from "../models/potts-prediction.ts";
import { requireUnitVectors, type UnitVectors } from "../patterns/unit-vectors.ts";
import { componentsOf, type OverlapComponents, overlapComponents } from "./overlap-components.ts";

/** Memories at one epoch; a training state is one, with the origins of a growing one. */
export interface LearningRecord {
  readonly epoch: number;
  readonly P: number;
  readonly C: number;
  /** w, P × N. */
  readonly memories: Float64Array;
  /** g, (P + 1) × (C + 1). */
  readonly classWeights: Float64Array;
  /** Memory that each was split off from, −1 for the first ones (default: all). */
  readonly origins?: ArrayLike<number>;
}

/** A memory at an epoch, a node of the tree. */
export interface LearningNode {
  /** "record/memory". */
  readonly id: string;
  /** Node of the same memory, or of the one it was split off from, in the record before; null at the root. */
  readonly parent: string | null;
  readonly epoch: number;
  readonly memory: number;
  /** argmax_y g_γy, C being "no class". */
  readonly class: number;
  /** Principal components of its overlaps with the data. */
  readonly pc1: number;
  readonly pc2: number;
}

/** The rows of the tree, and the axes they are drawn in. */
export interface LearningTree {
  readonly rows: readonly LearningNode[];
  readonly components: OverlapComponents;
}

/**
 * The tree of learning dynamics: every memory at every record, joined to where it comes from, in the plane of the
 * two leading principal components of overlap vectors (w·x_a)_a.
 *
 * Rows go into `tree` (x "pc1", y "pc2", edges "straight"), which draws at most 5000 nodes and edges, about 2500
 * rows, or into `trajectories`.
 *
 * @param history  records in the order of their epochs, memories never fewer than before; those just before and
 *   just after a split may have the same epoch
 * @param data  M × N, the vectors that memories are compared with
 * @param components  of another run, to draw both in the same plane; default: fitted on this one
 * @throws {RangeError} no record, records that do not fit the data or one another
 *
 * Source: derived; the UMAP of Thériault & Tantari 2026, arXiv 2508.19151, with principal components instead.
 */
export function learningTree(
  history: readonly LearningRecord[],
  data: UnitVectors,
  components: OverlapComponents = fitted(history, data),
): LearningTree {
  requireHistory(history, data);
  const rows: LearningNode[] = [];
  history.forEach((record, k) => {
    const { epoch, C, P } = record;
    const before = history[k - 1];
    for (let memory = 0; memory < P; memory++) {
      const w = record.memories.subarray(memory * data.N, (memory + 1) * data.N);
      const [pc1, pc2] = componentsOf(components, w);
      const parent = before ? ancestorOf(memory, before.P, record) : -1;
      rows.push({
        id: `${k}/${memory}`,
        parent: before && parent >= 0 ? `${k - 1}/${parent}` : null,
        ...{ epoch, memory, pc1, pc2 },
        class: indexOfLargest(
          record.classWeights.subarray(memory * (C + 1), (memory + 1) * (C + 1)),
        ),
      });
    }
  });
  return { rows, components };
}

/** The memory among the first P that a memory comes from; −1 where it has none. */
function ancestorOf(memory: number, P: number, { origins }: LearningRecord): number {
  let ancestor = memory;
  while (ancestor >= P) ancestor = origins?.[ancestor] ?? -1;
  return ancestor;
}

function fitted(history: readonly LearningRecord[], data: UnitVectors): OverlapComponents {
  requireHistory(history, data);
  const rows = new Float64Array(history.reduce((sum, { memories }) => sum + memories.length, 0));
  let at = 0;
  for (const { memories } of history) {
    rows.set(memories, at);
    at += memories.length;
  }
  return overlapComponents(rows, data);
}

function requireHistory(history: readonly LearningRecord[], data: UnitVectors): void {
  requireUnitVectors("learningTree", data);
  const { N } = data;
  requireObject("learningTree", "a list of records", history, "record some epochs");
  if (history.length === 0) {
    throw new RangeError("learningTree: expected one record or more, got none; record some epochs");
  }
  history.forEach(({ epoch, P, memories }, k) => {
    if (memories.length !== P * N) {
      throw new RangeError(
        `learningTree: expected P x N = ${P} x ${N} numbers, got ${memories.length} at epoch ${epoch}; ` +
          "give the data of the run",
      );
    }
    const before = history[k - 1];
    if (before && !(epoch >= before.epoch && P >= before.P)) {
      throw new RangeError(
        `learningTree: expected records in the order of epochs, memories never fewer, got epoch ${epoch} with ` +
          `P = ${P} after epoch ${before.epoch} with P = ${before.P}; give one run`,
      );
    }
  });
}
