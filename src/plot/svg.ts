import { crc32 } from "node:zlib";
import * as vega from "vega";
import { compile } from "vega-lite";
import type { ExportOptions } from "./export.ts";
import { type TextStyle, textWidth } from "./font.ts";
import { embedInSVG, escapeXML, recipeOf } from "./recipe.ts";
import type { FigureSpec } from "./spec.ts";
import { withoutEvents } from "./without-events.ts";

interface TextMetrics {
  width(item: TextStyle & { limit?: number }, text: unknown): number;
}

/**
 * Vega guesses widths where there is no canvas. All texts are measured with the bundled file instead, the
 * only font our pictures are drawn with. Vega asks with whole and with shortened texts; cutting at the
 * limit of the item answers both.
 */
const metrics = (vega as unknown as { textMetrics: TextMetrics }).textMetrics;
metrics.width = (item, text) => {
  const width = textWidth(text == null ? "" : String(text).trim(), item);
  return item.limit !== undefined && item.limit > 0 ? Math.min(width, item.limit) : width;
};

/** SVG text of a Vega-Lite specification. */
export async function drawSVG(spec: FigureSpec, { onWarning }: ExportOptions): Promise<string> {
  const warnings: string[] = [];
  const logger = warningsTo(warnings);
  // Vega writes its own keys into the rows it is given.
  const own = structuredClone(spec) as unknown as Parameters<typeof compile>[0];
  let view: vega.View;
  try {
    const compiled = withoutEvents(compile(own, { logger }).spec);
    view = new vega.View(vega.parse(compiled), { renderer: "none", logger });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`toSVG: expected a specification that Vega-Lite compiles, got: ${reason}`, {
      cause,
    });
  }
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
 * The text of Vega made fit for documents: a role and a label for screen readers, cells without seams,
 * coordinates in thousandths of a pixel (the last digits of a logarithm may differ between engines), and
 * ids that depend on the figure alone, so that figures inlined in one page do not take each other's clips.
 */
function finished(raw: string, description: string): string {
  const svg = raw.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/-?\d+\.\d{4,}(?:e-?\d+)?/g, (number) =>
      String(Math.round(Number(number) * 1000) / 1000 + 0),
    ),
  );
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
