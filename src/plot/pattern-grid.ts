import { describeFigure } from "./describe.ts";
import { assembled, type FigureOptions } from "./figure-options.ts";
import { spinColours, valueColours } from "./pattern-colours.ts";
import type { PatternImage } from "./pattern-image.ts";
import { cellLayer, largest, pictureLayers } from "./pattern-marks.ts";
import { placed } from "./pattern-places.ts";
import { type FigureSpec, isRecord, maximumMarks } from "./spec.ts";
import { requireFewMarks } from "./table.ts";
import { ink } from "./theme.ts";

/** Choices of `patternGrid`. */
export interface PatternGridOptions extends Omit<FigureOptions, "width" | "height"> {
  /** Images in one row where no groups are given; default 6. */
  readonly columns?: number;
  /** Width of an image on the page in pixels of 1/96 inch; default 80, rounded to whole image pixels. */
  readonly imageWidth?: number;
  /** Title of the colour legend; default "value" (spin for ±1). */
  readonly valueTitle?: string;
}

const caller = "patternGrid";

/**
 * Patterns as small images in a labelled grid, for example stored | corrupted | retrieved, as a Vega-Lite
 * specification.
 *
 * Patterns of ±1 are drawn with +1 dark and −1 light; other values share one scale, symmetric about 0.
 * Up to 5000 pixels and captions in all are drawn as cells, whose values the specification carries (neighbours of
 * equal value in one row of an image are one mark). More are drawn as pictures, one a pattern, in 255 colours of
 * the same scale; at most 1666 patterns fit.
 *
 * @param images  in reading order; shapes may differ
 * @throws {TypeError} something that is no array of images
 * @throws {RangeError} no images, a width that does not divide the values, values that are not finite,
 *   groups for some images only, too many marks
 */
export function patternGrid(
  images: readonly PatternImage[],
  options: PatternGridOptions = {},
): FigureSpec {
  requireImages(images);
  const { columns = 6, imageWidth = 80, valueTitle, ...figureOptions } = options;
  if (!(Number.isInteger(columns) && columns > 0 && imageWidth > 0)) {
    throw new RangeError(
      `${caller}: expected whole columns > 0 and imageWidth > 0, got ${columns} and ${imageWidth}`,
    );
  }
  const groups = [...new Set(images.flatMap(({ group }) => (group === undefined ? [] : [group])))];
  const isBinary = images.every(({ values }) =>
    Array.from(values).every((value) => value === 1 || value === -1),
  );
  const pixels = images.reduce((sum, { values }) => sum + values.length, 0);
  const arePictures = pixels + images.length > maximumMarks;
  // a picture with the rectangle under it and its caption, or cells with captions
  requireFewMarks(caller, arePictures ? 3 * images.length : pixels + images.length);
  const places = placed(images, groups, columns, imageWidth);

  const width = Math.max(...places.map((place) => place.left + place.width));
  const height = Math.max(...places.map((place) => place.top + place.height));
  const shown = images.flatMap((image) =>
    arePictures ? [largest(image)] : Array.from(image.values),
  );
  const coded = isBinary
    ? spinColours(valueTitle, new Set(shown))
    : valueColours(valueTitle, reachOf(images));
  const along = (name: "x" | "y", length: number) => ({
    field: name,
    type: "quantitative",
    axis: null,
    scale: { domain: name === "x" ? [0, length] : [length, 0], nice: false, zero: false },
  });
  const position = { x: along("x", width), y: along("y", height) };
  return assembled(
    {
      width,
      height,
      layer: [
        ...(arePictures
          ? pictureLayers(images, places, position, coded)
          : [cellLayer(images, places, position, coded)]),
        text(
          places.map(({ left, top, width, label }) => ({ x: left + width / 2, y: top - 5, label })),
          position,
          { align: "center", baseline: "alphabetic" },
        ),
        ...(groups.length === 0
          ? []
          : [
              text(
                groups.map((label) => {
                  const { top, height } = places.find((place) => place.group === label)!;
                  return { x: -8, y: top + height / 2, label };
                }),
                position,
                { align: "right", baseline: "middle" },
              ),
            ]),
      ],
    },
    figureOptions,
    describeFigure,
  );
}

function reachOf(images: readonly PatternImage[]): number {
  let reach = 0;
  for (const { values } of images) {
    for (let i = 0; i < values.length; i++) reach = Math.max(reach, Math.abs(values[i]!));
  }
  return reach || 1;
}

function requireImages(images: readonly PatternImage[]): void {
  const odd = Array.isArray(images)
    ? images.findIndex((image) => !isRecord(image) || typeof image.values !== "object")
    : 0;
  if (odd >= 0) {
    const got = Array.isArray(images) ? `another entry at ${odd}` : typeof images;
    throw new TypeError(
      `${caller}: expected an array of images { label, values, width }, got ${got}; values of a pattern are row(patterns, mu)`,
    );
  }
  if (images.length === 0) throw new RangeError(`${caller}: expected images, got 0`);
  images.forEach(({ label, values, width }, i) => {
    if (
      !(Number.isInteger(width) && width > 0 && values.length > 0 && values.length % width === 0)
    ) {
      throw new RangeError(
        `${caller}: expected a width that divides the number of values, got width ${width} and ` +
          `${values.length} values in image ${i} ("${label}")`,
      );
    }
    const bad = Array.from(values).findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new RangeError(
        `${caller}: expected finite values, got ${values[bad]} at ${bad} of image ${i} ("${label}")`,
      );
    }
  });
  const ungrouped = images.filter(({ group }) => group === undefined).length;
  if (ungrouped > 0 && ungrouped < images.length) {
    throw new RangeError(
      `${caller}: expected a group for all images or for none, got ${ungrouped} of ${images.length} without`,
    );
  }
}

function text(values: readonly FigureSpec[], position: FigureSpec, mark: FigureSpec): FigureSpec {
  return {
    data: { values },
    mark: { type: "text", fontSize: 11, color: ink.text, ...mark },
    encoding: { ...position, text: { field: "label", type: "nominal" } },
  };
}
