import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { embeddedInSVG, recordChunk } from "./embedded.ts";
import { fewColours } from "./few-colours.ts";
import { fontsFor } from "./font.ts";
import { type PNGChunk, pngFile } from "./png-file.ts";

let started: Promise<void> | undefined;

/** A drawn picture: opaque pixels, RGBA row by row. */
export interface Picture {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Draws SVG text on its own background with the given fonts and no others; texts in other fonts take DejaVu Sans. */
export async function rasterise(
  svg: string,
  dpi: number,
  fonts: readonly Uint8Array[] = fontsFor(svg),
): Promise<Picture> {
  started ??= initWasm(
    new Uint8Array(
      readFileSync(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")),
    ),
  );
  await started;
  // of the two words that Vega writes the rasteriser knows the first, and the second would undo it
  const sharp = svg.replaceAll("; image-rendering: pixelated", "");
  const drawing = new Resvg(paintOpacity(sharp), {
    fitTo: { mode: "zoom", value: dpi / 96 },
    background: /<rect [^>]*fill="(#[\da-f]{6})"/.exec(svg)?.[1] ?? "#ffffff",
    font: {
      fontBuffers: [...fonts],
      defaultFontFamily: "DejaVu Sans",
      sansSerifFamily: "DejaVu Sans",
    },
  });
  try {
    const image = drawing.render();
    const { width, height } = image;
    const picture = { pixels: image.pixels, width, height };
    image.free();
    return picture;
  } finally {
    drawing.free();
  }
}

/**
 * The same picture with the opacity of shapes that are only filled or only stroked moved to their paint:
 * the rasteriser takes a layer of the whole picture for each opacity (5000 points: 0.5 s instead of 0.2 s).
 */
export function paintOpacity(svg: string): string {
  return svg.replace(/<(?:path|line|rect)( [^>]*?) opacity="([^"]*)"/g, (shape, rest, opacity) => {
    const paints = ["fill", "stroke"].filter((paint) =>
      new RegExp(` ${paint}="(?!none)`).test(rest),
    );
    const isPlain = paints.length === 1 && !rest.includes("-opacity=");
    return isPlain
      ? shape.replace(/ opacity="[^"]*"$/, ` ${paints[0]}-opacity="${opacity}"`)
      : shape;
  });
}

/** PNG file of SVG text, stating its resolution and carrying the record of the SVG. */
export async function drawPNG(
  svg: string,
  dpi: number,
  colours: "all" | "few" = "all",
): Promise<Uint8Array> {
  if (!(dpi >= 1 && dpi <= 1200)) {
    throw new RangeError(`toPNG: expected dpi from 1 to 1200, got ${dpi}`);
  }
  const { pixels, width, height } = await rasterise(svg, dpi);
  const resolution = new Uint8Array(9);
  const view = new DataView(resolution.buffer);
  const perMetre = Math.round(dpi / 0.0254);
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  resolution[8] = 1;
  const record = embeddedInSVG(svg);
  const facts: PNGChunk[] = [["pHYs", resolution]];
  if (record) facts.push(["iTXt", recordChunk(record)]);
  const few = colours === "few" ? fewColours(pixels, width) : undefined;
  return few
    ? pngFile({ width, height, bytes: few.numbers, size: 1, colours: few.colours }, 9, facts)
    : pngFile({ width, height, bytes: pixels, size: 4 }, 6, facts);
}
