import { crc32 } from "node:zlib";
import type { ExportOptions } from "./export.ts";
import { plainText } from "./formulas-in-text.ts";
import type { FigureSpec } from "./spec.ts";
import { drawTexts } from "./svg-text.ts";
import { readView, textLayout } from "./view.ts";
import { escapeXML, inXML } from "./xml.ts";

/** Lays a Vega-Lite specification out, for SVG text in both forms of texts. */
export async function drawSVG(
  spec: FigureSpec,
  options: Pick<ExportOptions, "onWarning">,
): Promise<(text: "text" | "outlines") => string> {
  const raw = await readView(spec, options, async (view) =>
    inThousandths(inXML(await view.toSVG())),
  );
  const description = plainText(String(spec.description ?? ""));
  return (text) => finished(drawTexts(raw, textLayout, text === "outlines"), description);
}

/** Attributes that hold nothing but numbers and the commands of paths. */
const measures =
  / (?:d|transform|points|viewBox|[xy][12]?|c[xy]|f[xy]|r[xy]?|d[xy]|width|height|offset|font-size|(?:\w+-)?opacity|stroke-\w+)="[^"]*"/g;

/** Coordinates in thousandths of a pixel: the last digits of a logarithm may differ between engines. */
function inThousandths(svg: string): string {
  return svg.replace(/<[^>]*>/g, (tag) =>
    tag.replace(measures, (attribute) =>
      attribute.replace(/-?\d+\.\d{4,}(?:e-?\d+)?/g, (number) =>
        String(Math.round(Number(number) * 1000) / 1000 + 0),
      ),
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
