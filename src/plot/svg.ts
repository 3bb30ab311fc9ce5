import { AsyncLocalStorage } from "node:async_hooks";
import { crc32 } from "node:zlib";
import * as vega from "vega";
import { compile } from "vega-lite";
import { requireWord } from "../numerics/require-word.ts";
import type { ExportOptions } from "./export.ts";
import { textWidth } from "./font.ts";
import { layFormulas, type TextLayout } from "./formula-text.ts";
import { plainText } from "./formulas-in-text.ts";
import { embedInSVG, escapeXML, recipeOf } from "./recipe.ts";
import type { FigureSpec } from "./spec.ts";
import { drawTexts } from "./svg-text.ts";
import { type Formulas, formulasOf, typesetSpec } from "./typeset-spec.ts";

const drawing = new AsyncLocalStorage<Formulas>();

/**
 * Vega guesses widths where there is no canvas. All texts are measured with the bundled file instead, the
 * only font our pictures are drawn with, and formulas by their drawing.
 */
const layout = layFormulas(
  vega as unknown as TextLayout,
  (marked) => drawing.getStore()?.[marked],
  (item, run) => textWidth(run, item),
);

/** SVG text of a Vega-Lite specification. */
export async function drawSVG(
  figure: FigureSpec,
  { onWarning, text = "text" }: ExportOptions,
): Promise<string> {
  requireWord("toSVG", "text", text, ["text", "outlines"]);
  const spec = await typesetSpec(figure, "toSVG");
  const warnings: string[] = [];
  const logger = warningsTo(warnings);
  // Vega writes its own keys into the rows it is given.
  const own = structuredClone(spec) as unknown as Parameters<typeof compile>[0];
  let view: vega.View;
  try {
    view = new vega.View(vega.parse(compile(own, { logger }).spec), { renderer: "none", logger });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`toSVG: expected a specification that Vega-Lite compiles, got: ${reason}`, {
      cause,
    });
  }
  let svg: string;
  try {
    svg = await drawing.run(formulasOf(spec), async () =>
      drawTexts(inThousandths(await view.toSVG()), layout, text === "outlines"),
    );
  } finally {
    view.finalize();
  }
  for (const message of warnings) {
    if (!onWarning) {
      throw new Error(`toSVG: expected a specification without warnings, got: ${message}`);
    }
    onWarning(message);
  }
  return embedInSVG(finished(svg, plainText(String(spec.description ?? ""))), recipeOf(spec));
}

function warningsTo(warnings: string[]) {
  const logger = {
    level: () => logger,
    error: (...words: readonly unknown[]) => {
      throw new Error(
        `toSVG: expected a figure that Vega can draw, got ${words.map(String).join(" ")}`,
      );
    },
    warn: (...words: readonly unknown[]) => {
      warnings.push(words.map(String).join(" "));
      return logger;
    },
    info: () => logger,
    debug: () => logger,
  };
  return logger;
}

/** Coordinates in thousandths of a pixel: the last digits of a logarithm may differ between engines. */
function inThousandths(svg: string): string {
  return svg.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/-?\d+\.\d{4,}(?:e-?\d+)?/g, (number) =>
      String(Math.round(Number(number) * 1000) / 1000 + 0),
    ),
  );
}

/**
 * The text of Vega made fit for documents: a role and a label for screen readers, cells without seams,
 * and ids that depend on the figure alone, so that figures inlined in one page do not take each other's
 * clips.
 */
function finished(svg: string, description: string): string {
  const names = new Map<string, string>();
  const key = checksum(svg.replace(/(clip|gradient_|glyph_)\d+/g, "$1"));
  const unique = svg.replace(
    /(id="|url\(#|href="#)((?:clip|gradient_|glyph_)\d+)/g,
    (_, before, id: string) => {
      if (!names.has(id)) names.set(id, `damlab-${key}-${names.size}`);
      return `${before}${names.get(id)}`;
    },
  );
  return unique
    .replace("<svg ", `<svg role="img" aria-label="${escapeXML(description)}" `)
    .replaceAll('<g class="mark-rect', '<g shape-rendering="crispEdges" class="mark-rect');
}

/** Short name of a text for ids. */
function checksum(text: string): string {
  return crc32(text).toString(36);
}
