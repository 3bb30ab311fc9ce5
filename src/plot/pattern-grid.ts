import { colourScale } from "./colour-scale.ts";
import { describeFigure } from "./describe.ts";
import { assembled, type FigureOptions } from "./figure-options.ts";
import { type FigureSpec, isRecord } from "./spec.ts";
import { requireFewMarks } from "./table.ts";
import { ink } from "./theme.ts";

/** A pattern drawn as a small image. */
export interface PatternImage {
  /** Caption above the image. */
  readonly label: string;
  /** Values row by row from the top left; ±1, or any finite numbers. Not modified. */
  readonly values: ArrayLike<number>;
  /** Pixels in one row of the image; divides the number of values. */
  readonly width: number;
  /** Images of one group stand in one row, named on the left. Give it to all images or to none. */
  readonly group?: string;
}

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
const gap = 14;
const captionHeight = 16;

/**
 * Patterns as small images in a labelled grid, for example stored | corrupted | retrieved, as a Vega-Lite
 * specification.
 *
 * Patterns of ±1 are drawn with +1 dark and −1 light; other values share one scale, symmetric about 0.
 * Neighbouring pixels of equal value in one row of an image are one mark, and at most 5000 marks fit.
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
  const places = placed(images, groups, columns, imageWidth);
  const isBinary = images.every(({ values }) =>
    Array.from(values).every((value) => value === 1 || value === -1),
  );
  const marks = images.flatMap((image, i) => runs(image, places[i]!));
  requireFewMarks(caller, marks.length + images.length);

  const width = Math.max(...places.map((place) => place.left + place.width));
  const height = Math.max(...places.map((place) => place.top + place.height));
  const reach = marks.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0) || 1;
  const pixels = (name: "x" | "y", length: number) => ({
    field: name,
    type: "quantitative",
    axis: null,
    scale: { domain: name === "x" ? [0, length] : [length, 0], nice: false, zero: false },
  });
  const position = { x: pixels("x", width), y: pixels("y", height) };
  return assembled(
    {
      width,
      height,
      layer: [
        {
          data: { values: marks },
          mark: { type: "rect" },
          encoding: {
            ...position,
            x2: { field: "x2" },
            y2: { field: "y2" },
            color: isBinary ? spinColour(valueTitle) : valueColour(valueTitle, reach),
          },
        },
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

interface Place {
  readonly label: string;
  readonly group: string | undefined;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Side of one image pixel on the page. */
  readonly pixel: number;
}

/** Where each image stands: rows of a group, or of `columns` images, under their captions. */
function placed(
  images: readonly PatternImage[],
  groups: readonly string[],
  columns: number,
  imageWidth: number,
): Place[] {
  const cells = images.map(({ label, group, width, values }) => {
    const pixel = Math.max(1, Math.round(imageWidth / width));
    const height = (pixel * values.length) / width;
    return { label, group, pixel, width: pixel * width, height };
  });
  const rows: number[][] = groups.map((name) =>
    cells.flatMap(({ group }, i) => (group === name ? [i] : [])),
  );
  if (groups.length === 0) {
    for (let i = 0; i < cells.length; i += columns) {
      rows.push(cells.slice(i, i + columns).map((_, k) => i + k));
    }
  }
  const captionWidth = Math.max(...images.map(({ label }) => label.length)) * 7;
  const step = Math.max(captionWidth, ...cells.map(({ width }) => width)) + gap;
  const inset = (step - gap - Math.max(...cells.map(({ width }) => width))) / 2;
  const places: Place[] = [];
  let top = captionHeight;
  for (const row of rows) {
    row.forEach((i, k) => {
      places[i] = { ...cells[i]!, left: Math.round(inset + k * step), top };
    });
    top += Math.max(...row.map((i) => cells[i]!.height)) + captionHeight + gap;
  }
  return places;
}

/** One mark for each run of equal values within a row of the image. */
function runs({ values, width }: PatternImage, { left, top, pixel }: Place) {
  const marks: { x: number; x2: number; y: number; y2: number; value: number }[] = [];
  for (let i = 0; i < values.length; ) {
    const [row, start] = [Math.floor(i / width), i % width];
    const value = values[i]! + 0;
    let end = start;
    while (end < width && values[row * width + end] === values[i]) end++;
    const y = top + row * pixel;
    marks.push({ x: left + start * pixel, x2: left + end * pixel, y, y2: y + pixel, value });
    i = row * width + end;
  }
  return marks;
}

function spinColour(title = "spin") {
  return {
    field: "value",
    type: "nominal",
    title,
    scale: { domain: [1, -1], range: [ink.plus, ink.minus] },
    legend: { labelExpr: "datum.value > 0 ? '+1' : '−1'", symbolType: "square" },
  };
}

function valueColour(title = "value", reach: number) {
  return {
    field: "value",
    type: "quantitative",
    title,
    ...colourScale("diverging", -reach, reach, 100),
  };
}

function text(values: readonly FigureSpec[], position: FigureSpec, mark: FigureSpec): FigureSpec {
  return {
    data: { values },
    mark: { type: "text", fontSize: 11, color: ink.text, ...mark },
    encoding: { ...position, text: { field: "label", type: "nominal" } },
  };
}
