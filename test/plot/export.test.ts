import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { curves } from "../../src/plot/curves.ts";
import { exported, saveFigure, toPNG, toSVG } from "../../src/plot/export.ts";
import { heatMap } from "../../src/plot/heat-map.ts";
import { inspectFigure } from "../../src/plot/inspect.ts";
import { rasterise } from "../../src/plot/png.ts";
import { readRecipe } from "../../src/plot/recipe.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { svgTree } from "../../src/plot/svg-tree.ts";
import { figures, overlapRows } from "../support/figures.ts";
import { pngChunks } from "../support/png-chunks.ts";

const spec = figures.curves!;
const formats = ["svg", "png", "pdf", "html", "json"] as const;
const recipe = (spec.usermeta as { damlab: { recipe: unknown } }).damlab.recipe;

function inFolder(use: (folder: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), "damlab-figures-"));
    try {
      await use(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

test("toPNG: is a sound file of the wanted resolution", async () => {
  const svg = await toSVG(spec);
  const width = Number(/ width="(\d+)"/.exec(svg)![1]);
  const png = pngChunks(await toPNG(spec, { dpi: 300 }));
  const header = png.get("IHDR")!;
  assert.ok(Math.abs(header.readUInt32BE(0) - (width * 300) / 96) <= 1);
  // 300 dots an inch = 11811 a metre
  assert.deepEqual([...png.get("pHYs")!], [0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1]);
  // the pixels of the file are those of the rasteriser
  const { pixels } = await rasterise(await toSVG(spec, { text: "outlines" }), 300);
  const lines = inflateSync(png.get("IDAT")!);
  const [columns, rows] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  assert.equal(lines.length, (3 * columns + 1) * rows);
  for (let i = 0; i < columns * rows; i += 7) {
    const at = Math.floor(i / columns) * (3 * columns + 1) + 1 + 3 * (i % columns);
    if (lines[at] !== pixels[4 * i] || lines[at + 2] !== pixels[4 * i + 2])
      assert.fail(`pixel ${i}`);
  }
});

test("exported: same bytes of every format in another process, folder, language and time zone", async () => {
  const from = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const code = `
    const { exported } = await import(${from("../../src/plot/export.js")});
    const { figures } = await import(${from("../support/figures.js")});
    const { createHash } = await import("node:crypto");
    for (const [name, spec] of Object.entries(figures).reverse()) {
      const hash = createHash("sha256");
      for (const format of ${JSON.stringify(formats)}) hash.update(await exported(spec, format));
      hash.update(await exported(spec, "pdf", { theme: "dark" }));
      console.log(name, hash.digest("hex"));
    }`;
  const there = execFileSync(process.execPath, ["--input-type=module", "-e", code], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, TZ: "Asia/Tokyo", LANG: "de_DE.UTF-8", HOME: tmpdir() },
    encoding: "utf8",
  });
  const here: string[] = [];
  for (const [name, spec] of Object.entries(figures)) {
    const hash = createHash("sha256");
    for (const format of formats) hash.update(await exported(spec, format));
    hash.update(await exported(spec, "pdf", { theme: "dark" }));
    here.unshift(`${name} ${hash.digest("hex")}\n`);
  }
  assert.equal(there, here.join(""));
});

