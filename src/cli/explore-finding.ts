import type { FigureSpec } from "../plot/spec.ts";

type Row = Readonly<Record<string, unknown>>;

/** One thing found: words, a table for readers, the tidy rows behind it, figures. */
export interface Finding {
  /** Name of the tidy rows in the JSON output. */
  readonly name: string;
  readonly title: string;
  /** Paragraphs of plain text. */
  readonly words: readonly string[];
  /** Rows as they are printed, numbers with their errors as text. */
  readonly table: readonly Row[];
  /** All numbers. */
  readonly rows: readonly Row[];
  readonly figures: readonly FigureSpec[];
}

/** A share between 0 and 1 as it is printed. */
export const hundredths = (share: number | null): string =>
  share === null ? "–" : share.toFixed(2);
