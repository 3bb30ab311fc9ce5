import { base64 } from "./base64.ts";
import type { RGB } from "./contrast.ts";
import { pngFile } from "./png-file.ts";

/**
 * PNG file of an image whose pixels are numbers of colours, as a data URI.
 *
 * @param pixels  numbers of colours, row by row from the top left
 * @param colours  at most 256
 */
export function indexedPNG(pixels: Uint8Array, width: number, colours: readonly RGB[]): string {
  const height = pixels.length / width;
  return `data:image/png;base64,${base64(pngFile({ width, height, bytes: pixels, size: 1, colours }, 9))}`;
}