test("toSVG: earlier figures do not change the bytes, and ids of two figures differ", async () => {
  const other = heatMap(
    overlapRows.map((row) => ({ ...row, m: row.m + 0.01 })),
    {
      x: "load",
      y: "temperature",
      value: "m",
    },
  );
  const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  const first = await toSVG(figures["heat-map"]!);
  const second = await toSVG(other);
  assert.equal(await toSVG(figures["heat-map"]!), first);
  assert.ok(ids(first).length > 0 && ids(second).length > 0);
  assert.deepEqual(
    ids(first).filter((id) => ids(second).includes(id)),
    [],
  );
  for (const [, id] of first.matchAll(/url\(#([^)]+)\)/g)) assert.ok(ids(first).includes(id));
});

test(
  "saveFigure: writes the recipe into every format, by the ending of the path",
  inFolder(async (folder) => {
    for (const ending of [...formats, "vl.json", "PNG"]) {
      const file = join(folder, "deep", `figure.${ending}`);
      await saveFigure(spec, file);
      assert.deepEqual(readRecipe(readFileSync(file)), recipe, ending);
    }
    assert.deepEqual(readdirSync(join(folder, "deep")).length, 7);
  }),
);

test("readRecipe: nothing in figures without a recipe, and an error for other files", async () => {
  const plain = figures["heat-map"]!;
  assert.equal(readRecipe(await toSVG(plain)), undefined);
  assert.equal(readRecipe(await toPNG(plain)), undefined);
  assert.equal(readRecipe(JSON.stringify(plain)), undefined);
  assert.throws(() => readRecipe("N,k50\n1,2\n"), {
    message: "readRecipe: expected an SVG, PNG, PDF, HTML or JSON figure, got other content",
  });
});

test(
  "saveFigure: unknown endings and unwritable places are named, and nothing is left",
  inFolder(async (folder) => {
    await assert.rejects(saveFigure(spec, join(folder, "figure.gif")), {
      message: `saveFigure: expected a path that ends in .svg, .png, .pdf, .html or .json, got ${join(folder, "figure.gif")}`,
    });
    writeFileSync(join(folder, "file"), "");
    await assert.rejects(saveFigure(spec, join(folder, "file", "figure.svg")), {
      message: /^saveFigure: expected a place to write .*figure.svg, got /,
    });
    assert.deepEqual(readdirSync(folder), ["file"]);
  }),
);

test("toPNG: dpi out of range is refused, and its ends are drawn", async () => {
  for (const dpi of [0, 0.9, 1200.1, Number.NaN]) {
    await assert.rejects(toPNG(spec, { dpi }), {
      name: "RangeError",
      message: `toPNG: expected dpi from 1 to 1200, got ${dpi}`,
    });
  }
  const tiny = pngChunks(await toPNG(spec, { dpi: 1 })).get("IHDR")!;
  assert.ok(tiny.readUInt32BE(0) >= 5);
});

test("toPNG: the background is that of the theme, up to the last pixel", async () => {
  for (const [theme, colour] of [
    ["light", [255, 255, 255]],
    ["dark", [0x15, 0x18, 0x1d]],
  ] as const) {
    const { pixels, width, height } = await rasterise(await toSVG(spec, { theme }), 123);
    for (const at of [0, width - 1, width * (height - 1), width * height - 1]) {
      assert.deepEqual([...pixels.subarray(4 * at, 4 * at + 3)], colour);
    }
  }
});

test("toSVG: a warning of Vega-Lite is an error unless it is taken", async () => {
  const strange: FigureSpec = {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    data: { values: [{ a: 1 }] },
    mark: "point",
    encoding: { x: { field: "a", type: "quantitative" }, sizzle: { field: "a" } },
  };
  await assert.rejects(toSVG(strange), {
    message: /^toSVG: expected a specification without warnings, got: .*sizzle/,
  });
  const warnings: string[] = [];
  await toSVG(strange, { onWarning: (message) => warnings.push(message) });
  assert.equal(warnings.length, 1);
});

test("toSVG: what Vega-Lite cannot compile or load is an error of toSVG", async () => {
  await assert.rejects(toSVG({}), {
    message: /^toSVG: expected a specification that Vega-Lite compiles, got: Invalid specification/,
  });
  await assert.rejects(toSVG({ data: { url: "no/such.csv" }, mark: "point" }), {
    message: /^toSVG: expected a specification without warnings, got: .* the address no\/such.csv/,
  });
});

test("toSVG: specifications are not modified", async () => {
  const before = structuredClone(spec);
  await toSVG(spec);
  assert.deepEqual(spec, before);
});

test("toSVG: opens neither files nor addresses, also where warnings are taken, but data in the address", async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(String(request.url));
    response.end("x\n1\n");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const points = (url: string) => ({
    data: { url, format: { type: "csv" } },
    mark: "point",
    encoding: { x: { field: "x", type: "quantitative", title: "x" } },
  });
  const picture = { mark: { type: "image", url: `http://127.0.0.1:${port}/b.png` } };
  try {
    for (const url of [`http://127.0.0.1:${port}/a.csv`, import.meta.url, "no/such.csv"]) {
      const warnings: string[] = [];
      await toSVG(points(url), { onWarning: (message) => warnings.push(message) });
      const refused = `Loading failed ${url} Error: toSVG: expected data inside the specification`;
      assert.ok(
        warnings.some((message) => message.startsWith(refused)),
        warnings.join("\n"),
      );
    }
    const svg = await toSVG({ ...picture, data: { values: [{}] } }, { onWarning: () => undefined });
    assert.ok(!svg.includes("b.png"));
  } finally {
    server.close();
  }
  assert.deepEqual(asked, []);
  assert.match(await toSVG(points("data:text/csv,x%0A1%0A2")), /2 points|symbol/);
});

test("toSVG: links to scripts are dropped, other links are kept", async () => {
  const linked = (href: unknown) => ({
    data: { values: [{ x: 1 }] },
    mark: { type: "point", href },
    encoding: { x: { field: "x", type: "quantitative", title: "x" } },
  });
  assert.match(await toSVG(linked("https://example.org/a")), /"https:\/\/example.org\/a"/);
  assert.doesNotMatch(await toSVG(linked("javascript:alert(1)")), /href="javascript/);
});

test("toSVG: numbers in the words for screen readers keep their digits", async () => {
  const figure = {
    data: { values: [{ a: 0.00001 }] },
    mark: { type: "point", aria: true, description: "a: 0.00001234" },
    encoding: { x: { field: "a", type: "quantitative", title: "a" } },
    config: { aria: true },
  };
  assert.match(await toSVG(figure), /aria-label="a: 0.00001234"/);
});

test("exported: characters that no XML document may hold become U+FFFD in every picture", async () => {
  const table = [{ x: 1, y: 2, s: "a\u0000b" }];
  const figure = curves(table, {
    x: "x",
    y: "y",
    series: "s",
    title: "a\u0001b\u001b\uffff\ud800",
  });
  for (const text of ["text", "outlines"] as const) {
    const svg = await toSVG(figure, { text });
    assert.equal(svgTree(svg).name, "svg");
    assert.match(svg, /aria-label="a\uFFFDb\uFFFD\uFFFD\uFFFD/);
  }
  for (const format of ["png", "pdf", "html"] as const) {
    const { title } = await inspectFigure(await exported(figure, format));
    assert.ok(title?.startsWith("a"), format);
  }
});
