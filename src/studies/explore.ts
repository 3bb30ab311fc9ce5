import { denseAssociativeMemory } from "../models/dense-associative-memory.ts";
import { rectifiedPower } from "../models/interaction.ts";
import { type ColumnCorrelation, columnCorrelations } from "../patterns/column-correlations.ts";
import { meanSpins } from "../patterns/correlation-matrix.ts";
import { decode } from "../patterns/decode-table.ts";
import type { Category } from "../patterns/encoding.ts";
import type { EncodedColumnRow } from "../patterns/encoding-report.ts";
import { nearPairs } from "../patterns/near-pairs.ts";
import { type Patterns, prefix, row, type Spins, take } from "../patterns/patterns.ts";
import type { Memories } from "../patterns/read-memories.ts";
import { separatedSubset } from "../patterns/separated-subset.ts";
import { stream } from "../random/stream.ts";
import { capacityOfSet, type SetCapacity } from "./capacity-of-set.ts";
import { type CompletedCell, completeTable } from "./complete-table.ts";
import { completionHoldOut } from "./completion-hold-out.ts";
import {
  type ColumnScore,
  type ConfidenceBin,
  completionScores,
  confidenceBins,
} from "./completion-scores.ts";
import { type DistanceStudy, distanceStudy } from "./distance-study.ts";
import { type Outlier, outliers } from "./outliers.ts";
import { type Prototype, prototypes } from "./prototypes.ts";

/** What `explore` does. */
export interface ExploreOptions {
  readonly seed: number;
  /** Orders n of the rectified power whose capacity is measured; 2, 3, 5, 10, 20. */
  readonly orders?: readonly number[];
  /** Order at which memories merge into prototypes; see `exploreOrders`. */
  readonly prototypeOrder?: number;
  /** Order of completion and outliers; see `exploreOrders`. */
  readonly completionOrder?: number;
  /** Distance in bits up to which two rows are near duplicates; 1. */
  readonly near?: number;
  /** Random orders of the rows, and sets of each surrogate; 20. */
  readonly trials?: number;
  /** Random partitions of the held-out test; 1. */
  readonly repeats?: number;
  readonly onProgress?: (part: ExplorePart, done: number, total: number) => void;
  /** Called with each part as soon as it is finished. */
  readonly onPart?: (part: ExplorePart, found: Partial<Exploration>) => void;
  readonly signal?: AbortSignal;
}

/** The parts of an exploration in their order. */
export const exploreParts = [
  "encoding",
  "distances",
  "capacity",
  "prototypes",
  "completion",
  "outliers",
] as const;
export type ExplorePart = (typeof exploreParts)[number];

/** A row of the file and another that is close to it. */
export interface NearRow {
  readonly row: number;
  readonly other: number;
  readonly distance: number;
}

/** A prototype with its row numbers in the file and what it reads as. */
export interface PrototypeRow extends Omit<Prototype, "nearest"> {
  /** Nearest row of the file. */
  readonly nearest_row: number;
  /** The columns as decoded, null where undecided; null for images. */
  readonly decoded: Readonly<Record<string, Category | null>> | null;
}

/** How many fixed points there are at an order. */
export interface LadderRow {
  readonly order: number;
  readonly fixed_points: number;
  readonly spurious: number;
  /** Largest share of the damaged memories that ends in one fixed point. */
  readonly largest_share: number;
}

/** An outlier with its row numbers in the file and what it reads as. */
export interface OutlierRow extends Omit<Outlier, "mu" | "nearest"> {
  readonly row: number;
  readonly nearest_row: number;
  readonly decoded: PrototypeRow["decoded"];
}

