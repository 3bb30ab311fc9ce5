import { requireWord } from "../numerics/require-word.ts";
import { between, hex } from "./contrast.ts";
import { shortLabels } from "./labels.ts";
import { type FigureSpec, field } from "./spec.ts";
import { distinct, type Row, requireCategories, requireNumbers } from "./table.ts";
import { palette, shapes } from "./theme.ts";

/** Column that tells series apart, bare or with the title of its legend. */
export type SeriesColumn =
  | string
  | {
      readonly column: string;
      readonly title?: string;
      /**
       * "apart" (default): a colour and a shape for each of at most 7 kinds; "ordered": at most 12 numbers, from
       * dark to light by colour alone, for lines that are known by their order as well.
       */
      readonly colours?: "apart" | "ordered";
    };

/** The series of a table: their column and its values in the order of the legend. */
export interface Series {
  readonly column: string;
  readonly title: string;
  readonly kinds: readonly (string | number)[];
  /** Whether the kinds are numbers whose colours say their order. */
  readonly isOrdered?: boolean;
  /** Properties of the legend, such as words for the kinds; default: kinds without meaningless digits. */
  readonly legend?: FigureSpec;
}

/** Dashes in the order of the palette: where lines have no points, a series is known by its dash. */
export const dashes: readonly (readonly number[])[] = [
  [1, 0],
  [7, 3],
  [2, 2],
  [9, 3, 2, 3],
  [4, 2],
  [12, 4],
  [5, 2, 1, 2, 1, 2],
];

/** Colours of numbers in their order, each of a contrast of 3 with white at least. */
const ramp = ["#12205a", "#3f2f9b", "#7d2a9c", "#b52e7c", "#d3454f", "#e5641c"] as const;
const mostOrdered = 12;

/** The series that a column makes; refuses cells without a value and more series than colours. */
export function seriesOf(
  caller: string,
  rows: readonly Row[],
  given: SeriesColumn | undefined,
): Series | undefined {
  if (given === undefined) return undefined;
  const {
    column,
    title = "",
    colours = "apart",
  } = typeof given === "string" ? { column: given } : given;
  requireWord(caller, "colours", colours, ["apart", "ordered"]);
  requireCategories(caller, rows, column);
  const isOrdered = colours === "ordered";
  if (isOrdered) requireNumbers(caller, rows, column);
  const kinds = distinct(rows, column);
  const most = isOrdered ? mostOrdered : palette.length;
  if (kinds.length > most) {
    throw new RangeError(
      `${caller}: expected at most ${most} values of the series column "${column}", ` +
        `got ${kinds.length}; filter the table or draw several figures`,
    );
  }
  return { column, title: title === "" ? column : title, kinds, isOrdered };
}

/**
 * Colour, shape and dash of the series, with one legend for all; one colour without series.
 *
 * @param isDashed  true where nothing has a shape: the legend shows pieces of the lines
 */
export function seriesChannels(
  series: Series | undefined,
  isDashed = false,
): Readonly<Record<"colour" | "shape" | "dash", FigureSpec>> {
  if (!series) return { colour: { color: { value: palette[0] } }, shape: {}, dash: {} };
  const { column, title, kinds, isOrdered = false } = series;
  const strokes = { symbolType: "stroke", symbolSize: 500 };
  const legend = { ...(isDashed ? strokes : {}), ...(series.legend ?? shortLabels(kinds)) };
  const coded = (range: readonly unknown[]) => ({
    field: field(column),
    type: isOrdered ? "ordinal" : "nominal",
    title,
    legend,
    scale: { domain: kinds, range: range.slice(0, kinds.length) },
  });
  if (isOrdered) {
    const last = Math.max(1, kinds.length - 1);
    const colours = kinds.map((_, k) => hex(between(ramp, k / last)));
    return { colour: { color: coded(colours) }, shape: {}, dash: {} };
  }
  return {
    colour: { color: coded(palette) },
    shape: { shape: coded(shapes) },
    dash: { strokeDash: coded(dashes) },
  };
}
