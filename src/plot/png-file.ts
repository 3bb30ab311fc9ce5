import { zlibSync } from "fflate";

/** Pixels of eight bits a sample, row by row from the top left. */
export interface PNGPixels {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
  /** Bytes of one pixel in `bytes`; of 4 (red, green, blue, opacity) the first 3 are kept. */
  readonly size: 1 | 4;
  /** Where a pixel is one byte: the colours that it numbers, red, green and blue, at most 256. */
  readonly colours?: readonly (readonly number[])[];
}

/** Type of a chunk of the file, four letters, and its content. */
export type PNGChunk = readonly [type: string, content: Uint8Array];

/**
 * Bytes of a PNG file. Compressed in JavaScript, also for browsers: equal pixels give equal bytes everywhere
 * (node:zlib gives others on other versions and processors).
 *
 * @param level  of compression, 0 to 9
 * @param facts  chunks that stand before the pixels, such as a resolution or texts
 */
export function pngFile(
  pixels: PNGPixels,
  level: 6 | 9,
  facts: readonly PNGChunk[] = [],
): Uint8Array {
  const { width, height, colours } = pixels;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, colours ? 3 : 2], 8); // eight bits for a number of a colour, or for each of red, green and blue
  const chunks: PNGChunk[] = [
    ["IHDR", header],
    ...facts,
    ...(colours ? [["PLTE", Uint8Array.from(colours.flat(), Math.round)] as const] : []),
    ["IDAT", zlibSync(scanlines(pixels), { level })],
    ["IEND", new Uint8Array(0)],
  ];
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    ...chunks.map(([type, content]) => framed(type, content)),
  ];
  const file = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/** Rows of pixels, each after a byte 0 for "no filter", which is smallest for flat colours. */
function scanlines({ width, height, bytes, size }: PNGPixels): Uint8Array {
  const kept = size === 4 ? 3 : 1;
  const lines = new Uint8Array(height * (kept * width + 1));
  let from = 0;
  let to = 0;
  for (let y = 0; y < height; y++) {
    to++;
    for (let x = 0; x < width; x++) {
      for (let k = 0; k < kept; k++) lines[to++] = bytes[from + k]!;
      from += size;
    }
  }
  return lines;
}

/** A chunk as it stands in the file: length, type, content, CRC of type and content. */
function framed(type: string, content: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(content.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, content.length);
  for (let k = 0; k < 4; k++) chunk[4 + k] = type.charCodeAt(k);
  chunk.set(content, 8);
  view.setUint32(content.length + 8, crc32(chunk.subarray(4, content.length + 8)));
  return chunk;
}

/** Remainders of the bytes under the polynomial of ISO 3309, as the PNG specification writes it. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) {
    crc = (crc >>> 8) ^ remainders[(crc ^ bytes[i]!) & 255]!;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
