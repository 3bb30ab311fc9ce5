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
