import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { toSVG } from "../../src/plot/export.ts";
import { formulaScript } from "../../src/plot/formula-script.ts";
import { typesetSpec } from "../../src/plot/typeset-spec.ts";
import { launchChromium, needsChromium } from "../support/chromium.ts";
import { gallery } from "../support/gallery.ts";
import { type Box, labelBoxes } from "../support/label-boxes.ts";
import { repositoryRoot } from "../support/paths.ts";

let browser: Browser | undefined;
after(() => browser?.close());

const require = createRequire(import.meta.url);
const face = (file: string, weight: string) => {
  const bytes = readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${file}`)).toString("base64");
  return (
    `@font-face { font-family: "DejaVu Sans"; font-weight: ${weight}; ` +
    `src: url(data:font/ttf;base64,${bytes}) }`
  );
};

/** An empty page whose only named font is the bundled one. */
async function pageWithFont(): Promise<Page> {
  browser ??= await launchChromium();
  const page = await browser.newPage();
  const faces = face("DejaVuSans.ttf", "400") + face("DejaVuSans-Bold.ttf", "700");
  await page.setContent(`<style>${faces} body { margin: 0 }</style><div id="figure"></div>`);
  await page.evaluate(`Promise.all([400, 700].map((weight) =>
    document.fonts.load(weight + ' 12px "DejaVu Sans"')))`);
  return page;
}

/** Boxes of all labels as the browser draws them, and the size of the picture. */
async function drawnBoxes(page: Page, svg: string) {
  return page.evaluate<{ boxes: Omit<Box, "text">[]; width: number; height: number }>(`(() => {
    const figure = document.querySelector("#figure");
    figure.innerHTML = ${JSON.stringify(svg)};
    const { width, height } = figure.querySelector("svg").getBoundingClientRect();
    const boxes = Array.from(figure.querySelectorAll("g.mark-text > *"), (label) => {
      const { left, top, right, bottom } = label.getBoundingClientRect();
      return { x1: left, y1: top, x2: right, y2: bottom };
    });
    return { boxes, width, height };
  })()`);
}

test(
  "toSVG: labels stand within 2 pixels where the layout reserved their room, and inside the picture",
  needsChromium,
  async () => {
    assert.ok(Object.keys(gallery).length >= 30);
    const page = await pageWithFont();
    const astray: string[] = [];
    for (const [name, spec] of Object.entries(gallery)) {
      const reserved = await labelBoxes(spec);
      const { boxes, width, height } = await drawnBoxes(page, await toSVG(spec));
      assert.equal(boxes.length, reserved.length, name);
      for (const [i, box] of reserved.entries()) {
        const drawn = boxes[i]!;
        const sides = ["x1", "y1", "x2", "y2"] as const;
        const off = sides.map((side) => Math.abs(drawn[side] - box[side]).toFixed(1));
        if (off.some((distance) => Number(distance) > 2))
          astray.push(`${name}: "${box.text}" by ${off}`);
        if (drawn.x1 < 0 || drawn.y1 < 0 || drawn.x2 > width || drawn.y2 > height) {
          astray.push(`${name}: "${box.text}" outside ${JSON.stringify(drawn)}`);
        }
      }
    }
    assert.deepEqual(astray, []);
  },
);

test(
  "toSVG: outlines look the same with the bundled font and with any other, in a page and as an image",
  needsChromium,
  async () => {
    const withFont = await pageWithFont();
    const without = await browser!.newPage();
    await without.setContent(
      `<style>* { font-family: monospace; margin: 0 }</style><div id="figure"></div>`,
    );
    const shot = async (page: Page, html: string) => {
      await page.evaluate(`document.querySelector("#figure").innerHTML = ${JSON.stringify(html)}`);
      await page.evaluate(`document.querySelector("img")?.decode()`);
      return page.locator("#figure > *").screenshot();
    };
    for (const [name, spec] of Object.entries(gallery)) {
      const svg = await toSVG(spec, { text: "outlines" });
      assert.doesNotMatch(svg, /<text|font-family/, name);
      const image = `<img src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}">`;
      const expected = await shot(withFont, svg);
      assert.ok(expected.equals(await shot(without, svg)), `${name}: other fonts`);
      // a picture of a fraction of a pixel, such as 85 mm, is scaled by the browser
      const isWhole = !/^<svg[^>]* width="\d+\./.test(svg);
      if (isWhole) assert.ok(expected.equals(await shot(without, image)), `${name}: as an image`);
    }
    // texts do change with the font, or the comparison would mean nothing
    const text = await toSVG(gallery.curves!);
    assert.ok(!(await shot(withFont, text)).equals(await shot(without, text)));
  },
);

/** Loads the libraries of charts and the script under test. */
async function loadVega(page: Page): Promise<void> {
  for (const name of ["vega", "vega-lite", "vega-embed"]) {
    const path = join(repositoryRoot, "node_modules", name, "build", `${name}.min.js`);
    await page.addScriptTag({ content: readFileSync(path, "utf8") });
  }
  await page.addScriptTag({ content: formulaScript });
}

