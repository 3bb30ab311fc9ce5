import { type FigureSpec, isRecord } from "./spec.ts";

/** How the rows of a figure were made fewer; stands in `usermeta.damlab.reduction`. */
export interface Reduction {
  /** What was done, in the words of the subtitle. */
  readonly rule: string;
  /** Rows of the full table. */
  readonly rows: number;
  /** Marks of the figure. */
  readonly marks: number;
  /** SHA-256 of the full table as CSV text. */
  readonly sha256: string;
}

/** The record of how the rows of a figure were made fewer; undefined where all are drawn. */
export function reductionOf({ usermeta }: FigureSpec): Reduction | undefined {
  const damlab = isRecord(usermeta) ? usermeta.damlab : undefined;
  const reduction = isRecord(damlab) ? damlab.reduction : undefined;
  return isRecord(reduction) ? (reduction as unknown as Reduction) : undefined;
}
