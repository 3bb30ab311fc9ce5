import assert from "node:assert/strict";
import { test } from "node:test";
import type { FigureFormat } from "../../src/plot/embedded.ts";
import { exported, toPNG, toSVG } from "../../src/plot/export.ts";
import { figureRecord, formAndData, marksIn } from "../../src/plot/figure-record.ts";
import { inspectFigure } from "../../src/plot/inspect.ts";
import { readRecipe } from "../../src/plot/recipe.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { figures } from "../support/figures.ts";
import { countMarks } from "../support/svg.ts";

const spec = figures.curves!;
const formats: readonly FigureFormat[] = ["svg", "png", "pdf", "html", "json"];
const bytes = (text: string) => new TextEncoder().encode(text);

test("inspectFigure: every format tells the same of one figure", async () => {
  const svg = await toSVG(spec);
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!.map(Number) as number[];
  const scale = { svg: 1, png: 300 / 96, pdf: 0.75, html: 1, json: 1 };
  const told = new Set<string>();
  for (const format of formats) {
    const facts = await inspectFigure(await exported(spec, format, { dpi: 300 }));
    assert.equal(facts.format, format);
    assert.ok(Math.abs(facts.width - width! * scale[format]) <= 1, format);
    assert.ok(Math.abs(facts.height - height! * scale[format]) <= 1, format);
    assert.equal(facts.dpi, format === "png" ? 300 : null);
    assert.equal(facts.theme, format === "html" ? "both" : "light");
    // 4 lines, 28 bars, 28 points
    assert.equal(facts.marks, 60);
    const { title, description, specification, data, recipe } = facts;
    told.add(JSON.stringify({ title, description, specification, data, recipe }));
  }
  assert.equal(told.size, 1);
  const { title, description, recipe } = JSON.parse([...told][0]!) as Record<string, unknown>;
  assert.equal(title, "Capacity of dense associative memories");
  assert.equal(description, spec.description);
  assert.deepEqual(recipe, readRecipe(JSON.stringify(spec)));
});

test("inspectFigure: a dark figure says so, and a figure without a recipe has null", async () => {
  for (const format of formats) {
    const facts = await inspectFigure(
      await exported(figures["heat-map"]!, format, { theme: "dark" }),
    );
    assert.equal(facts.theme, "dark", format);
    assert.equal(facts.recipe, null, format);
  }
});

test("inspectFigure: hashes tell the data from the form", async () => {
  const svg = await toSVG(spec);
  const drawn = { theme: "light", text: "text" } as const;
  const first = figureRecord(spec, svg, drawn);
  const values = (spec.data as { values: object[] }).values;
  const other = figureRecord({ ...spec, data: { values: values.slice(1) } }, svg, drawn);
  assert.equal(other.specification, first.specification);
  assert.notEqual(other.data, first.data);
  const renamed = figureRecord({ ...spec, title: "other" }, svg, drawn);
  assert.equal(renamed.data, first.data);
  assert.notEqual(renamed.specification, first.specification);
  assert.equal(formAndData({ data: { url: "a" }, datasets: { b: [{ c: 1 }] } }).data.length, 1);
});

test("marksIn: counts the marks of every figure, drawn as texts and as outlines", async () => {
  for (const [name, figure] of Object.entries(figures)) {
    const types = ["symbol", "rule", "line", "rect", "text", "area", "image"];
    const svg = await toSVG(figure);
    const marks = types.reduce((sum, type) => sum + countMarks(svg, type), 0);
    assert.ok(marks > 0);
    assert.equal(marksIn(svg), marks, name);
    assert.equal(marksIn(await toSVG(figure, { text: "outlines" })), marks, name);
  }
});

test("inspectFigure: damaged and other files are refused", async () => {
  const png = await toPNG(spec);
  const spoilt = png.slice();
  spoilt[2000]! ^= 1;
  const cases: [Uint8Array, string][] = [
    [png.slice(0, 3000), "a damaged png file"],
    [spoilt, "a damaged png file"],
    [(await exported(spec, "pdf")).slice(0, -30), "a damaged pdf file"],
    [(await exported(spec, "svg")).slice(0, -30), "a damaged svg file"],
    [(await exported(spec, "html")).slice(0, -30), "a damaged html file"],
    [(await exported(spec, "json")).slice(0, -30), "a damaged json file"],
    [bytes("<!doctype html><html></html>"), "an HTML page without one"],
    [bytes('{"a": 1}'), "JSON that is no Vega-Lite specification"],
    ...['<svg xmlns="http://www.w3.org/2000/svg"/>', "<svg width='9' height='x'/>"].map(
      (svg): [Uint8Array, string] => [bytes(svg), "a damaged svg file"],
    ),
    [bytes('<b width="9" height="9"><svg/></b>'), "a damaged svg file"],
    [bytes("N,k50\n"), "other content"],
    [new Uint8Array(0), "other content"],
  ];
  for (const [file, got] of cases) {
    await assert.rejects(inspectFigure(file), {
      message: `inspectFigure: expected a figure as SVG, PNG, PDF, HTML or JSON, got ${got}`,
    });
  }
});

test("readRecipe: the recipe alone, as older files of SVG and PNG hold it", () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg"><metadata id="damlab">{&quot;seed&quot;:1}</metadata></svg>';
  assert.deepEqual(readRecipe(svg), { seed: 1 });
});

test("readRecipe: a recipe of any characters comes back from every format", async () => {
  const recipe = {
    words: 'α < β & "γ" -- </metadata></script> \\(x) \n\t\u0007 𝛼 ﬁ',
    list: [1, null, { ключ: -0.5 }],
  };
  const figure: FigureSpec = { ...spec, usermeta: { damlab: { recipe } } };
  for (const format of formats) {
    assert.deepEqual(readRecipe(await exported(figure, format)), recipe, format);
  }
});

test("inspectFigure: a byte order mark changes nothing", async () => {
  const file = await exported(spec, "json");
  assert.deepEqual(
    await inspectFigure(new Uint8Array([0xef, 0xbb, 0xbf, ...file])),
    await inspectFigure(file),
  );
});
