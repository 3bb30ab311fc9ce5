import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, rgb } from "../../src/plot/contrast.ts";
import { darkBackground, darkened, darkPalette } from "../../src/plot/dark-theme.ts";
import { toSVG } from "../../src/plot/export.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { ink, palette, theme } from "../../src/plot/theme.ts";
import { figures } from "../support/figures.ts";
import { countMarks } from "../support/svg.ts";

const lightOnly = [...palette, theme.background, ink.text, theme.axis.gridColor, ink.absent];

test("darkened: no colour of the light theme is left in any figure, and all marks are there", async () => {
  for (const [name, spec] of Object.entries(figures)) {
    const [light, dark] = [await toSVG(spec), await toSVG(spec, { theme: "dark" })];
    for (const colour of lightOnly) assert.ok(!dark.includes(`"${colour}"`), `${name}: ${colour}`);
    assert.match(dark, new RegExp(`<rect [^>]*fill="${darkBackground}"`));
    for (const type of ["symbol", "rule", "line", "rect", "text"]) {
      assert.equal(countMarks(dark, type), countMarks(light, type), `${name}: ${type}`);
    }
  }
});

test("darkened: titles and labels can be read, at 4.5:1 and more", async () => {
  for (const spec of Object.values(figures)) {
    const drawn = await toSVG(spec, { theme: "dark" });
    const svg = drawn.replace(/class="mark-text role-mark.*?<\/g>/gs, "");
    const fills = new Set(
      [...svg.matchAll(/<text [^>]*fill="(#[\da-f]{6})"/g)].map(([, fill]) => fill!),
    );
    assert.ok(fills.size > 0);
    for (const fill of fills) assert.ok(contrast(rgb(fill), rgb(darkBackground)) >= 4.5, fill);
  }
});

test("darkened: changes colours only, and neither its argument nor data", () => {
  const data = { values: [{ a: "#ffffff", b: "black", range: "white" }] };
  const spec: FigureSpec = {
    data,
    title: "white",
    mark: { type: "point", color: "black", stroke: "#000" },
    encoding: {
      x: { field: "a", title: "#222222", scale: { domain: ["#ffffff"] } },
      color: { field: "b", scale: { domain: ["black"], range: [palette[1], "#000080"] } },
      fill: { condition: { test: "true", value: ink.plus }, value: "teal" },
    },
    usermeta: { damlab: { recipe: { color: "white" } } },
  };
  const before = structuredClone(spec);
  const dark = darkened(spec);
  assert.deepEqual(spec, before);
  assert.equal(dark.data, data);
  assert.equal(dark.title, "white");
  assert.deepEqual(dark.mark, { type: "point", color: darkPalette[2], stroke: darkPalette[2] });
  const { x, color, fill } = dark.encoding as Record<string, Record<string, unknown>>;
  assert.deepEqual(x, before.encoding && (before.encoding as Record<string, unknown>).x);
  const { domain, range } = color!.scale as { domain: string[]; range: string[] };
  assert.deepEqual([domain, range[0]], [["black"], darkPalette[1]]);
  assert.ok(contrast(rgb(range[1]!), rgb(darkBackground)) >= 3);
  assert.notEqual((fill!.condition as { value: string }).value, ink.plus);
  assert.equal(fill!.value, "teal");
  assert.deepEqual(dark.usermeta, { damlab: { recipe: { color: "white" }, theme: "dark" } });
});

test("darkened: twice is once", () => {
  const dark = darkened(figures["heat-map"]!);
  assert.equal(darkened(dark), dark);
});

test("darkened: a scale symmetric about zero keeps its zero, which becomes dark", async () => {
  const cells = [-2, -1, 0, 1, 2].map((value, x) => ({ x, value }));
  const spec: FigureSpec = {
    data: { values: cells },
    mark: "rect",
    encoding: {
      x: { field: "x", type: "ordinal" },
      color: {
        field: "value",
        type: "quantitative",
        scale: { scheme: "purpleorange", domain: [-2, 2], domainMid: 0 },
      },
    },
  };
  const svg = await toSVG(spec, { theme: "dark" });
  const body = /class="mark-rect role-mark.*?<\/g>/s.exec(svg)![0];
  const fills = [...body.matchAll(/fill="rgb\((\d+), (\d+), (\d+)\)"/g)].map((parts) =>
    parts.slice(1).map(Number),
  );
  const brightness = fills.map((rgb) => rgb.reduce((sum, value) => sum + value, 0));
  assert.equal(fills.length, 5);
  assert.deepEqual(fills[2], [0x23, 0x27, 0x2e]);
  assert.ok(brightness[0]! > brightness[1]! && brightness[1]! > brightness[2]!);
  assert.ok(brightness[4]! > brightness[3]! && brightness[3]! > brightness[2]!);
});

test("toSVG: a theme that is none is refused", async () => {
  await assert.rejects(toSVG(figures.curves!, { theme: "dim" as "dark" }), {
    name: "TypeError",
    message: 'toSVG: expected theme "light" or "dark", got "dim"',
  });
});

test("darkened: words that name colours stay words", () => {
  const words = (value: string) => ({ condition: { test: "true", value }, value });
  const encoding = {
    text: words("white"),
    tooltip: words("#222222"),
    href: words("black"),
    description: words("black"),
  };
  const params = [{ name: "who", value: "white" }];
  const spec = { params, mark: "text", encoding: { ...encoding, color: { value: "white" } } };
  const dark = darkened(spec);
  assert.deepEqual(dark.encoding, { ...encoding, color: { value: darkBackground } });
  assert.deepEqual(dark.params, params);
});
