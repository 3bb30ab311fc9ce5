import assert from "node:assert/strict";
import { crc32 } from "node:zlib";

/** Chunks of a PNG file: type → content. Fails on a wrong check sum. */
export function pngChunks(png: Uint8Array): Map<string, Buffer> {
  const file = Buffer.from(png);
  const found = new Map<string, Buffer>();
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const end = at + 8 + file.readUInt32BE(at);
    assert.equal(file.readUInt32BE(end), crc32(file.subarray(at + 4, end)));
    const type = file.toString("latin1", at + 4, at + 8);
    found.set(
      type,
      Buffer.concat([found.get(type) ?? Buffer.alloc(0), file.subarray(at + 8, end)]),
    );
  }
  return found;
}
