import { builtPanel } from "./built-panel.ts";
import { type CompositionOptions, composed } from "./composed.ts";
import { categoryWords } from "./labels.ts";
import { partsOf, subtitlesOf } from "./parts.ts";
import { sharedChannels, withSharedScales } from "./shared-scales.ts";
import { type FigureSpec, isRecord } from "./spec.ts";
import { distinct, numberIn, type Row, requireNumbers, rowsOf, type Table } from "./table.ts";
import { isComposed, mapViews } from "./views.ts";

/** The column that a slider runs over. */
export interface SliderColumn {
  /** Column of numbers. */
  readonly column: string;
  /** Name at the slider and in the subtitle; default: the column name. */
  readonly title?: string;
  /** Value shown first and in drawings; default: the smallest. */
  readonly initial?: number;
}

const caller = "withSlider";
const most = 60;

/**
 * The same figure for each value of a column, one at a time, chosen by a slider where the viewer has one.
 *
 * Axes, colours and legend are those of all values, so that nothing jumps. Drawings show the initial
 * value, and the subtitle states it; between two values the slider shows the nearer one.
 *
 * @param table  rows of all values; not modified
 * @param by  the column, of at most 60 different numbers
 * @param build  draws the rows of one value with a builder, in one plotting area
 * @throws {RangeError} a missing column, cells that are not finite, one value only or too many, an initial
 *   value without rows, what `build` refuses (naming the value), panels
 */
export function withSlider(
  table: Table,
  by: string | SliderColumn,
  build: (rows: readonly Row[]) => FigureSpec,
  options: CompositionOptions = {},
): FigureSpec {
  const rows = rowsOf(caller, table);
  const slider = typeof by === "string" ? { column: by } : by;
  const { column, title = column } = slider;
  requireNumbers(caller, rows, column);
  const values = distinct(rows, column) as number[];
  const { initial = values[0]! } = slider;
  requireValues(column, values, initial);
  const parts = partsOf(
    caller,
    values.map((value) => {
      const own = rows.filter((row) => numberIn(row[column]) === value);
      return builtPanel(caller, `${column} = ${value}`, own, build);
    }),
  );
  const views = parts.map(({ view }) => view);
  if (views.some((view) => isComposed(view))) {
    throw new RangeError(`${caller}: expected figures of one plotting area, got panels`);
  }
  const { width, height, view: background } = views[values.indexOf(initial)]!;
  const frames = withSharedScales(caller, views, sharedChannels, true).map((view, i) =>
    shownAt(view, values[i]!),
  );
  const range = `${categoryWords(values[0]!)} to ${categoryWords(values.at(-1)!)}`;
  const words = [
    subtitlesOf([parts[values.indexOf(initial)]!]),
    `${title} = ${categoryWords(initial)} (slider: ${range})`,
  ].filter((part) => part !== "");
  const size = {
    ...(typeof width === "number" ? { width } : {}),
    ...(typeof height === "number" ? { height } : {}),
  };
  return composed(
    {
      params: [sliderParam(title, values, initial), shownParam(values)],
      ...(background === undefined ? {} : { view: background }),
      layer: frames,
    },
    parts,
    { subtitle: words.join("; "), ...size, ...options },
    (heading) =>
      [heading === "" ? "" : `${heading}.`, parts[values.indexOf(initial)]!.description]
        .filter((sentence) => sentence !== "")
        .join(" "),
  );
}

function requireValues(column: string, values: readonly number[], initial: number): void {
  if (values.length < 2 || values.length > most) {
    throw new RangeError(
      `${caller}: expected 2 to ${most} different values in column "${column}", got ${values.length}; ` +
        "use facet for few, filter for many",
    );
  }
  if (!values.includes(initial)) {
    throw new RangeError(
      `${caller}: expected an initial value of column "${column}" (${values.map(categoryWords).join(", ")}), ` +
        `got ${initial}`,
    );
  }
}

function sliderParam(title: string, values: readonly number[], initial: number): FigureSpec {
  const gaps = values.slice(1).map((value, i) => value - values[i]!);
  const least = Number(Math.min(...gaps).toPrecision(12));
  const bind = {
    input: "range",
    min: values[0],
    max: values.at(-1),
    step: least,
    name: `${title} `,
  };
  return { name: "slider", value: initial, bind };
}

/** The value of the table next to where the slider stands. */
function shownParam(values: readonly number[]): FigureSpec {
  const cases = values
    .slice(0, -1)
    .map((value, i) => `slider < ${(value + values[i + 1]!) / 2} ? ${value} : `);
  return { name: "shown", expr: `${cases.join("")}${values.at(-1)}` };
}

/** The view without its size, its rows drawn only while the slider shows their value. */
function shownAt(view: FigureSpec, value: number): FigureSpec {
  const { width, height, view: _, ...layer } = view;
  return mapViews(layer, ({ spec }) => {
    if (!isRecord(spec.data)) return spec;
    const steps = Array.isArray(spec.transform) ? spec.transform : [];
    return { ...spec, transform: [{ filter: `shown === ${value}` }, ...steps] };
  });
}
