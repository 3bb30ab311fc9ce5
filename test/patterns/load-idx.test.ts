import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { readIDX } from "../../src/patterns/load-idx.ts";
import { repositoryRoot } from "../support/paths.ts";

const header = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3];
const whole = Uint8Array.from([...header, 1, 2, 3, 250, 251, 252]);

test("readIDX: bytes, an offset view and gzip give the same array", async () => {
  const padded = Uint8Array.from([9, 9, 9, ...whole]).subarray(3);
  for (const source of [whole, padded, whole.slice().buffer, gzipSync(whole)]) {
    const { shape, type, values } = await readIDX(source);
    assert.deepEqual([shape, type], [[2, 3], "uint8"]);
    assert.deepEqual(values, Uint8Array.of(1, 2, 3, 250, 251, 252));
  }
});

test("readIDX: every type is read big-endian", async () => {
  const read = async (code: number, bytes: number[]) =>
    (await readIDX(Uint8Array.from([0, 0, code, 1, 0, 0, 0, 1, ...bytes]))).values;
  assert.deepEqual(await read(9, [0xff]), Int8Array.of(-1));
  assert.deepEqual(await read(11, [0xff, 0xfe]), Int16Array.of(-2));
  assert.deepEqual(await read(12, [0, 1, 0, 0]), Int32Array.of(65536));
  assert.deepEqual(await read(13, [0xc0, 0x20, 0, 0]), Float32Array.of(-2.5));
  assert.deepEqual(await read(14, [0xc0, 4, 0, 0, 0, 0, 0, 0]), Float64Array.of(-2.5));
});

test("readIDX: a broken file is refused with its name and the byte offset", async () => {
  const refused = (bytes: number[], message: string | RegExp) =>
    assert.rejects(readIDX(Uint8Array.from(bytes)), { name: "Error", message });
  await refused(
    [80, 75, 3, 4, 0],
    "readIDX: expected an IDX file (two zero bytes), got 0x504b at byte 0 of the given bytes",
  );
  await refused([0, 0], /a magic number of 4 bytes, got the end at byte 2 of/);
  await refused(
    [0, 0, 10, 1, 0, 0, 0, 0],
    /a type 0x08, 0x09 or 0x0b … 0x0e, got 0xa at byte 2 of/,
  );
  await refused([0, 0, 8, 0], /at least one axis, got 0 at byte 3 of/);
  await refused([0, 0, 8, 2, 0, 0, 0, 2], /the lengths of 2 axes, got the end at byte 8 of/);
  await refused(
    [...whole].slice(0, -1),
    "readIDX: expected 2 × 3 values of type uint8, ending at byte 18, got the end at byte 17 of the given bytes",
  );
  await refused([...whole, 7, 7], /ending at byte 18, got 2 bytes more at byte 18 of/);
  await refused(
    [0, 0, 14, 2, ...Array(8).fill(255)],
    /ending at byte 1475739525\d+, got the end at byte 12/,
  );
  await refused(
    [...gzipSync(whole)].slice(0, -9),
    /^readIDX: expected a whole gzip stream, got \d+ broken bytes in the given bytes \(.+\)$/,
  );
});

const mnist = join(repositoryRoot, "../shared/datasets/mnist");
const skip = existsSync(mnist) ? false : "no data sets beside the repository";
test("readIDX: the MNIST test images have their published checksum", { skip }, async () => {
  const images = await readIDX(join(mnist, "t10k-images-idx3-ubyte.gz"));
  assert.deepEqual([images.shape, images.type], [[10000, 28, 28], "uint8"]);
  // The checksum is that of the unpacked file, so it needs the header again.
  const head = Buffer.alloc(16);
  [0x803, ...images.shape].forEach((word, k) => {
    head.writeUInt32BE(word, 4 * k);
  });
  const md5 = createHash("md5").update(head).update(images.values).digest("hex");
  assert.equal(md5, "2646ac647ad5339dbf082846283269ea");
  const bytes = readFileSync(join(mnist, "t10k-labels-idx1-ubyte.gz"));
  const labels = await readIDX(bytes);
  assert.deepEqual([...labels.values.subarray(0, 5)], [7, 2, 1, 0, 4]);
});
