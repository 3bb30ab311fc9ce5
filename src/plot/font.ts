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
const runs = new Map<string, GlyphRun>();
const outlines = new Map<string, string>();

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
  if (!svg.includes("<text")) return [];
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
  return (style.fontSize ?? 11) * runOf(faceOf(style), text).width;
}

/** A line set in one face. Its unit is the font size divided by `unitsPerEm`; y upwards from the baseline. */
export interface GlyphRun {
  /** Advance width in font sizes. */
  readonly width: number;
  readonly unitsPerEm: number;
  /** False where the face lacks a character of the text. */
  readonly isComplete: boolean;
  readonly glyphs: readonly GlyphAt[];
}

/** One glyph and its place. The name is unique among all faces. */
export interface GlyphAt {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Glyphs of one line of text in the bundled DejaVu Sans. */
export function glyphRun(text: string, style: TextStyle): GlyphRun {
  return runOf(faceOf(style), text);
}

/** Outline of a glyph of a run as SVG path data; empty for a space. */
export function glyphOutline(name: string): string {
  let outline = outlines.get(name);
  if (outline === undefined) {
    const [face, id] = name.split(" ") as [Face, string];
    outline = fontOf(face).getGlyph(Number(id)).path.toSVG();
    outlines.set(name, outline);
  }
  return outline;
}

/** The face that a style asks for. */
export function faceOf(style: TextStyle): Face {
  const isBold = style.fontWeight === "bold" || Number(style.fontWeight) >= 600;
  const isOblique = style.fontStyle === "italic" || style.fontStyle === "oblique";
  return isBold ? (isOblique ? "boldOblique" : "bold") : isOblique ? "oblique" : "regular";
}

function fontOf(face: Face): Font {
  let font = fonts.get(face);
  if (!font) {
    font = create(Buffer.from(faceBytes(face))) as Font;
    fonts.set(face, font);
  }
  return font;
}

function runOf(face: Face, text: string): GlyphRun {
  const key = `${face} ${text}`;
  let run = runs.get(key);
  if (run === undefined) {
    run = laidOut(face, text);
    if (runs.size >= 5000) runs.clear();
    runs.set(key, run);
  }
  return run;
}

function laidOut(face: Face, text: string): GlyphRun {
  const font = fontOf(face);
  const { glyphs, positions, advanceWidth } = font.layout(text);
  let at = 0;
  return {
    width: advanceWidth / font.unitsPerEm,
    unitsPerEm: font.unitsPerEm,
    isComplete: glyphs.every(({ id }) => id !== 0),
    glyphs: glyphs.map(({ id }, i) => {
      const { xAdvance, xOffset, yOffset } = positions[i]!;
      at += xAdvance;
      return { name: `${face} ${id}`, x: at - xAdvance + xOffset, y: yOffset };
    }),
  };
}
