import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, inflateSync } from "node:zlib";
import { toSVG } from "../../src/plot/export.ts";
import { indexedPNG } from "../../src/plot/indexed-png.ts";
import { spinColours, valueColours } from "../../src/plot/pattern-colours.ts";
import { patternGrid } from "../../src/plot/pattern-grid.ts";
import { rasterise } from "../../src/plot/png.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { stream } from "../../src/random/stream.ts";
import { digitMeans, figuresOfResults } from "../support/figures-of-results.ts";
import { countMarks } from "../support/svg.ts";

/** Chunks of the PNG file in a data URI, with their checksums proven. */
function chunksOf(uri: string): Map<string, Buffer> {
  const file = Buffer.from(uri.slice("data:image/png;base64,".length), "base64");
  assert.equal(file.toString("latin1", 1, 4), "PNG");
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 4, at + 8 + length);
    assert.equal(file.readUInt32BE(at + 8 + length), crc32(body));
    chunks.set(body.toString("latin1", 0, 4), body.subarray(4));
  }
  return chunks;
}

function pictures(spec: FigureSpec): string[] {
  const layers = spec.layer as { data: { values: { picture: string }[] } }[];
  return layers[1]!.data.values.map(({ picture }) => picture);
}

/** Pixels of a figure of two random patterns that are too large for cells. */
const rng = stream(8, "pictures");
const large = [0, 1].map((k) => ({
  label: `${k}`,
  width: 60,
  values: Array.from({ length: 60 * 50 }, () => (rng.uniform() < 0.5 ? 1 : -1)),
}));

test("indexedPNG: decodes to the pixels and colours that went in", () => {
  const colours = [
    [1, 2, 3],
    [250, 128, 0],
    [9, 9, 9],
  ] as const;
  const pixels = Uint8Array.of(0, 1, 2, 2, 1, 0);
  const chunks = chunksOf(indexedPNG(pixels, 3, colours));
  const header = chunks.get("IHDR")!;
  assert.deepEqual([header.readUInt32BE(0), header.readUInt32BE(4)], [3, 2]);
  assert.deepEqual([...chunks.get("PLTE")!], colours.flat());
  assert.deepEqual([...inflateSync(chunks.get("IDAT")!)], [0, 0, 1, 2, 0, 2, 1, 0]);
});

test("valueColours: 0 is the middle colour, ends are the ends, and numbers rise with the value", () => {
  const { numberOf, colours, encoding } = valueColours("v", 2);
  assert.deepEqual([numberOf(-2), numberOf(0), numberOf(2)], [0, 127, 254]);
  assert.deepEqual(colours[127], [0xf7, 0xf7, 0xf7]);
  const { domain, range } = encoding.scale as { domain: number[]; range: string[] };
  assert.deepEqual([domain[0], domain[5], domain[10]], [-2, 0, 2]);
  domain.forEach((value, i) => {
    const stop = range[i]!;
    const colour = colours[numberOf(value)]!.map((channel) => Math.round(channel));
    // 10 steps of stops over 254 of numbers: a stop lies at most half a number, 51 / 254 channels, off
    colour.forEach((channel, k) => {
      const exact = Number.parseInt(stop.slice(1 + 2 * k, 3 + 2 * k), 16);
      assert.ok(Math.abs(channel - exact) <= 2, `${value} ${stop} ${colour}`);
    });
  });
  assert.equal(spinColours().numberOf(-1), 0);
});

test("patternGrid: more than 5000 pixels and captions become one picture a pattern", async () => {
  const spec = figuresOfResults["pattern-pictures"]!;
  assert.equal(pictures(spec).length, digitMeans.length);
  const svg = await toSVG(spec);
  assert.equal(svg.split("<image ").length - 1, digitMeans.length);
  assert.equal(countMarks(svg, "rect"), digitMeans.length);
  const at = (pixels: number) => {
    const image = { label: "", width: pixels, values: new Array<number>(pixels).fill(1) };
    return JSON.stringify(patternGrid([image])).includes("data:image/png");
  };
  assert.deepEqual([at(4999), at(5000)], [false, true]);
});

test("patternGrid: pictures share one scale symmetric about 0", () => {
  const scaled = (factor: number) => ({
    label: `${factor}`,
    width: 60,
    values: Array.from({ length: 3000 }, (_, i) => factor * Math.sin(i)),
  });
  const [weak, strong] = pictures(patternGrid([scaled(0.5), scaled(-1)])).map((uri) =>
    inflateSync(chunksOf(uri).get("IDAT")!),
  );
  const { numberOf } = valueColours("v", 1);
  for (const i of [0, 1, 700, 2999]) {
    const place = i + 1 + Math.floor(i / 60);
    assert.equal(weak![place], numberOf(0.5 * Math.sin(i)));
    assert.equal(strong![place], numberOf(-Math.sin(i)));
  }
});

test("patternGrid: every pixel of a picture is one sharp square of its colour in the PNG", async () => {
  const spec = patternGrid(large, { imageWidth: 180 });
  const svg = await toSVG(spec);
  const { pixels, width, height } = await rasterise(svg, 96);
  const counts = new Map<string, number>();
  for (let at = 0; at < width * height; at++) {
    const colour = [...pixels.subarray(4 * at, 4 * at + 3)].join();
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const { colours } = spinColours();
  const spins = large.flatMap(({ values }) => values);
  // squares of 3 × 3; the legend adds one small square of each colour
  for (const [spin, colour] of [
    [-1, colours[0]!],
    [1, colours[1]!],
  ] as const) {
    const area = 9 * spins.filter((value) => value === spin).length;
    const drawn = counts.get(colour.join()) ?? 0;
    assert.ok(drawn >= area && drawn < area + 100, `${drawn} of ${area}`);
  }
});
