import { requireWord } from "../numerics/require-word.ts";
import { type Interactivity, interactive } from "./interactive.ts";
import {
  type Journal,
  journalConfig,
  journalHeight,
  journalPadding,
  journalWidth,
  wrappedTitle,
} from "./journal-width.ts";
import { type FigureSpec, vegaLiteSchema } from "./spec.ts";
import { theme } from "./theme.ts";
import { isComposed, mergedConfig } from "./views.ts";
import { wrappedText } from "./wrapped-text.ts";

/** Choices that every builder takes. */
export interface FigureOptions {
  /** What the figure shows, in words. */
  readonly title?: string;
  /** A second, smaller line (more with \n); default: what the marks mean. Empty text for none. */
  readonly subtitle?: string;
  /** Width of the plotting area in pixels of 1/96 inch; default 400. */
  readonly width?: number;
  /** Height of the plotting area in pixels of 1/96 inch; default 270. */
  readonly height?: number;
  /** What recomputes the data: computation, version, parameters, seed. Embedded in every exported file. */
  readonly recipe?: Readonly<Record<string, unknown>>;
  /** What a viewer may do; default: tooltips only. The drawing is the same whatever is chosen. */
  readonly interactive?: Interactivity;
  /**
   * Width of the whole figure with axes and legend, instead of `width`: 85 mm ("one-column", the legend
   * below) or 178 mm ("two-column"), with text of 6.75 pt and more. Default: `width` counts.
   */
  readonly journal?: Journal;
}

/**
 * A complete specification around the marks of a builder: schema, description, title, size, theme and
 * recipe, with keys in a fixed order.
 */
export function assembled(
  marks: FigureSpec,
  options: FigureOptions,
  describe: (spec: FigureSpec) => string,
): FigureSpec {
  const { title, subtitle, width, height, recipe, journal } = options;
  const heading = {
    ...titleOf(title, linesOf(subtitle, marks, width)),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
  };
  const config = structuredClone(theme) as unknown as FigureSpec;
  return {
    $schema: vegaLiteSchema,
    description: describe({ ...heading, ...marks }),
    ...heading,
    ...interactive(marks, options.interactive),
    ...(journal === undefined ? {} : onPage(heading, marks, journal)),
    config: journal === undefined ? config : mergedConfig(journalConfig(journal, marks), config),
    ...(recipe ? { usermeta: { damlab: { recipe: structuredClone(recipe) } } } : {}),
  };
}

/** Title and width of a figure that is as wide as a journal asks; panels are sized by who composes them. */
function onPage(heading: FigureSpec, marks: FigureSpec, journal: Journal): FigureSpec {
  requireWord("journal", "width", journal, ["one-column", "two-column"]);
  const width = journalWidth(journal);
  const title = wrappedTitle(heading.title, width - 2 * journalPadding);
  if (isComposed(marks)) return title;
  return {
    ...title,
    width,
    height: heading.height ?? marks.height ?? journalHeight[journal],
    autosize: { type: "fit-x", contains: "padding" },
  };
}

/** A subtitle that would make the figure much wider than its axes is broken into lines. */
function linesOf(subtitle = "", marks: FigureSpec, width = marks.width): string | string[] {
  if (typeof width !== "number" && isComposed(marks)) return subtitle;
  const room = Math.max(300, typeof width === "number" ? width : theme.view.continuousWidth) + 120;
  return wrappedText(subtitle, theme.title.subtitleFontSize, room);
}

/** A subtitle without a title becomes a title in small print, because Vega draws none alone. */
function titleOf(title = "", subtitle: string | string[] = ""): FigureSpec {
  if (title !== "") return { title: { text: title, ...(subtitle === "" ? {} : { subtitle }) } };
  const { subtitleFontSize: fontSize, subtitleColor: color } = theme.title;
  return subtitle === ""
    ? {}
    : { title: { text: subtitle, fontSize, fontWeight: "normal", color } };
}
