import { type FigureSpec, vegaLiteSchema } from "./spec.ts";
import { theme } from "./theme.ts";

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
  const { title, subtitle, width, height, recipe } = options;
  const heading = {
    ...titleOf(title, subtitle),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
  };
  return {
    $schema: vegaLiteSchema,
    description: describe({ ...heading, ...marks }),
    ...heading,
    ...marks,
    config: structuredClone(theme) as unknown as Record<string, unknown>,
    ...(recipe ? { usermeta: { damlab: { recipe: structuredClone(recipe) } } } : {}),
  };
}

/** A subtitle without a title becomes a title in small print, because Vega draws none alone. */
function titleOf(title = "", subtitle = ""): FigureSpec {
  const lines = subtitle.includes("\n") ? subtitle.split("\n") : subtitle;
  if (title !== "") {
    return { title: { text: title, ...(subtitle === "" ? {} : { subtitle: lines }) } };
  }
  const { subtitleFontSize: fontSize, subtitleColor: color } = theme.title;
  return subtitle === "" ? {} : { title: { text: lines, fontSize, fontWeight: "normal", color } };
}
