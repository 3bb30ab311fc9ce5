import type { FigureSpec } from "./spec.ts";
import type { Row } from "./table.ts";

/** The figure of some of the rows; what the builder refuses is told with the name of the part. */
export function builtPanel(
  caller: string,
  name: string,
  rows: readonly Row[],
  build: (rows: readonly Row[]) => FigureSpec,
): FigureSpec {
  try {
    return build(rows);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new RangeError(`${caller}: expected a figure of ${name}, got ${cause.message}`, {
      cause,
    });
  }
}
