import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { curves } from "../../src/plot/curves.ts";
import { describeFigure } from "../../src/plot/describe.ts";
import { toPNG, toSVG } from "../../src/plot/export.ts";
import { setFormula } from "../../src/plot/formula.ts";
import { rasterise } from "../../src/plot/png.ts";
import { type FigureSpec, vegaLiteSchema } from "../../src/plot/spec.ts";
import { gallery } from "../support/gallery.ts";
import { labelBoxes } from "../support/label-boxes.ts";

/** A figure with another formula at each place that can hold one. */
const places = {
  title: "\\alpha_c(n)",
  subtitle: "\\hat m",
  "x axis": "\\langle\\sigma_i\\sigma_j\\rangle",
  "y axis": "\\frac{a^2}{\\sqrt b}",
  legend: "\\bar q",
  "legend label": "\\beta \\to \\infty",
  label: "\\mathcal{N}",
  "text mark": "\\sum_\\mu \\xi^\\mu",
};

function figureWith(tex: Readonly<Record<keyof typeof places, string>>): FigureSpec {
  const values = [1, 2].map((x) => ({ x, kind: `$${tex["legend label"]}$` }));
  const labelExpr = `datum.value == 1 ? '$${tex.label.replaceAll("\\", "\\\\")}$' : ''`;
  return {
    $schema: vegaLiteSchema,
    description: `a figure of $${tex.title}$`,
    title: { text: `of $${tex.title}$ <&>`, subtitle: `$${tex.subtitle}$ below` },
    data: { values },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        title: `$${tex["x axis"]}$`,
        axis: { labelExpr, values: [1, 2] },
      },
      y: { field: "x", type: "quantitative", title: `y $${tex["y axis"]}$` },
    },
    layer: [
      {
        mark: "point",
        encoding: { color: { field: "kind", type: "nominal", title: `$${tex.legend}$` } },
      },
      { mark: { type: "text", text: `$${tex["text mark"]}$` } },
    ],
  };
}

test("toSVG: formulas of all places are drawn as MathJax drew them, and no dollar or mark is left", async () => {
  for (const text of ["text", "outlines"] as const) {
    const svg = await toSVG(figureWith(places), { text });
    for (const [place, tex] of Object.entries(places)) {
      const { path } = await setFormula(tex);
      assert.ok(svg.includes(` d="${path}"/>`), `${text}: ${place}`);
    }
    assert.doesNotMatch(svg, /[$\\\u2060-\u2064]/);
    assert.match(svg, / aria-label="a figure of αc\(n\)"/);
  }
  for (const [name, spec] of Object.entries(gallery)) {
    const drawn = (await toSVG(spec)).replace(/<metadata.*?<\/metadata>/s, "");
    assert.doesNotMatch(drawn, /[$\\\u2060-\u2064]/, name);
  }
});

test("toPNG: every place of a formula has ink of its own", async () => {
  const picture = (spec: FigureSpec) => toPNG(spec, { dpi: 72 });
  const whole = await picture(figureWith(places));
  for (const place of Object.keys(places)) {
    // white space of the same width
    const blank = { ...places, [place]: "\\phantom{x}" };
    assert.notDeepEqual(await picture(figureWith(blank)), whole, place);
  }
});

test("toSVG: the layout reserves the width, height and depth that MathJax states", async () => {
  for (const tex of ["\\alpha_c(n)", "\\frac{a^2}{\\sqrt b}", "\\sum_{i=1}^N x_i"]) {
    const { width, ascent, descent } = await setFormula(tex);
    const size = 20;
    const title = { text: `$${tex}$`, fontSize: size };
    const spec = { $schema: vegaLiteSchema, data: { values: [{}] }, mark: "point", title };
    const box = (await labelBoxes(spec)).at(-1)!;
    assert.ok(Math.abs(box.x2 - box.x1 - width * size) < 1e-9, tex);
    // the box of a text reaches a fifth of its size below the baseline and four fifths (whole pixels) above
    const height = Math.max(ascent * size, 0.8 * size) + Math.max(descent * size, 0.2 * size);
    assert.ok(Math.abs(box.y2 - box.y1 - height) < 1e-9, tex);
  }
});

test("toSVG: tall titles of axes keep clear of the labels on all four sides", async () => {
  // a padding of 1 pixel for the rounding of the baseline to whole pixels, once by Vega and once by us
  const tall = "$\\frac{\\frac{a}{b}}{\\frac{c}{d}}$";
  for (const [x, y] of [
    ["bottom", "left"],
    ["top", "right"],
  ]) {
    const axis = (orient: string | undefined) => ({
      field: "v",
      type: "quantitative",
      title: tall,
      axis: { orient, titlePadding: 1 },
    });
    const boxes = await labelBoxes({
      $schema: vegaLiteSchema,
      data: { values: [{ v: 1 }, { v: 2 }] },
      mark: "point",
      encoding: { x: axis(x), y: axis(y) },
    });
    const titles = boxes.filter(({ text }) => text.includes("\u2060"));
    const labels = boxes.filter(({ text }) => !text.includes("\u2060"));
    assert.equal(titles.length, 2);
    for (const a of titles) {
      for (const b of labels) {
        const isApart = a.x2 <= b.x1 || b.x2 <= a.x1 || a.y2 <= b.y1 || b.y2 <= a.y1;
        assert.ok(isApart, `${x} ${y}: ${JSON.stringify(a)} ${b.text}`);
      }
    }
  }
});

