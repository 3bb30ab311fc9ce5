import assert from "node:assert/strict";
import { test } from "node:test";
import { type Formula, setFormula } from "../../src/plot/formula.ts";
import { rasterise } from "../../src/plot/png.ts";

const formulas = [
  "\\alpha_c(n)",
  "\\hat m + \\bar x - \\tilde q",
  "\\sqrt{\\frac{a^2+1}{\\beta}}",
  "\\langle\\sigma_i\\sigma_j\\rangle \\le 1 \\ge 0 \\approx \\mathcal{N} \\times \\infty",
  "\\sum_{i=1}^N \\prod_\\mu \\int_0^1 \\to \\mathrm{erf}",
  "\\left(\\frac{\\frac{a}{b}}{\\frac{c}{\\frac de}}\\right]",
  "\\left\\{\\sqrt{\\sqrt{\\sqrt{\\frac{\\frac{\\frac ab}{b}}{\\frac{a}{\\frac{a}{\\frac ab}}}}}}\\right)",
  "\\underbrace{abcdefghkjhkjh}",
  "\\boldsymbol{\\sigma}\\cdot\\mathbf{x} \\in \\mathbb{R}^N",
];

/** What MathJax itself writes: its SVG element, and the numbers of its viewBox. */
async function byMathJax(tex: string) {
  await setFormula(tex);
  const { MathJax } = globalThis as unknown as {
    MathJax: {
      tex2svgPromise(tex: string, options: object): Promise<object>;
      startup: { adaptor: { innerHTML(node: object): string } };
    };
  };
  const node = await MathJax.tex2svgPromise(tex, { display: false });
  const svg = MathJax.startup.adaptor.innerHTML(node);
  return { svg, box: /viewBox="([^"]*)"/.exec(svg)![1]!.split(" ").map(Number) };
}

/** The size of formulas relative to the text. */
const enlargement = 1.17;

test("setFormula: width, height and depth are those of MathJax", async () => {
  for (const tex of formulas) {
    const { width, ascent, descent } = await setFormula(tex);
    const { box } = await byMathJax(tex);
    const expected = [box[2]!, -box[1]!, box[3]! + box[1]!].map(
      (units) => (units / 1000) * enlargement,
    );
    // each is rounded to a thousandth of the font size
    for (const [i, value] of [width, ascent, descent].entries()) {
      assert.ok(Math.abs(value - expected[i]!) <= 0.00051, `${tex}: ${value}, ${expected[i]}`);
    }
  }
});

test("setFormula: the one path covers the pixels of MathJax's nested drawing", async () => {
  const size = 60;
  for (const tex of formulas) {
    const { path } = await setFormula(tex);
    const { svg, box } = await byMathJax(tex);
    const [x, y, width, height] = box as [number, number, number, number];
    const scale = size / 1000;
    const frame = `width="${Math.ceil(width * scale)}" height="${Math.ceil(height * scale)}"`;
    const theirs = svg
      .replace(/^<svg[^>]*>/, "")
      .replace(/<\/svg>$/, "")
      .replaceAll("currentColor", "#000000");
    const drawing = (content: string, zoom: number) =>
      `<svg xmlns="http://www.w3.org/2000/svg" ${frame}>` +
      `<g transform="scale(${scale * zoom}) translate(${-x / zoom},${-y / zoom})">${content}</g></svg>`;
    const a = await rasterise(drawing(theirs, 1), 96, []);
    const b = await rasterise(drawing(`<path d="${path}"/>`, 1 / enlargement), 96, []);
    assert.equal(a.pixels.length, b.pixels.length);
    let [most, ink] = [0, 0];
    for (let at = 0; at < a.pixels.length; at += 4) {
      most = Math.max(most, Math.abs(a.pixels[at]! - b.pixels[at]!));
      if (a.pixels[at]! < 128) ink++;
    }
    assert.ok(ink > 50, tex);
    // Points are rounded by half a unit, 0.03 px in each direction on both sides of a stroke; where
    // three shapes share an edge of a pixel, painting one after the other covers 1 − (1 − c)³ of it, and
    // their union c: at most 0.385 less.
    assert.ok(most <= 255 * (4 * 0.03 + 0.385), `${tex}: ${most}`);
  }
});

test("setFormula: what cannot be set is refused with the reason", async () => {
  const reasons: Record<string, RegExp> = {
    "\\foo": /^Undefined control sequence \\foo$/,
    "{a": /^Extra open brace or missing close brace$/,
    "a}": /^Extra close brace or missing open brace$/,
    "a^b^c": /^Double exponent/,
    x漢: /^No glyph for "漢"$/,
  };
  for (const [tex, message] of Object.entries(reasons)) {
    await assert.rejects(setFormula(tex), { message });
  }
});

test("setFormula: the same formula is set once", async () => {
  const first: Formula = await setFormula("x^2");
  assert.equal(await setFormula("x^2"), first);
});
