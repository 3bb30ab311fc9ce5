import type { SVGElement } from "./svg-tree.ts";

/** Attributes by name, those of the groups around included where they are inherited. */
export type Style = Readonly<Record<string, string>>;

/** What painting needs beside an element. */
export interface Paper {
  readonly document: PDFKit.PDFDocument;
  /** Elements by id: clips and gradients. */
  readonly ids: ReadonlyMap<string, SVGElement>;
}

/** Attributes that count for an element alone; opacity is multiplied instead. */
const own = new Set(["id", "class", "transform", "clip-path", "x", "y", "width", "height", "d"]);

/** The style of an element within a style. */
export function within(around: Style, attributes: Style): Style {
  const kept = Object.entries(attributes).filter(([key]) => !own.has(key));
  const opacity = Number(around.opacity ?? 1) * Number(attributes.opacity ?? 1);
  return { ...around, ...Object.fromEntries(kept), opacity: String(opacity) };
}

/** The id in `url(#id)`. */
export function idIn(reference: string | undefined): string | undefined {
  return /^url\(["']?#([^)"']+)/.exec(reference ?? "")?.[1];
}

/** Sets how lines are drawn. */
export function strokeStyle(document: PDFKit.PDFDocument, width: number, style: Style): void {
  document.lineWidth(width);
  document.lineCap(style["stroke-linecap"] ?? "butt");
  document.lineJoin(style["stroke-linejoin"] ?? "miter");
  document.miterLimit(Number(style["stroke-miterlimit"] ?? 4));
  const dashes = (style["stroke-dasharray"] ?? "none").split(/[\s,]+/).map(Number);
  // Written as such: pdfkit refuses gaps of no length. Dashes that are all zero are a whole line.
  if (dashes.every((dash) => dash >= 0) && dashes.some((dash) => dash > 0)) {
    const even = dashes.length % 2 === 0 ? dashes : [...dashes, ...dashes];
    document.addContent(`[${even.join(" ")}] ${Number(style["stroke-dashoffset"] ?? 0)} d`);
  }
}
