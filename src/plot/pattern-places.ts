import { plainText } from "./formulas-in-text.ts";
import type { PatternImage } from "./pattern-image.ts";

const gap = 14;
const captionHeight = 16;

/** Place of an image on the page, in pixels of 1/96 inch from the top left. */
export interface Place {
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
export function placed(
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
  const captionWidth = Math.max(...images.map(({ label }) => plainText(label).length)) * 7;
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