/** Tidy tables about a set of memories. Row numbers are those of the file, from 0. */
export interface Exploration {
  readonly encoding: readonly EncodedColumnRow[];
  readonly distances: DistanceStudy;
  readonly near: {
    readonly threshold: number;
    readonly count: number;
    readonly rows: readonly NearRow[];
  };
  /** Correlation of the columns; empty for images. */
  readonly correlations: readonly ColumnCorrelation[];
  /** Of the rows that differ from all before; `used` of them where the cost is bounded. */
  readonly capacity: SetCapacity & { readonly distinct: number; readonly used: number };
  readonly prototypes: {
    readonly order: number;
    readonly rows: readonly PrototypeRow[];
    /** Fixed points at lower and higher orders. */
    readonly ladder: readonly LadderRow[];
  };
  /** Null for images. */
  readonly completion: {
    readonly order: number;
    readonly scores: readonly ColumnScore[];
    readonly bins: readonly ConfidenceBin[];
    /** The missing cells of the file, filled. */
    readonly filled: readonly CompletedCell[];
  } | null;
  readonly outliers: { readonly order: number; readonly rows: readonly OutlierRow[] };
}

/** Pairs and outliers that are listed. */
const listed = 20;
/** Additions that the capacity part may cost; fewer rows are taken where all would cost more. */
const largestCapacityCost = 3e9;

/**
 * The orders that `explore` takes by default: 2N/d̄ and 8N/d̄, rounded, at least 2 and 3, with the mean
 * distance d̄ of two patterns.
 *
 * (1 − 2d/N)ⁿ ≈ e^(−2nd/N), so a memory at the mean distance counts e⁻⁴ of one that agrees where
 * memories are to merge, and e⁻¹⁶ where the nearest are to decide.
 */
export function exploreOrders(patterns: Patterns): {
  prototypeOrder: number;
  completionOrder: number;
} {
  const distance = meanSpins(patterns).reduce((sum, mean) => sum + (1 - mean * mean) / 2, 0);
  const order = (factor: number): number => Math.round((factor * patterns.N) / distance);
  return { prototypeOrder: Math.max(2, order(2)), completionOrder: Math.max(3, order(8)) };
}

/** Rows that the capacity part takes of P, and about how many additions and bytes an exploration costs. */
export function exploreCost(
  memories: Memories,
  options: ExploreOptions,
): { capacityRows: number; additions: number; bytes: number } {
  const { P, N } = memories.patterns;
  const { orders = defaultOrders, trials = 20, repeats = 1 } = options;
  const passes = 5 * trials * orders.length;
  const capacityRows = Math.min(P, Math.floor(Math.sqrt((2 * largestCapacityCost) / (passes * N))));
  const capacity = (passes * capacityRows ** 2 * N) / 2;
  const retrieval = 4 * 2 * P * 3 * P * N;
  const columns = memories.table?.encoding.columns.length ?? 0;
  const completion = repeats * columns * P * P * (N + 20);
  const additions = capacity + 0.2 * retrieval + completion + listed * P * N;
  return { capacityRows, additions, bytes: 6e7 + 10 * P * N + 8 * capacityRows * N + 24 * N * N };
}

const defaultOrders = [2, 3, 5, 10, 20];

/**
 * Looks at memories from all sides: encoding, distances, correlations, near duplicates, capacity
 * against surrogates, prototypes, completion of missing cells, outliers.
 *
 * All with F(x) = xⁿ for x > 0, whose energies are sums without cancellation. Parts are finished in
 * the order of `exploreParts`.
 *
 * @throws {RangeError} fewer than 10 memories, all equal ones, or options outside their range
 * @throws the reason of `signal` once it is aborted; parts finished before were handed to `onPart`
 */
