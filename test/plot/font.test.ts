import assert from "node:assert/strict";
import { test } from "node:test";
import { curves } from "../../src/plot/curves.ts";
import { toSVG } from "../../src/plot/export.ts";
import { textWidth } from "../../src/plot/font.ts";
import { rasterise } from "../../src/plot/png.ts";
import { figures } from "../support/figures.ts";

type Picture = Awaited<ReturnType<typeof rasterise>>;

/** Number of pixels darker than `level` in the given rows of a picture. */
function ink({ pixels, width, height }: Picture, from = 0, to = height, level = 128): number {
  let dark = 0;
  for (let at = from * width * 4; at < to * width * 4; at += 4) {
    if (pixels[at]! < level && pixels[at + 3]! > 0) dark++;
  }
  return dark;
}

/** Columns of the first and last dark pixel. */
function extent({ pixels, width, height }: Picture): [number, number] {
  let [first, last] = [width, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (pixels[(y * width + x) * 4]! < 128)
        [first, last] = [Math.min(first, x), Math.max(last, x)];
    }
  }
  return [first, last];
}

test("textWidth: equals the distance that the rasteriser sets text apart", async () => {
  for (const text of [
    "Number of spins N",
    "AV To Wa ffi",
    "αβγ ξ₁² 10⁻⁵ −1",
    "iiiiiiiiii",
    "MMMMMMMMMM",
  ]) {
    for (const fontWeight of ["normal", "bold"]) {
      for (const fontStyle of ["normal", "italic"]) {
        const fontSize = 20;
        // A bar after the text stands where the text ends; a bar alone shows its own bearing.
        const draw = async (before: string) => {
          const svg =
            `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="40" viewBox="0 0 600 40">` +
            `<rect width="600" height="40" fill="#fff"/><text x="10" y="28" font-family="DejaVu Sans" ` +
            `font-size="${fontSize}" font-weight="${fontWeight}" font-style="${fontStyle}">` +
            `${before}<tspan>|</tspan></text></svg>`;
          return extent(await rasterise(svg, 96))[1];
        };
        const drawn = (await draw(text)) - (await draw(""));
        const measured = textWidth(text, { fontSize, fontWeight, fontStyle });
        // one pixel for the rounding of each of the two edges
        assert.ok(Math.abs(drawn - measured) <= 2, `${text} ${fontWeight}: ${drawn}, ${measured}`);
      }
    }
  }
});

test("toPNG: title, axis labels and legend have ink, and none without the bundled font", async () => {
  for (const [name, spec] of Object.entries(figures)) {
    const svg = await toSVG(spec);
    const titleRows: [number, number] = [0, 26];
    assert.ok(ink(await rasterise(svg, 96), ...titleRows) > 300, name);
    assert.equal(ink(await rasterise(svg, 96, []), ...titleRows), 0, name);
  }
  const onlyText = (await toSVG(figures.curves!))
    .replace(/<(path|line)[^>]*\/>/g, "")
    .replace(/<text(?![^>]*>order n<)[^>]*>[^<]*<\/text>/g, "");
  const legend = await rasterise(onlyText, 96);
  assert.ok(ink(legend) > 60, "legend title");
});

test("toSVG: long labels, titles and legends are not cut off at the edge", async () => {
  const long = "a rather long name of a series with unit (arbitrary units) and more words";
  const rows = [1, 2, 3].map((i) => ({ x: i, y: i * 1e9, kind: `${long} ${i}` }));
  const spec = curves(rows, {
    x: { column: "x", title: `${long} ${long}` },
    y: { column: "y", title: long },
    series: { column: "kind", title: `${long} WWWWWW` },
    title: `${long} ${long} ${long}`,
    subtitle: `${long} ${long} ${long}`,
  });
  const picture = await rasterise(await toSVG(spec), 96);
  const { pixels, width, height } = picture;
  const touched = [];
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const isEdge = x < 2 || y < 2 || x >= width - 2 || y >= height - 2;
    if (isEdge && pixels[at * 4]! < 250) touched.push([x, y]);
  }
  assert.deepEqual(touched, []);
});

test("toSVG: a label limit in pixels shortens the text to fit, in any font", async () => {
  const title = {
    text: "iiiiiiiiiiiiiiiiiiiiiiiiiiiiii WWWWWWWW",
    font: "Courier",
    limit: 120,
    fontSize: 14,
  };
  const svg = await toSVG({ data: { values: [{}] }, mark: "point", title });
  const shown = />(i[^<]*…)</.exec(svg)?.[1] ?? "";
  const style = { fontSize: 14, fontWeight: "bold" };
  assert.ok(textWidth(shown, style) <= 120, shown);
  assert.ok(textWidth(shown.replace("…", "i…"), style) > 120, shown);
});
