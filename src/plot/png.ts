import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { crc32 } from "node:zlib";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { fontBytes } from "./font.ts";
import { readRecipe, recipeChunk } from "./recipe.ts";

let started: Promise<void> | undefined;

/** A drawn picture: the bytes of its PNG file and its pixels, RGBA row by row. */
export interface Picture {
  readonly png: Uint8Array;
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Draws SVG text with the given fonts and no others; texts in other fonts take DejaVu Sans. */
export async function rasterise(
  svg: string,
  dpi: number,
  fonts: readonly Uint8Array[] = fontBytes(),
): Promise<Picture> {
  started ??= initWasm(
    new Uint8Array(
      readFileSync(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")),
    ),
  );
  await started;
  const drawing = new Resvg(svg, {
    fitTo: { mode: "zoom", value: dpi / 96 },
    font: {
      fontBuffers: [...fonts],
      defaultFontFamily: "DejaVu Sans",
      sansSerifFamily: "DejaVu Sans",
    },
  });
  try {
    const image = drawing.render();
    const { width, height } = image;
    const picture = { png: image.asPng(), pixels: image.pixels, width, height };
    image.free();
    return picture;
  } finally {
    drawing.free();
  }
}

/** PNG file of SVG text, stating its resolution and carrying the recipe of the SVG. */
export async function drawPNG(svg: string, dpi: number): Promise<Uint8Array> {
  if (!(dpi >= 1 && dpi <= 1200)) {
    throw new RangeError(`toPNG: expected dpi from 1 to 1200, got ${dpi}`);
  }
  const { png } = await rasterise(svg, dpi);
  const resolution = Buffer.alloc(9);
  const perMetre = Math.round(dpi / 0.0254);
  resolution.writeUInt32BE(perMetre, 0);
  resolution.writeUInt32BE(perMetre, 4);
  resolution[8] = 1;
  const recipe = readRecipe(svg);
  const header = 8 + 25;
  return Uint8Array.from(
    Buffer.concat([
      png.subarray(0, header),
      chunk("pHYs", resolution),
      ...(recipe ? [chunk("iTXt", recipeChunk(recipe))] : []),
      png.subarray(header),
    ]),
  );
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
