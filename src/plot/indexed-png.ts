import { zlibSync } from "fflate";
import type { RGB } from "./contrast.ts";

/**
 * PNG file of an image whose pixels are numbers of colours, as a data URI.
 *
 * Compressed in JavaScript, so that equal images give equal bytes on every machine.
 *
 * @param pixels  numbers of colours, row by row from the top left
 * @param colours  at most 256
 */
export function indexedPNG(pixels: Uint8Array, width: number, colours: readonly RGB[]): string {
  const height = pixels.length / width;
  const lines = new Uint8Array(height * (width + 1));
  // each row follows a byte 0 for "no filter"
  for (let y = 0; y < height; y++) {
    lines.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 3], 8); // eight bits a pixel, colours by number
  const file = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    chunk("PLTE", Uint8Array.from(colours.flat(), Math.round)),
    chunk("IDAT", zlibSync(lines, { level: 9 })),
    chunk("IEND", new Uint8Array(0)),
  ];
  let bytes = "";
  for (const part of file) for (const byte of part) bytes += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(bytes)}`;
}

/** One PNG chunk: length, type, content, CRC of type and content. */
function chunk(type: string, content: Uint8Array): Uint8Array {
  const framed = new Uint8Array(content.length + 12);
  const view = new DataView(framed.buffer);
  view.setUint32(0, content.length);
  framed.set(
    [...type].map((letter) => letter.charCodeAt(0)),
    4,
  );
  framed.set(content, 8);
  view.setUint32(content.length + 8, crc32(framed.subarray(4, content.length + 8)));
  return framed;
}

/** CRC-32 of ISO 3309 as the PNG specification writes it, bit by bit; node:zlib is not in browsers. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
