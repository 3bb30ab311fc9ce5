import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { crc32 } from "node:zlib";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { zlibSync } from "fflate";
import { embeddedInSVG, recordChunk } from "./embedded.ts";
import { fewColours } from "./few-colours.ts";
import { fontsFor } from "./font.ts";

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
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const few = colours === "few" ? fewColours(pixels) : undefined;
  header.set(few ? [8, 3] : [8, 2], 8); // eight bits for a number of a colour, or for each of red, green and blue
  const resolution = Buffer.alloc(9);
  const perMetre = Math.round(dpi / 0.0254);
  resolution.writeUInt32BE(perMetre, 0);
  resolution.writeUInt32BE(perMetre, 4);
  resolution[8] = 1;
  const record = embeddedInSVG(svg);
  const lines = few
    ? scanlines(few.numbers, width, height, 1, 1)
    : scanlines(pixels, width, height, 4, 3);
  return Uint8Array.from(
    Buffer.concat([
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      chunk("IHDR", header),
      chunk("pHYs", resolution),
      ...(record ? [chunk("iTXt", recordChunk(record))] : []),
      ...(few ? [chunk("PLTE", Uint8Array.from(few.colours.flat()))] : []),
      // Compressed in JavaScript: node:zlib gives other bytes on other versions and processors.
      chunk("IDAT", zlibSync(lines, { level: few ? 9 : 6 })),
      chunk("IEND", new Uint8Array(0)),
    ]),
  );
}

/** Rows of pixels, each after a byte 0 for "no filter" (smallest for flat colours); `kept` of `size` bytes a pixel. */
function scanlines(
  pixels: Uint8Array,
  width: number,
  height: number,
  size: number,
  kept: number,
): Uint8Array {
  const lines = new Uint8Array(height * (kept * width + 1));
  let from = 0;
  let to = 0;
  for (let y = 0; y < height; y++) {
    to++;
    for (let x = 0; x < width; x++) {
      for (let k = 0; k < kept; k++) lines[to++] = pixels[from + k]!;
      from += size;
    }
  }
  return lines;
}

/** One PNG chunk: length, type, content, CRC of type and content. */
function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
