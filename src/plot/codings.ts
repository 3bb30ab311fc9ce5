import { extent } from "./axis.ts";
import { type FigureSpec, isRecord } from "./spec.ts";
import { markType, recordIn } from "./views.ts";

/** An encoding by a column, with the numbers it is drawn from. */
export interface Coding {
  readonly channel: FigureSpec;
  /** Smallest and largest number, with the far ends of ranges; undefined where there are none. */
  readonly range: readonly [number, number] | undefined;
  /** True for bars and areas, which begin at zero. */
  readonly fromZero: boolean;
}

/** All encodings of one channel in a specification, outermost first; data must be inline. */
export function codingsIn(
  spec: FigureSpec,
  channel: string,
  inherited: readonly FigureSpec[] = [],
): Coding[] {
  const data = recordIn(spec, "data").values;
  const rows = Array.isArray(data) ? (data as FigureSpec[]) : inherited;
  const encoding = recordIn(spec, "encoding");
  const coding = encoding[channel];
  const fromZero =
    ["bar", "area"].includes(markType(spec)) && encoding[`${channel}2`] === undefined;
  const own =
    isRecord(coding) && coding.field !== undefined
      ? [{ channel: coding, range: rangeOf(rows, [coding, encoding[`${channel}2`]]), fromZero }]
      : [];
  const children = ["layer", "hconcat", "vconcat", "concat"].flatMap((key) =>
    Array.isArray(spec[key]) ? (spec[key] as FigureSpec[]) : [],
  );
  return [...own, ...children.flatMap((child) => codingsIn(child, channel, rows))];
}

function rangeOf(rows: readonly FigureSpec[], channels: readonly unknown[]) {
  const numbers = channels.flatMap((coding) => {
    if (!isRecord(coding) || typeof coding.field !== "string") return [];
    const column = coding.field.replace(/\\(.)/g, "$1");
    return rows.flatMap((row) => {
      const value = row[column];
      return typeof value === "number" ? [value] : [];
    });
  });
  return numbers.length === 0 ? undefined : extent(numbers);
}
