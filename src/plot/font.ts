import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";

/** The four faces of DejaVu Sans that figures use; files of the package `dejavu-fonts-ttf`. */
const files = {
  regular: "DejaVuSans.ttf",
  bold: "DejaVuSans-Bold.ttf",
  oblique: "DejaVuSans-Oblique.ttf",
  boldOblique: "DejaVuSans-BoldOblique.ttf",
} as const;

/** Names of the faces. */
export type Face = keyof typeof files;

const require = createRequire(import.meta.url);
const bytes = new Map<Face, Uint8Array>();
const fonts = new Map<Face, Font>();
const widths = new Map<string, number>();

/** File of one face, read once. */
export function faceBytes(face: Face): Uint8Array {
  let file = bytes.get(face);
  if (!file) {
    file = new Uint8Array(readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${files[face]}`)));
    bytes.set(face, file);
  }
  return file;
}

/** Files of the faces that SVG text asks for; unused ones would only cost time (some 20 ms each). */
export function fontsFor(svg: string): Uint8Array[] {
  const isBold = /font-weight[=:]["\s]*(bold|[6-9]00)/.test(svg);
  const isOblique = /font-style[=:]["\s]*(italic|oblique)/.test(svg);
  const faces: Face[] = ["regular"];
  if (isBold) faces.push("bold");
  if (isOblique) faces.push("oblique");
  if (isBold && isOblique) faces.push("boldOblique");
  return faces.map(faceBytes);
}

/** How a text is set; the names are those of Vega's text items. */
export interface TextStyle {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
  readonly fontStyle?: string;
}

/**
 * Width of one line of text set in the bundled DejaVu Sans, in the unit of the font size.
 *
 * Advance widths with kerning and ligatures as the font states them, the same that the rasteriser uses.
 */
export function textWidth(text: string, style: TextStyle): number {
  return (style.fontSize ?? 11) * unitWidth(faceOf(style), text);
}

/** The face that a style asks for. */
export function faceOf(style: TextStyle): Face {
  const isBold = style.fontWeight === "bold" || Number(style.fontWeight) >= 600;
  const isOblique = style.fontStyle === "italic" || style.fontStyle === "oblique";
  return isBold ? (isOblique ? "boldOblique" : "bold") : isOblique ? "oblique" : "regular";
}

function unitWidth(face: Face, text: string): number {
  const key = `${face} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    let font = fonts.get(face);
    if (!font) {
      font = create(Buffer.from(faceBytes(face))) as Font;
      fonts.set(face, font);
    }
    width = font.layout(text).advanceWidth / font.unitsPerEm;
    if (widths.size >= 5000) widths.clear();
    widths.set(key, width);
  }
  return width;
}
