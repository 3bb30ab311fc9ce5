import { indexedPNG } from "./indexed-png.ts";
import type { PatternColours } from "./pattern-colours.ts";
import type { PatternImage } from "./pattern-image.ts";
import type { Place } from "./pattern-places.ts";
import type { FigureSpec } from "./spec.ts";

/** A layer of cells: one mark for each run of equal values within a row of an image. */
export function cellLayer(
  images: readonly PatternImage[],
  places: readonly Place[],
  position: FigureSpec,
  { encoding }: PatternColours,
): FigureSpec {
  return {
    data: { values: images.flatMap((image, i) => runs(image, places[i]!)) },
    mark: { type: "rect" },
    encoding: { ...position, x2: { field: "x2" }, y2: { field: "y2" }, color: encoding },
  };
}

/**
 * Layers of pictures: one image a pattern. Under each lies a rectangle in the colour of its largest value, which
 * carries the legend and stands in where a viewer shows no images; it is a pixel smaller, so that none of it
 * shows beside an image whose edges fall between the pixels of the screen.
 */
export function pictureLayers(
  images: readonly PatternImage[],
  places: readonly Place[],
  position: FigureSpec,
  { encoding, colours, numberOf }: PatternColours,
): FigureSpec[] {
  const frames = places.map(({ left, top, width, height }) => ({
    x: left,
    x2: left + width,
    y: top,
    y2: top + height,
  }));
  const corners = { ...position, x2: { field: "x2" }, y2: { field: "y2" } };
  return [
    {
      data: {
        values: frames.map(({ x, x2, y, y2 }, i) => ({
          x: x + 1,
          x2: x2 - 1,
          y: y + 1,
          y2: y2 - 1,
          value: largest(images[i]!),
        })),
      },
      mark: { type: "rect" },
      encoding: { ...corners, color: encoding },
    },
    {
      data: {
        values: frames.map((frame, i) => {
          const { values, width, label } = images[i]!;
          const pixels = Uint8Array.from(values, numberOf);
          return { ...frame, label, picture: indexedPNG(pixels, width, colours) };
        }),
      },
      mark: { type: "image", aspect: false, smooth: false },
      encoding: { ...corners, url: { field: "picture", type: "nominal" } },
    },
  ];
}

/** The value that is farthest from 0; of equal ones the first. */
export function largest({ values }: PatternImage): number {
  return Array.from(values).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a)) + 0;
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
