import { describeFigure } from "./describe.ts";
import { wrapped } from "./estimate-words.ts";
import type { Few } from "./few-enough.ts";
import { assembled, type FigureOptions } from "./figure-options.ts";
import type { FigureSpec } from "./spec.ts";
import { withFullTable } from "./with-full-table.ts";

/**
 * A complete figure of rows that may have been made fewer: then its subtitle ends with the rule, on lines of
 * its own, and it has the record of the full table.
 *
 * @param words  the subtitle unless the options state another
 */
export function ruledFigure(
  caller: string,
  marks: FigureSpec,
  { rule, marks: count, full }: Few,
  words: string,
  options: FigureOptions,
): FigureSpec {
  const lines = wrapped(rule?.split("; ") ?? [], 72);
  const subtitle = [options.subtitle ?? words, lines].filter((part) => part !== "").join("\n");
  const spec = assembled(marks, { ...options, subtitle }, describeFigure);
  return rule === undefined ? spec : withFullTable(caller, spec, full, { rule, marks: count });
}