test("toSVG: a formula takes colour, opacity and rotation of its text", async () => {
  const spec = {
    $schema: vegaLiteSchema,
    data: { values: [{}] },
    mark: { type: "text", text: "$x$", angle: 30, color: "#123456", opacity: 0.4, align: "right" },
  };
  const { path, width } = await setFormula("x");
  const group =
    /<g([^>]*)><path transform="translate\(([^,]*),0\) scale\(([^)]*)\)" d="([^"]*)"/.exec(
      await toSVG(spec),
    )!;
  assert.match(group[1]!, /rotate\(30\)/);
  assert.match(group[1]!, /fill="#123456"/);
  assert.match(group[1]!, /opacity="0.4"/);
  assert.doesNotMatch(group[1]!, /text-anchor|font-/);
  assert.equal(group[4], path);
  // 11 pixels is the size of text marks; the text ends at its anchor
  assert.equal(Number(group[3]), 0.011);
  assert.ok(Math.abs(Number(group[2]) + width * 11) <= 0.0005);
});

test("toSVG: a limit cuts a text with a formula without leaving TeX or marks", async () => {
  const title = { text: "one $\\alpha_c(n)$ two three four five six", limit: 60 };
  const svg = await toSVG({
    $schema: vegaLiteSchema,
    data: { values: [{}] },
    mark: "point",
    title,
  });
  assert.match(svg, /…/);
  assert.doesNotMatch(svg, /[$\\\u2060-\u2064]/);
});

test("describeFigure: formulas are readable Unicode", () => {
  const rows = [{ a: 1, b: 2 }];
  const spec = curves(rows, {
    x: { column: "a", title: "load $\\alpha$" },
    y: { column: "b", title: "$\\hat m^2$" },
    title: "$\\beta\\to\\infty$",
  });
  const words = describeFigure(spec);
  assert.match(words, /^β → ∞\. x: load α from 1 to 1\. y: m̂² from 2 to 2/);
  assert.equal(spec.description, words);
});

test("toSVG: outlines cover the pixels of the texts they replace", async () => {
  for (const name of ["curves", "heat-map", "curves, fraction"]) {
    const spec = gallery[name]!;
    const texts = await rasterise(await toSVG(spec), 192);
    const outlines = await rasterise(await toSVG(spec, { text: "outlines" }), 192, []);
    assert.equal(texts.pixels.length, outlines.pixels.length);
    let [apart, ink] = [0, 0];
    for (let at = 0; at < texts.pixels.length; at += 4) {
      if (Math.abs(texts.pixels[at]! - outlines.pixels[at]!) > 128) apart++;
      if (texts.pixels[at]! < 128) ink++;
    }
    assert.ok(ink > 1000 && apart <= ink / 100, `${name}: ${apart} of ${ink}`);
  }
});

test("toPNG: the pixels need no font at all, bundled or of the system", async () => {
  for (const spec of Object.values(gallery).slice(0, 8)) {
    const svg = await toSVG(spec, { text: "outlines" });
    assert.doesNotMatch(svg, /<text|font-/);
    const bare = await rasterise(svg, 96, []);
    const ids = [...svg.matchAll(/xlink:href="#([^"]*)"/g)].map(([, id]) => id);
    assert.ok(ids.length > 20 && ids.every((id) => svg.includes(` id="${id}"`)));
    assert.ok(bare.pixels.some((value) => value < 64));
  }
});

test("toSVG: outlines leave characters that the font lacks as text", async () => {
  const title = "known 漢字";
  const spec = { $schema: vegaLiteSchema, data: { values: [{}] }, mark: "point", title };
  assert.match(await toSVG(spec, { text: "outlines" }), /<text[^>]*>known 漢字<\/text>/);
});

test("toSVG: figures with formulas have the same bytes in another process, drawn at once and in another order", async () => {
  const names = Object.keys(gallery).filter((name) => /fraction|formula|label/.test(name));
  const from = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const code = `
    const { toSVG } = await import(${from("../../src/plot/export.js")});
    const { gallery } = await import(${from("../support/gallery.js")});
    const names = ${JSON.stringify(names.toReversed())};
    console.log(JSON.stringify(await Promise.all(names.map((name) => toSVG(gallery[name])))));`;
  const there = execFileSync(process.execPath, ["--input-type=module", "-e", code], {
    maxBuffer: 1e8,
    encoding: "utf8",
  });
  const drawn = (JSON.parse(there) as string[]).toReversed();
  assert.ok(names.length > 5);
  for (const [i, name] of names.entries())
    assert.ok(drawn[i] === (await toSVG(gallery[name]!)), name);
});

test("toSVG: an unknown kind of text is refused", async () => {
  const text = "pictures" as "text";
  await assert.rejects(toSVG(gallery.curves!, { text }), {
    message: /^toSVG: expected text .*pictures/,
  });
});
