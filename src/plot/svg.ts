import { crc32 } from "node:zlib";
import * as vega from "vega";
import { compile } from "vega-lite";
import type { ExportOptions } from "./export.ts";
import { type TextStyle, textWidth } from "./font.ts";
import { embedInSVG, escapeXML, recipeOf } from "./recipe.ts";
import type { FigureSpec } from "./spec.ts";

interface TextMetrics {
  width(item: TextStyle & { font?: string; limit?: number }, text: unknown): number;
}

/**
 * Vega guesses widths where there is no canvas. Texts in DejaVu Sans are measured with the bundled file
 * instead; other fonts keep Vega's own measure.
 */
function measureBundledFont(): void {
  const metrics = (vega as unknown as { textMetrics: TextMetrics }).textMetrics;
  const own = metrics.width;
  metrics.width = (item, text) =>
    /^["']?DejaVu Sans/.test(item.font ?? "")
      ? textWidth(text == null ? "" : String(text).trim(), item)
      : own(item, text);
}
measureBundledFont();

/** SVG text of a Vega-Lite specification. */
export async function drawSVG(spec: FigureSpec, { onWarning }: ExportOptions): Promise<string> {
  const warnings: string[] = [];
  const logger = warningsTo(warnings);
  const compiled = compile(spec as unknown as Parameters<typeof compile>[0], { logger }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger });
  let svg: string;
  try {
    svg = await view.toSVG();
  } finally {
    view.finalize();
  }
  for (const message of warnings) {
    if (!onWarning) {
      throw new Error(`toSVG: expected a specification without warnings, got: ${message}`);
    }
    onWarning(message);
  }
  return embedInSVG(finished(svg, String(spec.description ?? "")), recipeOf(spec));
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

/**
 * The text of Vega made fit for documents: a role and a label for screen readers, cells without seams, and
 * ids that depend on the figure alone, so that figures inlined in one page do not take each other's clips.
 */
function finished(svg: string, description: string): string {
  const names = new Map<string, string>();
  const key = checksum(svg.replace(/(clip|gradient_)\d+/g, "$1"));
  const unique = svg.replace(/(id="|url\(#)((?:clip|gradient_)\d+)/g, (_, before, id: string) => {
    if (!names.has(id)) names.set(id, `damlab-${key}-${names.size}`);
    return `${before}${names.get(id)}`;
  });
  return unique
    .replace("<svg ", `<svg role="img" aria-label="${escapeXML(description)}" `)
    .replaceAll('<g class="mark-rect', '<g shape-rendering="crispEdges" class="mark-rect');
}

/** Short name of a text for ids. */
function checksum(text: string): string {
  return crc32(text).toString(36);
}