/** What stands in the texts of a drawn figure: place of each text, and outlines of formulas. */
const texts = `((figure) => [
  Array.from(figure.querySelectorAll("g.mark-text > :not(.damlab-formula)"), (label) =>
    label.getAttribute("transform").match(/-?[\\d.]+/g).map(Number)),
  Array.from(figure.querySelectorAll("g.mark-text > g > path"), (path) => path.getAttribute("d")),
])`;

test(
  "formulaScript: Vega in the browser draws the formulas and reserves their room as toSVG does",
  needsChromium,
  async () => {
    const page = await pageWithFont();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (!message.text().includes("Vega-Lite v5")) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await loadVega(page);
    for (const [name, spec] of Object.entries(gallery)) {
      const json = JSON.stringify(await typesetSpec(spec));
      type Texts = [number[][], string[]];
      const [places, formulas] = await page.evaluate<Texts>(
        `vegaEmbed("#figure", ${json}, { renderer: "svg", actions: false })
          .then(() => ${texts}(document.querySelector("#figure")))`,
      );
      const [reservedPlaces, reservedFormulas] = await page.evaluate<Texts>(`(() => {
        const figure = document.querySelector("#figure");
        figure.innerHTML = ${JSON.stringify(await toSVG(spec))};
        return ${texts}(figure);
      })()`);
      assert.deepEqual(formulas, reservedFormulas, name);
      assert.equal(places.length, reservedPlaces.length, name);
      for (const [i, place] of reservedPlaces.entries()) {
        const off = place.map((value, k) => Math.abs(value - places[i]![k]!));
        assert.ok(Math.max(...off) <= 2, `${name}: ${place} and ${places[i]}`);
      }
    }
    assert.deepEqual(complaints, []);
  },
);

test(
  "formulaScript: a figure that changes shows the formulas of its present texts and no others",
  needsChromium,
  async () => {
    const page = await pageWithFont();
    await loadVega(page);
    const spec = await typesetSpec({
      $schema: "https://vega.github.io/schema/vega-lite/v6.json",
      params: [{ name: "words", value: "$\\alpha$" }],
      data: { values: [{ other: "$\\beta$" }] },
      mark: { type: "text", text: { expr: "words" } },
    });
    const shown = async (words: string) =>
      page.evaluate<[string[], string]>(`(async () => {
        window.view ??= (await vegaEmbed("#figure", ${JSON.stringify(spec)}, { renderer: "svg" })).view;
        await view.signal("words", ${words}).runAsync();
        const mark = document.querySelector("g.mark-text.role-mark");
        const paths = Array.from(mark.querySelectorAll("path"), (path) => path.getAttribute("d"));
        return [paths, mark.querySelector("text").style.fillOpacity];
      })()`);
    const { formulas } = (
      spec.usermeta as { damlab: { formulas: Record<string, { path: string }> } }
    ).damlab;
    const [alpha, beta] = Object.keys(formulas);
    assert.deepEqual(await shown(JSON.stringify(alpha)), [[formulas[alpha!]!.path], "0"]);
    assert.deepEqual(await shown('"plain"'), [[], ""]);
    assert.deepEqual(await shown(JSON.stringify(`${beta} and ${alpha}`)), [
      [formulas[beta!]!.path, formulas[alpha!]!.path],
      "0",
    ]);
  },
);

test(
  "formulaScript: pictures that a reader saves as SVG or PNG hold the formulas",
  needsChromium,
  async () => {
    const page = await pageWithFont();
    await loadVega(page);
    for (const name of ["title of two lines", "labels, -45", "text marks"]) {
      const spec = await typesetSpec(gallery[name]!);
      const { svg, apart, ink } = await page.evaluate<{
        svg: string;
        apart: number;
        ink: number;
      }>(`(async () => {
        const { view } = await vegaEmbed("#figure", ${JSON.stringify(spec)}, { renderer: "canvas" });
        const canvas = await view.toCanvas();
        const svg = await view.toSVG();
        const { width, height } = canvas;
        const image = new Image();
        // texts of an image take the font of the machine, not of the page
        image.src = "data:image/svg+xml," + encodeURIComponent(svg.replace(/<text[^>]*>[^<]*<\\/text>/g, ""));
        await image.decode();
        const context = new OffscreenCanvas(width, height).getContext("2d");
        context.drawImage(image, 0, 0);
        const a = context.getImageData(0, 0, width, height).data;
        const b = canvas.getContext("2d").getImageData(0, 0, width, height).data;
        let [apart, ink] = [0, 0];
        // formulas of the SVG that the canvas lacks
        for (let at = 0; at < a.length; at += 4) {
          if (a[at] < 100) ink++;
          if (a[at] < 100 && b[at] > 200) apart++;
        }
        return { svg, apart, ink };
      })()`);
      const { formulas } = (
        spec.usermeta as { damlab: { formulas: Record<string, { path: string }> } }
      ).damlab;
      for (const { path } of Object.values(formulas)) assert.ok(svg.includes(path), name);
      assert.ok(ink > 200 && apart < ink / 50, `${name}: ${apart} of ${ink}`);
    }
  },
);
