import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { inflateSync } from "node:zlib";
import { toPDF, toSVG } from "../../src/plot/export.ts";
import { drawPDF } from "../../src/plot/pdf.ts";
import { rasterise } from "../../src/plot/png.ts";
import { figures } from "../support/figures.ts";
import { fontsOfPDF, needsPoppler, pixelsOfPDF, textOfPDF } from "../support/poppler.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const spec = figures.curves!;

/** The streams of a file, those of operators and the others, as they were before compression. */
function streams(pdf: Uint8Array): string[] {
  const text = Buffer.from(pdf).toString("latin1");
  return [...text.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, data]) =>
    inflateSync(Buffer.from(data!, "latin1")).toString("latin1"),
  );
}

/** Operators of the page. */
function content(pdf: Uint8Array): string {
  return streams(pdf).find((stream) => /^\/?\S.*\n/.test(stream) && / cm\n/.test(stream))!;
}

const drawing = (inner: string, attributes = "") =>
  drawPDF(
    `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="80" aria-label="a &lt; b"${attributes}>${inner}</svg>`,
  );

function saved(t: TestContext, pdf: Uint8Array): string {
  const file = join(temporaryFolder(t), "figure.pdf");
  writeFileSync(file, pdf);
  return file;
}

test("toPDF: one page of the size of the figure in points, no dates, words of the figure in its information", async () => {
  const svg = await toSVG(spec);
  const text = Buffer.from(await toPDF(spec)).toString("latin1");
  const [, width, height] = / width="(\d+)" height="(\d+)"/.exec(svg)!;
  assert.match(text, /^%PDF-1\.7\n/);
  assert.ok(text.includes(`/MediaBox [0 0 ${0.75 * Number(width)} ${0.75 * Number(height)}]`));
  assert.match(text, /\/Count 1\n/);
  assert.match(text, /\/Lang \(en\)/);
  assert.doesNotMatch(text, /CreationDate|ModDate|\(D:\d/);
  assert.match(text, /\(Capacity of dense associative memories\)\nendobj/);
  assert.match(text, /%%EOF\n$/);
});

test("toPDF: every drawn shape of the SVG is painted, texts are texts", async () => {
  for (const [name, figure] of Object.entries(figures)) {
    const svg = await toSVG(figure);
    const shapes = [...svg.matchAll(/<(?:path|line|rect) [^>]*>/g)]
      .map(([tag]) => tag)
      .filter((tag) => !tag.includes('display="none"'))
      .filter((tag) => /(?:fill|stroke)="(?!none)/.test(tag) && !/ d=""/.test(tag));
    const page = content(await toPDF(figure));
    const painted = page.match(/^(?:f|f\*|S|B|B\*)$/gm)?.length ?? 0;
    assert.equal(painted, shapes.length, name);
    assert.equal(
      page.match(/^BT$/gm)?.length,
      svg.match(/<text (?![^>]*><tspan)|<tspan[^>]*>[^<]/g)?.length,
      name,
    );
  }
});

test("drawPDF: dashes, caps, joins, opacities and clips are those of the SVG", async () => {
  const pdf = await drawing(
    '<defs><clipPath id="c"><rect x="1" y="2" width="3" height="4"/></clipPath></defs>' +
      '<g clip-path="url(#c)" opacity="0.5"><path d="M0,0L9,9" fill="none" stroke="#ff0000" stroke-width="2"' +
      ' stroke-dasharray="0,3" stroke-linecap="round" stroke-linejoin="bevel" stroke-opacity="0.5"/></g>',
  );
  const page = content(pdf);
  assert.match(page, /1 2 m\n4 2 l\n4 6 l\n1 6 l\nh\nW n\n/);
  assert.match(page, /\[0 3\] 0 d\n/);
  assert.match(page, /^1 J$/m);
  assert.match(page, /^2 j$/m);
  assert.match(page, /^2 w$/m);
  assert.match(page, /1 0 0 SCN\n/);
  // a half of a half
  assert.match(Buffer.from(pdf).toString("latin1"), /\/CA 0\.25\n/);
});

test("drawPDF: a quadratic curve becomes the cubic one that is equal", async () => {
  const page = content(await drawing('<path d="M0,0Q3,6 9,0" fill="#000000"/>'));
  // control points at two thirds of the way: (2, 4) and (9 + 2/3·(3 − 9), 4) = (5, 4)
  assert.match(page, /^2 4 5 4 9 0 c$/m);
});

test("drawPDF: what it cannot paint is an error that names it", async () => {
  await assert.rejects(drawing('<path d="M0,0h1v1Z" fill="hsl(0,0%,0%)"/>'), {
    message:
      'saveFigure: expected colours as #rrggbb, rgb(…) or names in a PDF, got "hsl(0,0%,0%)"',
  });
  await assert.rejects(drawing('<path d="M0,0h1v1Z" fill="url(#r)"/><radialGradient id="r"/>'), {
    message: /expected linear gradients only in a PDF, got radialGradient/,
  });
  await assert.rejects(drawing('<image href="https://example.org/a.png"/>'), {
    message: /expected PNG or JPEG data .* got https:/,
  });
});

test(
  "toPDF: poppler finds the words of the figure in embedded subsets of DejaVu Sans",
  needsPoppler,
  async (t) => {
    const file = saved(t, await toPDF(spec));
    const words = textOfPDF(file);
    for (const [, text] of (await toSVG(spec)).matchAll(/<text [^>]*>([^<]*)<\/text>/g)) {
      assert.ok(words.replace(/\s+/g, " ").includes(text!.split(" ")[0]!), text);
    }
    const fonts = fontsOfPDF(file);
    assert.deepEqual(fonts.map(({ name }) => name.replace(/^[A-Z]{6}\+/, "")).sort(), [
      "DejaVuSans",
      "DejaVuSans-Bold",
    ]);
    for (const { flags } of fonts) assert.equal(flags, "yes yes yes");
  },
);

test(
  "toPDF: poppler paints the picture that the PNG shows, light and dark",
  needsPoppler,
  async (t) => {
    for (const [name, figure] of Object.entries(figures)) {
      for (const theme of ["light", "dark"] as const) {
        const svg = await toSVG(figure, { theme, text: "outlines" });
        const own = await rasterise(svg, 96);
        const pdf = await toPDF(figure, { theme });
        const [, ...points] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(
          Buffer.from(pdf).toString("latin1"),
        )!;
        const [, ...pixels] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!;
        const size = pixels.map((length) => Number((0.75 * Number(length)).toFixed(3)));
        assert.deepEqual(points.map(Number), size);
        const page = pixelsOfPDF(saved(t, pdf), own);
        // two rasterisers round edges differently: compare the means of squares of 8 pixels
        const [one, other] = [squares(page.rgb, page, 3), squares(own.pixels, own, 4)];
        const worst = one.reduce((most, mean, i) => Math.max(most, Math.abs(mean - other[i]!)), 0);
        assert.ok(worst < 32, `${name}, ${theme}: squares differ by ${worst} of 255`);
      }
    }
  },
);

/** Mean brightness of squares of 8 × 8 pixels, of rows of `step` bytes a pixel. */
function squares(
  bytes: Uint8Array,
  { width, height }: { width: number; height: number },
  step: number,
): number[] {
  const across = Math.ceil(width / 8);
  const sums = new Array<number>(across * Math.ceil(height / 8)).fill(0);
  const counts = sums.slice();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * step;
      const square = Math.floor(y / 8) * across + Math.floor(x / 8);
      sums[square]! += (bytes[at]! + bytes[at + 1]! + bytes[at + 2]!) / 3;
      counts[square]! += 1;
    }
  }
  return sums.map((sum, i) => sum / counts[i]!);
}
