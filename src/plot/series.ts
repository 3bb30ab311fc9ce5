import { requireWord } from "../numerics/require-word.ts";
import { between, hex } from "./contrast.ts";
import { shortLabels } from "./labels.ts";
import { type FigureSpec, field } from "./spec.ts";
import { distinct, type Row, requireCategories, requireNumbers } from "./table.ts";
import { palette, ramp, shapes } from "./theme.ts";

/** Column that tells series apart, bare or with the title of its legend. */
export type SeriesColumn =
  | string
  | {
      readonly column: string;
      readonly title?: string;
      /**
       * `categories` (default): at most 7 values, told apart by hue and shape. `sequential`: at most 20
       * numbers, from dark to bright as they grow, all with the same shape.
       */
      readonly colours?: "categories" | "sequential";
    };

/** Most numbers with sequential colours. */
export const mostSequential = 20;

/** The series of a table: their column and its values in the order of the legend. */
export interface Series {
  readonly column: string;
  readonly title: string;
  readonly kinds: readonly (string | number)[];
  /** Colours of the kinds. */
  readonly colours: readonly string[];
  /** Whether shapes and dashes tell the kinds apart, too. */
  readonly hasShapes: boolean;
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

/** The series that a column makes; refuses cells without a value and more series than colours. */
export function seriesOf(
  caller: string,
  rows: readonly Row[],
  given: SeriesColumn | undefined,
): Series | undefined {
  if (given === undefined) return undefined;
  const { column, title = "", ...choice } = typeof given === "string" ? { column: given } : given;
  const { colours = "categories" } = choice as { readonly colours?: string };
  requireWord(caller, "colours of series", colours, ["categories", "sequential"]);
  const isSequential = colours === "sequential";
  requireCategories(caller, rows, column);
  if (isSequential) requireNumbers(caller, rows, column);
  const kinds = distinct(rows, column);
  const most = isSequential ? mostSequential : palette.length;
  if (kinds.length > most) {
    throw new RangeError(
      `${caller}: expected at most ${most} values of the series column "${column}", ` +
        `got ${kinds.length}; filter the table or draw several figures`,
    );
  }
  return {
    column,
    title: title === "" ? column : title,
    kinds,
    colours: isSequential ? rampOf(kinds.length) : palette.slice(0, kinds.length),
    hasShapes: !isSequential,
  };
}

/** Colours at equal steps of the ramp, the last one its end. */
const rampOf = (count: number): string[] =>
  Array.from({ length: count }, (_, k) => hex(between(ramp, count > 1 ? k / (count - 1) : 0)));

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
  const { column, title, kinds, colours, hasShapes } = series;
  const strokes = { symbolType: "stroke", symbolSize: 500 };
  const legend = { ...(isDashed ? strokes : {}), ...(series.legend ?? shortLabels(kinds)) };
  const coded = (range: readonly unknown[]) => ({
    field: field(column),
    type: "nominal",
    title,
    legend,
    scale: { domain: kinds, range: range.slice(0, kinds.length) },
  });
  return {
    colour: { color: coded(colours) },
    shape: hasShapes ? { shape: coded(shapes) } : {},
    dash: hasShapes ? { strokeDash: coded(dashes) } : {},
  };
}
