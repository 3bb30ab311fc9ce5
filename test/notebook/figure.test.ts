import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { packageVersion } from "../../src/experiment/package-version.ts";
import { DISPLAY_SINK } from "../../src/jupyter/display-host.ts";
import { formatValue } from "../../src/jupyter/display-registry.ts";
import { figureBundle } from "../../src/notebook/figure.ts";
import { figure, show } from "../../src/notebook/show.ts";
import { concatenated } from "../../src/plot/concatenated.ts";
import { curves } from "../../src/plot/curves.ts";
import { readRecipe } from "../../src/plot/recipe.ts";
import { reductionOf } from "../../src/plot/reduction.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { figures } from "../support/figures.ts";
import { countMarks } from "../support/svg.ts";

const spec = figures.curves!;
const shown: Record<string, unknown>[] = [];
Object.assign(globalThis, {
  [DISPLAY_SINK]: (output: { data: Record<string, unknown> }) => shown.push(output.data),
});
const start = process.cwd();
const folder = realpathSync(mkdtempSync(join(tmpdir(), "damlab-show-")));
after(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

test("figureBundle: Vega-Lite, inline SVG with marks, PNG and a description", async () => {
  const bundle = await figureBundle(spec, "a < b");
  assert.deepEqual(Object.keys(bundle), [
    "application/vnd.vegalite.v5+json",
    "text/html",
    "image/png",
    "text/plain",
  ]);
  const html = String(bundle["text/html"]);
  assert.equal(countMarks(html, "symbol"), 28);
  assert.match(html, /^<figure[^>]*><svg[^>]*role="img" aria-label="Capacity of dense/);
  assert.ok(html.endsWith("<figcaption>a &lt; b</figcaption></figure>"));
  const png = Buffer.from(String(bundle["image/png"]), "base64");
  assert.deepEqual(readRecipe(png), readRecipe(html.slice(html.indexOf("<svg"))));
  assert.match(String(bundle["text/plain"]), /28 points .*\na < b$/);
});

test("figureBundle: viewers with their own Vega, readers of text and captions see no TeX", async () => {
  const figure = { ...spec, title: "load $\\alpha_c(n)$", description: "of $\\beta$ at \\$5" };
  const bundle = await figureBundle(figure, "at $\\hat m$");
  assert.equal(bundle["text/plain"], "of β at $5\nat m̂");
  assert.match(String(bundle["text/html"]), /<figcaption>at m̂<\/figcaption>/);
  const { title, description } = bundle["application/vnd.vegalite.v5+json"] as typeof figure;
  assert.match(title, /^load \u2060αc\(n\)[\u2061-\u2064]+\u2060$/);
  assert.equal(description, "of β at $5");
});

test("figureBundle: a specification of schema 6 keeps its version, warnings stand below", async () => {
  const bundle = await figureBundle({
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    data: { values: [{ a: 1 }] },
    mark: "point",
    encoding: { x: { field: "a", type: "quantitative" }, sizzle: { field: "a" } },
  });
  assert.ok("application/vnd.vegalite.v6+json" in bundle);
  assert.match(String(bundle["text/html"]), /<figcaption>Warning: .*sizzle/);
  assert.match(String(bundle["text/plain"]), /^x: a from 1 to 1\. 1 points\.\nWarning: /);
});

test("formatValue: a Vega-Lite specification is shown as a figure", async () => {
  assert.deepEqual(await formatValue(spec), await figureBundle(spec));
});

test("show: sends the bundle before it returns", async () => {
  shown.length = 0;
  await show(spec);
  assert.deepEqual(shown, [await figureBundle(spec)]);
});

test("figure: keeps a named figure in the project of the working directory", async () => {
  writeFileSync(join(folder, "package.json"), "{}");
  mkdirSync(join(folder, "notebooks", "deep"), { recursive: true });
  process.chdir(join(folder, "notebooks", "deep"));
  shown.length = 0;
  assert.equal(await figure(spec, { name: "study/capacity", caption: "words" }), undefined);
  assert.equal(shown.length, 1);
  const base = join(folder, "figures", "out", "study", "capacity");
  const kept = JSON.parse(readFileSync(`${base}.vl.json`, "utf8")) as FigureSpec;
  assert.deepEqual({ ...kept, usermeta: spec.usermeta }, spec);
  const { notebook, ...own } = readRecipe(readFileSync(`${base}.svg`))!;
  assert.deepEqual(own, readRecipe(JSON.stringify(spec)));
  const here = `damlab ${packageVersion}`;
  assert.deepEqual(notebook, { file: null, figure: "study/capacity", package: here });
  assert.equal(countMarks(readFileSync(`${base}.svg`, "utf8"), "symbol"), 28);
});

test("figure: the folder is chosen by DAMLAB_FIGURES, and unnamed figures are not kept", async () => {
  process.env.DAMLAB_FIGURES = join(folder, "elsewhere");
  try {
    await figure(spec);
    assert.ok(!existsSync(join(folder, "elsewhere")));
    await figure(spec, { name: "c" });
    assert.ok(existsSync(join(folder, "elsewhere", "c.svg")));
  } finally {
    delete process.env.DAMLAB_FIGURES;
  }
});

test("figure: names that leave the folder are refused and nothing is shown", async () => {
  shown.length = 0;
  for (const name of ["../a", "/a", "a/../b", "", "a//b", "a b"]) {
    await assert.rejects(figure(spec, { name }), { name: "RangeError", message: /got "/ });
  }
  assert.equal(shown.length, 0);
});

const walk = Array.from({ length: 20_000 }, (_, t) => ({
  t,
  m: t === 7_777 ? 9 : Math.sin(t / 900),
}));

test("figureBundle: the text under a figure of part of the rows has the hash of all of them", async () => {
  const { rule, sha256 } = reductionOf(curves(walk, { x: "t", y: "m" }))!;
  const bundle = await figureBundle(curves(walk, { x: "t", y: "m" }));
  const note = `full table: kept where the figure has a name (20,000 rows, SHA-256 ${sha256})`;
  assert.ok(String(bundle["text/html"]).includes(`<figcaption>${note}</figcaption>`));
  assert.ok(String(bundle["text/plain"]).endsWith(note));
  assert.ok(String(bundle["text/html"]).includes(rule.split(" (")[0]!));
});

test("figureBundle: the text names every full table of a composition, and what is not at hand", async () => {
  const parts = [curves(walk, { x: "t", y: "m" }), curves(walk.slice(1), { x: "t", y: "m" })];
  const hashes = parts.map((part) => reductionOf(part)!.sha256);
  const both = concatenated(parts);
  const words = async (spec: FigureSpec) =>
    String((await figureBundle(spec, "", "a/b"))["text/plain"])
      .split("\n")
      .slice(1);
  assert.deepEqual(await words(both), [
    `full table: a/b.full.csv in the data folder (20,000 rows, SHA-256 ${hashes[0]})`,
    `full table: a/b.full-2.csv in the data folder (19,999 rows, SHA-256 ${hashes[1]})`,
  ]);
  assert.deepEqual(await words(structuredClone(parts[0]!)), [
    `full table: not at hand (20,000 rows, SHA-256 ${hashes[0]})`,
  ]);
});

test("figure: under a name the full table is kept in the data folder, and the text names it", async () => {
  const [figures, data] = [join(folder, "elsewhere"), join(folder, "tables")];
  process.env.DAMLAB_FIGURES = figures;
  process.env.DAMLAB_DATA = data;
  try {
    shown.length = 0;
    const long = curves(walk, { x: "t", y: "m" });
    await figure(long, { name: "study/walk", caption: "A walk." });
    const text = readFileSync(join(data, "study", "walk.full.csv"));
    const hash = createHash("sha256").update(text).digest("hex");
    assert.equal(hash, reductionOf(long)!.sha256);
    assert.equal(text.toString().split("\n").length, walk.length + 2);
    assert.ok(
      String(shown[0]!["text/plain"]).endsWith(
        `A walk.\nfull table: study/walk.full.csv in the data folder (20,000 rows, SHA-256 ${hash})`,
      ),
    );
    assert.ok(!existsSync(join(figures, "study", "walk.full.csv")));
    await figure(spec, { name: "short" });
    assert.ok(!existsSync(join(data, "short.full.csv")));
  } finally {
    delete process.env.DAMLAB_FIGURES;
    delete process.env.DAMLAB_DATA;
  }
});

test("figureBundle: a figure of a million rows adds less than 300 kB to a notebook", async () => {
  const rows = Array.from({ length: 1_000_000 }, (_, i) => ({
    x: ((i * 7919) % 1_000_003) / 1e6,
    y: Math.sin(i) * Math.sin(i / 7),
    kind: `kind ${i % 3}`,
  }));
  const bundle = await figureBundle(curves(rows, { x: "x", y: "y", series: "kind" }));
  const size = JSON.stringify(bundle).length;
  assert.ok(size < 300_000, `${size} bytes`);
  // the symbols would be 220 kB of SVG: the HTML shows the picture, with its description
  assert.match(
    String(bundle["text/html"]),
    /<img [^>]*width="\d+" alt="[^"]+" src="data:image\/png/,
  );
});

test("figureBundle: 5000 marks are shown by the picture, few by shapes", async () => {
  const rows = walk.slice(0, 5000);
  const full = String((await figureBundle(curves(rows, { x: "t", y: "m" })))["text/html"]);
  assert.match(full, /^<figure[^>]*><img [^>]*src="data:image\/png;base64,/);
  const few = String(
    (await figureBundle(curves(rows.slice(0, 50), { x: "t", y: "m" })))["text/html"],
  );
  assert.equal(countMarks(few, "symbol"), 50);
});
