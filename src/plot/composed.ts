import { assembled, type FigureOptions } from "./figure-options.ts";
import { journalConfig, journalPadding, journalWidth, legendRoomOn } from "./journal-width.ts";
import { configOf, type Part, recipeOfParts } from "./parts.ts";
import { withReductions } from "./reduction.ts";
import { type FigureSpec, isRecord } from "./spec.ts";
import { isComposed, mapPlots, mergedConfig, recordIn } from "./views.ts";
import { wrappedText } from "./wrapped-text.ts";

/** Choices of a figure that is made of figures. */
export interface CompositionOptions extends FigureOptions {
  /** Default: the recipe of the parts, if they share one, else `{ parts: [...] }` in their order. */
  readonly recipe?: Readonly<Record<string, unknown>>;
}

/** Space between panels in pixels. */
export const panelGap = 20;

/** A whole figure around composed views: one configuration, the recipes and descriptions of the parts. */
export function composed(
  marks: FigureSpec,
  parts: readonly Part[],
  options: CompositionOptions,
  describe: (words: string) => string,
): FigureSpec {
  const recipe = options.recipe ?? recipeOfParts(parts);
  const figure = assembled(marks, { ...options, ...(recipe ? { recipe } : {}) }, (whole) =>
    describe(headingWords(whole.title)),
  );
  const variables = parts.flatMap((part) => part.variables);
  const config = mergedConfig(configOf(parts), figure.config as FigureSpec);
  const { journal } = options;
  const whole = {
    ...figure,
    ...(variables.length === 0
      ? {}
      : { params: [...(Array.isArray(figure.params) ? figure.params : []), ...variables] }),
    config: journal === undefined ? config : mergedConfig(journalOf(marks, journal), config),
  };
  return withReductions(
    whole,
    parts.flatMap((part) => part.reductions),
  );
}

/** In panels the legends stand below in two columns too, so that they take no width from the panels. */
function journalOf(marks: FigureSpec, journal: "one-column" | "two-column"): FigureSpec {
  if (!isComposed(marks)) return journalConfig(journal, marks);
  const { color } = recordIn(recordIn(marks, "resolve"), "scale");
  const widths = (Array.isArray(marks.concat) ? marks.concat : []).flatMap(({ width }) =>
    typeof width === "number" ? [width] : [],
  );
  const room = color === "independent" ? Math.min(...widths) : legendRoomOn(journal);
  return journalConfig("one-column", marks, room);
}

function headingWords(title: unknown): string {
  if (!isRecord(title)) return "";
  const words = [title.text, title.subtitle].flat().filter((part) => typeof part === "string");
  return words.join(". ");
}

/** Sentences of a description: the heading, then each part by its name. */
export function partWords(heading: string, parts: readonly (readonly [string, Part])[]): string {
  const sentences = parts.map(([name, part]) =>
    name === "" ? part.description : `${name}: ${part.description || "figure"}`,
  );
  return [heading === "" ? "" : `${heading}.`, ...sentences]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/**
 * Width of each of `columns` panels so that a figure fits a journal: the page less gaps and an estimate of
 * the vertical axes, of which only the first column has one where they are shared.
 */
export function panelWidth(
  journal: FigureOptions["journal"],
  columns: number,
  axes = columns,
  titleLines = 1,
): number | undefined {
  if (journal === undefined) return undefined;
  // five characters of a label with its tick, then the title: more than most axes need
  const axisRoom = 40 + 13 * titleLines;
  const gaps = (columns - 1) * panelGap;
  const room = journalWidth(journal) - 2 * journalPadding - gaps - axes * axisRoom;
  return Math.floor(room / columns);
}

/** The view with all of its plotting areas of one width, heights in proportion where none is given. */
export function resized(
  view: FigureSpec,
  width: number | undefined,
  height: number | undefined,
  usual: { readonly width: number; readonly height: number } = { width: 400, height: 270 },
): FigureSpec {
  return mapPlots(view, (plot) => {
    const old = {
      width: typeof plot.width === "number" ? plot.width : usual.width,
      height: typeof plot.height === "number" ? plot.height : usual.height,
    };
    const wide = width ?? old.width;
    return { ...plot, width: wide, height: height ?? Math.round((old.height * wide) / old.width) };
  });
}

/** Title of a panel, in lines that fit over it. */
export function panelTitle(
  text: string,
  subtitle: string,
  width: number,
  isSmall: boolean,
  frame: "bounds" | "group" = "group",
): FigureSpec {
  const [large, small] = isSmall ? [11, 9] : [12, 10];
  const lines = subtitle === "" ? {} : { subtitle: wrappedText(subtitle, small, width + 30) };
  return {
    title: {
      text: wrappedText(text, large * 1.1, width + 30),
      fontSize: large,
      subtitleFontSize: small,
      offset: 8,
      frame,
      ...lines,
    },
  };
}