export async function explore(memories: Memories, options: ExploreOptions): Promise<Exploration> {
  const { patterns, rows, table } = memories;
  const { P } = patterns;
  if (P < 10) {
    throw new RangeError(
      `explore: expected at least 10 complete rows, got ${P} of ${memories.total} in ${memories.file}; leave out columns with many gaps`,
    );
  }
  const { orders = defaultOrders, near = 1, trials = 20, repeats = 1, seed } = options;
  const natural = exploreOrders(patterns);
  const { prototypeOrder = natural.prototypeOrder } = options;
  const { completionOrder = natural.completionOrder } = options;
  const watch = (part: ExplorePart) => ({
    onProgress: (done: number, total: number) => options.onProgress?.(part, done, total),
    ...(options.signal && { signal: options.signal }),
  });
  const scheme = table ? { encoding: table.encoding } : {};
  const finish = <T extends Partial<Exploration>>(part: ExplorePart, found: T): T => {
    options.onPart?.(part, found);
    options.signal?.throwIfAborted();
    return found;
  };

  const one = finish("encoding", { encoding: memories.columns });
  const { pairs, count } = nearPairs(patterns, near, { most: listed });
  const two = finish("distances", {
    distances: distanceStudy(patterns),
    near: {
      threshold: near,
      count,
      rows: pairs.map(({ mu, nu, distance }) => ({ row: rows[mu], other: rows[nu], distance })),
    },
    correlations: table ? columnCorrelations(patterns, table.encoding.columns) : [],
  });

  const distinct = take(patterns, separatedSubset(patterns, 1));
  if (distinct.P < 2) {
    throw new RangeError(
      `explore: expected at least two different memories, got ${P} equal ones in ${memories.file}`,
    );
  }
  const { capacityRows } = exploreCost(memories, options);
  const order = stream(seed, "capacity-rows").permutation(distinct.P);
  const used = prefix(take(distinct, order), Math.min(distinct.P, capacityRows));
  const capacity = await capacityOfSet(used, {
    interactions: orders.map(rectifiedPower),
    trials,
    seed,
    ...(table && { groups: table.encoding.columns }),
    ...watch("capacity"),
  });
  const three = finish("capacity", {
    capacity: { ...capacity, distinct: distinct.P, used: used.P },
  });

  const orderLadder = [0.5, 1, 2, 4].map((factor) =>
    Math.max(2, Math.round(factor * prototypeOrder)),
  );
  const fixedPoints = new Map<number, Prototype[]>();
  for (const n of new Set([...orderLadder, prototypeOrder])) {
    const model = denseAssociativeMemory(patterns, rectifiedPower(n));
    const starts = { damage: 0.1, randomStarts: P, seed };
    fixedPoints.set(n, await prototypes(model, { ...starts, ...scheme, ...watch("prototypes") }));
  }
  const found = fixedPoints.get(prototypeOrder)!;
  const four = finish("prototypes", {
    prototypes: {
      order: prototypeOrder,
      rows: found.map(({ nearest, ...rest }) => ({
        ...rest,
        nearest_row: rows[nearest],
        decoded: decoded(memories, rest.state),
      })),
      ladder: [...fixedPoints].map(([n, points]) => ({
        order: n,
        fixed_points: points.length,
        spurious: points.filter(({ kind }) => kind === "spurious").length,
        largest_share: points[0].share,
      })),
    },
  });

  const sharp = rectifiedPower(completionOrder);
  let completion: Exploration["completion"] = null;
  if (table) {
    const cells = await completionHoldOut(table.rows, {
      encoding: table.options,
      interaction: sharp,
      folds: 10,
      repeats,
      seed,
      ...watch("completion"),
    });
    const { cells: filled } = completeTable(table.rows, table.encoding, sharp);
    completion = {
      order: completionOrder,
      scores: completionScores(cells),
      bins: confidenceBins(cells, 5),
      filled: filled.map((cell) => ({ ...cell, row: table.numbers[cell.row] })),
    };
  }
  const five = finish("completion", { completion });

  const odd = outliers(patterns, sharp, { most: listed, ...scheme });
  const six = finish("outliers", {
    outliers: {
      order: completionOrder,
      rows: odd.map(({ mu, nearest, ...rest }) => ({
        row: rows[mu],
        ...rest,
        nearest_row: rows[nearest],
        decoded: decoded(memories, row(patterns, mu)),
      })),
    },
  });
  return { ...one, ...two, ...three, ...four, ...five, ...six };
}

/** A state as a row of the table, undecided columns (no nearest code word) null; null for images. */
function decoded({ table }: Memories, state: Spins): PrototypeRow["decoded"] {
  if (table === null) return null;
  const { cells } = decode(state, table.encoding);
  const values = cells.objects() as { column: string; value: Category | null; tie: boolean }[];
  return Object.fromEntries(values.map(({ column, value, tie }) => [column, tie ? null : value]));
}
