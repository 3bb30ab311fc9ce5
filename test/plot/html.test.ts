import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, type TopLevelSpec } from "vega-lite";
import { changesBetween } from "../../src/plot/changes.ts";
import { darkBackground, darkened } from "../../src/plot/dark-theme.ts";
import { toHTML, toSVG } from "../../src/plot/export.ts";
import { withZoom } from "../../src/plot/html-zoom.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { specificationIn } from "../../src/plot/specification-in.ts";
import { figures } from "../support/figures.ts";
import { countMarks } from "../support/svg.ts";

const spec = figures.curves!;

test("toHTML: one page that loads nothing, with the drawn figure in both themes", async () => {
  const page = await toHTML(spec);
  assert.match(page, /^<!doctype html>\n<html lang="en" class="both">/);
  assert.match(page, /Content-Security-Policy" content="default-src 'none'/);
  const markup = page.replace(/<script>.*?<\/script>/gs, "");
  assert.doesNotMatch(markup, /<link|<img|<script[^>]* src=|@import|url\((?!#)/);
  assert.match(page, /<figure role="img" aria-label="Capacity of dense associative memories\. /);
  assert.match(page, /<title>Capacity of dense associative memories<\/title>/);
  for (const theme of ["light", "dark"] as const) {
    const svg = await toSVG(spec, { theme, text: "outlines" });
    assert.ok(page.includes(`<div class="drawn ${theme}">${svg}</div>`), theme);
  }
  const changes = /id="dark-changes">(.*?)<\/script>/s.exec(page)![1]!;
  assert.ok(changes.includes(`[["config","background"],"${darkBackground}"]`));
  assert.equal(countMarks(page, "symbol"), 56);
  assert.ok(page.length < 1_100_000, `${page.length} characters`);
});

test("toHTML: a chosen theme is the only one", async () => {
  const page = await toHTML(spec, { theme: "dark" });
  assert.match(page, /<html lang="en" class="dark">/);
  assert.equal(page.match(/<div class="drawn/g)?.length, 1);
  assert.equal(countMarks(page, "symbol"), 28);
});

test("toHTML: data cannot end a script or open an element", async () => {
  const nasty = "</script><script>alert(1)</script><!--";
  const page = await toHTML({
    $schema: spec.$schema,
    title: nasty,
    data: { values: [{ a: nasty, b: 1 }] },
    mark: "point",
    encoding: { x: { field: "b", type: "quantitative" }, y: { field: "a", type: "nominal" } },
  });
  assert.ok(!page.includes("alert(1)</script>"));
  assert.equal(
    (specificationIn(Buffer.from(page))!.data as { values: { a: string }[] }).values[0]!.a,
    nasty,
  );
});

test("changesBetween: the changes make the one of the other, without the data", () => {
  for (const figure of Object.values(figures)) {
    const dark = darkened(figure);
    const changes = changesBetween(figure, dark);
    const copy = structuredClone(figure) as Record<string, unknown>;
    for (const [path, ...value] of changes) {
      const part = path.slice(0, -1).reduce((at, key) => at[key] as never, copy);
      if (value.length > 0) part[path.at(-1)!] = value[0];
      else delete part[path.at(-1)!];
    }
    assert.deepEqual(copy, dark);
    assert.ok(!changes.some(([path]) => path.includes("values")));
  }
  assert.deepEqual(changesBetween({ a: [1, { b: 2 }], c: 3 }, { a: [1, { b: 4 }], d: 5 }), [
    [["a", "1", "b"], 4],
    [["c"]],
    [["d"], 5],
  ]);
  assert.deepEqual(changesBetween([1, 2], [1]), [[[], [1]]]);
});

test("withZoom: numbers on both axes can be zoomed, without a warning; other figures stay as they are", () => {
  const warnings: string[] = [];
  const take = (...words: unknown[]) => {
    warnings.push(words.join(" "));
    return logger;
  };
  const logger = {
    level: () => logger,
    error: take,
    warn: take,
    info: () => logger,
    debug: () => logger,
  };
  const single: FigureSpec = {
    data: { values: [{ a: 1, b: 2 }] },
    mark: "point",
    encoding: { x: { field: "a", type: "quantitative" }, y: { field: "b", type: "quantitative" } },
  };
  for (const figure of [spec, single]) {
    const zoomed = withZoom(figure);
    assert.equal(JSON.stringify(zoomed).match(/"bind":"scales"/g)?.length, 1);
    const { signals } = compile(zoomed as unknown as TopLevelSpec, {
      logger: logger as never,
    }).spec;
    const names = signals!.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  }
  assert.deepEqual(warnings, []);
  for (const name of ["heat-map", "pattern-grid"]) {
    assert.equal(withZoom(figures[name]!), figures[name]);
  }
  const own = { ...single, params: [{ name: "pick", select: "point" }] };
  assert.equal(withZoom(own), own);
  const facets = { facet: { field: "a", type: "nominal" }, spec: single, data: single.data };
  assert.equal(withZoom(facets), facets);
});
