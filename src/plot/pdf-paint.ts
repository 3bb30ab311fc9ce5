import { colourOf } from "./pdf-colour.ts";
import { paintImage, paintText } from "./pdf-content.ts";
import { idIn, type Paper, type Style, strokeStyle, within } from "./pdf-style.ts";
import { matricesOf, pathOf, trace } from "./svg-shape.ts";
import type { SVGElement } from "./svg-tree.ts";

/** Paints an element and what is inside it: the SVG that Vega writes, and outlines in groups. */
export function paint(paper: Paper, element: SVGElement, around: Style = {}): void {
  const { name, attributes, children } = element;
  if (attributes.display === "none" || attributes.visibility === "hidden") return;
  const style = within(around, attributes);
  const { document } = paper;
  document.save();
  for (const matrix of matricesOf(attributes.transform)) document.transform(...matrix);
  const clip = paper.ids.get(idIn(attributes["clip-path"]) ?? "");
  if (clip) clipTo(document, clip);
  if (name === "g" || name === "svg") {
    for (const child of children) if (typeof child !== "string") paint(paper, child, style);
  } else if (name === "text") paintText(paper, element, style);
  else if (name === "image") paintImage(document, attributes);
  else paintPath(paper, pathOf(element), style);
  document.restore();
}

function clipTo(document: PDFKit.PDFDocument, { children }: SVGElement): void {
  for (const child of children) {
    const path = typeof child === "string" ? "" : pathOf(child);
    if (path === "") continue;
    trace(document, path);
    document.clip();
  }
}

function paintPath(paper: Paper, path: string, style: Style): void {
  const { document } = paper;
  if (path === "") return;
  const fill = colourOf(paper, style.fill ?? "black", style, path);
  const stroke = colourOf(paper, style.stroke ?? "none", style, path);
  const width = Number.parseFloat(style["stroke-width"] ?? "1");
  const opacity = Number(style.opacity ?? 1);
  const hasStroke = stroke !== undefined && width > 0;
  if (!fill && !hasStroke) return;
  if (fill) {
    document.fillColor(fill.colour, fill.opacity * opacity * Number(style["fill-opacity"] ?? 1));
  }
  if (hasStroke) {
    const strength = stroke.opacity * opacity * Number(style["stroke-opacity"] ?? 1);
    document.strokeColor(stroke.colour, strength);
    strokeStyle(document, width, style);
  }
  const rule = style["fill-rule"] === "evenodd" ? "even-odd" : "non-zero";
  trace(document, path);
  if (fill && hasStroke) document.fillAndStroke(rule);
  else if (fill) document.fill(rule);
  else document.stroke();
}
