import assert from "node:assert/strict";
import { test } from "node:test";
import { toSVG } from "../../src/plot/export.ts";
import { patternGrid } from "../../src/plot/pattern-grid.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { countMarks } from "../support/svg.ts";

const image = { label: "one", values: [1, -1, -1, 1], width: 2 };

function cells(spec: FigureSpec): Record<string, number>[] {
  const layer = spec.layer as { data: { values: Record<string, number>[] } }[];
  return layer[0]!.data.values;
}

test("patternGrid: the marks of an image tile it and carry its values", async () => {
  const values = Array.from({ length: 24 }, (_, i) => Math.round(3 * Math.sin(i)));
  const spec = patternGrid([{ label: "w", values, width: 6 }], { imageWidth: 60 });
  const drawn = values.map(() => Number.NaN);
  const top = Math.min(...cells(spec).map(({ y }) => y!));
  const left = Math.min(...cells(spec).map(({ x }) => x!));
  for (const { x, x2, y, value } of cells(spec)) {
    for (let at = x!; at < x2!; at += 10) {
      const i = ((y! - top) / 10) * 6 + (at - left) / 10;
      assert.ok(Number.isNaN(drawn[i]!));
      drawn[i] = value!;
    }
  }
  assert.deepEqual(
    drawn,
    values.map((value) => value + 0),
  );
  assert.equal(countMarks(await toSVG(spec), "rect"), cells(spec).length);
});

test("patternGrid: images without groups wrap after the wanted number of columns", () => {
  const images = Array.from({ length: 5 }, (_, i) => ({ ...image, label: `${i}` }));
  const spec = patternGrid(images, { columns: 2 });
  const rows = new Set(cells(spec).map(({ y }) => y));
  // 3 rows of images with 2 pixel rows each
  assert.equal(rows.size, 6);
});

test("patternGrid: typed arrays are drawn like arrays", () => {
  const typed = { ...image, values: Int8Array.from(image.values) };
  assert.deepEqual(patternGrid([typed]), patternGrid([image]));
});

test("patternGrid: wrong widths, values, groups and sizes are refused by image", () => {
  const remedy = "values of a pattern are row(patterns, mu)";
  const list = "patternGrid: expected an array of images { label, values, width }, got";
  assert.throws(() => patternGrid({ P: 2, N: 4 } as never), {
    name: "TypeError",
    message: `${list} object; ${remedy}`,
  });
  assert.throws(() => patternGrid([image, Int8Array.of(1) as never]), {
    name: "TypeError",
    message: `${list} another entry at 1; ${remedy}`,
  });
  assert.throws(() => patternGrid([]), { message: "patternGrid: expected images, got 0" });
  assert.throws(() => patternGrid([image, { ...image, width: 3 }]), {
    message:
      "patternGrid: expected a width that divides the number of values, got width 3 and 4 values " +
      'in image 1 ("one")',
  });
  assert.throws(() => patternGrid([{ ...image, values: [1, Number.NaN] }]), {
    message: 'patternGrid: expected finite values, got NaN at 1 of image 0 ("one")',
  });
  assert.throws(() => patternGrid([image, { ...image, group: "g" }]), {
    message: "patternGrid: expected a group for all images or for none, got 1 of 2 without",
  });
  assert.throws(() => patternGrid([image], { columns: 0 }), { name: "RangeError" });
  const many = Array.from({ length: 1700 }, () => ({ ...image, values: [1, -1, 1, -1] }));
  assert.throws(() => patternGrid(many), {
    message: "patternGrid: expected at most 5000 marks, got 5100; aggregate first",
  });
  assert.throws(() => patternGrid(Array.from({ length: 200_000 }, () => image)), {
    message: "patternGrid: expected at most 5000 marks, got 600000; aggregate first",
  });
});

test("patternGrid: a caption with a formula takes the room of what is seen of it", () => {
  const width = (label: string) =>
    Number(
      patternGrid([
        { ...image, label },
        { ...image, label: "b" },
      ]).width,
    );
  assert.equal(width("$\\hat\\xi^{12}$"), width("ξ^12"));
  assert.ok(width("a caption that is wider than its image") > width("ξ^12"));
});

test("patternGrid: patterns of equal spins are drawn, and the legend shows both spins", async () => {
  const uniform = (value: number, size: number, label: string) => ({
    label,
    values: new Int8Array(size * size).fill(value),
    width: size,
  });
  for (const value of [1, -1]) {
    for (const size of [3, 80]) {
      const svg = await toSVG(patternGrid([uniform(value, size, "a")]));
      assert.ok(svg.includes(">+1</text>") && svg.includes(">−1</text>"), `${value} ${size}`);
      assert.equal(countMarks(svg, "rect"), size === 3 ? 3 : 1);
    }
  }
});
