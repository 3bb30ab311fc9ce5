import { type Face, faceBytes, faceOf, textWidth } from "./font.ts";
import { colourOf } from "./pdf-colour.ts";
import { type Paper, type Style, strokeStyle, within } from "./pdf-style.ts";
import type { SVGElement } from "./svg-tree.ts";

/** A piece of text in one style. */
interface Piece {
  readonly text: string;
  readonly style: Style;
  readonly width: number;
  /** Shift before the piece. */
  readonly dx: number;
  readonly dy: number;
}

/** Pieces that follow one another from a given place, aligned together. */
interface Chunk {
  x: number;
  y: number;
  readonly pieces: Piece[];
}

/** Paints a text element with the spans inside it, in the bundled font. */
export function paintText(paper: Paper, element: SVGElement, style: Style): void {
  const chunks: Chunk[] = [{ x: 0, y: 0, pieces: [] }];
  collect(element, style, chunks);
  let [endX, endY] = [0, 0];
  for (const { x, y, pieces } of chunks) {
    // A chunk that names one coordinate goes on from the other.
    let [atX, atY] = [Number.isNaN(x) ? endX : x, Number.isNaN(y) ? endY : y];
    const length = pieces.reduce((sum, { width, dx }) => sum + width + dx, 0);
    const anchor = pieces[0]?.style["text-anchor"];
    if (anchor === "middle") atX -= length / 2;
    if (anchor === "end") atX -= length;
    for (const piece of pieces) {
      atX += piece.dx;
      atY += piece.dy;
      paintPiece(paper, piece, atX, atY);
      atX += piece.width;
    }
    [endX, endY] = [atX, atY];
  }
}

function collect({ attributes, children }: SVGElement, style: Style, chunks: Chunk[]): void {
  const { x, y, dx = "0", dy = "0" } = attributes;
  if (x !== undefined || y !== undefined) {
    chunks.push({ x: Number.parseFloat(x ?? ""), y: Number.parseFloat(y ?? ""), pieces: [] });
  }
  let shift = [Number.parseFloat(dx), Number.parseFloat(dy)] as const;
  for (const child of children) {
    if (typeof child !== "string") {
      collect(child, within(style, child.attributes), chunks);
      continue;
    }
    const text = child.replace(/\s+/g, " ");
    if (text.trim() === "" && children.length > 1 && /\n/.test(child)) continue;
    const pieces = chunks.at(-1)!.pieces;
    pieces.push({
      text,
      style,
      width: textWidth(text, textStyle(style)),
      dx: shift[0],
      dy: shift[1],
    });
    shift = [0, 0];
  }
}

function paintPiece(paper: Paper, { text, style }: Piece, x: number, y: number): void {
  const ink = colourOf(paper, style.fill ?? "black", style, "");
  const { document } = paper;
  if (!ink || text === "") return;
  const set = textStyle(style);
  const face = faceOf(set);
  registerFace(document, face);
  const strength = Number(style.opacity ?? 1) * Number(style["fill-opacity"] ?? 1);
  document.font(face, set.fontSize).fillColor(ink.colour, ink.opacity * strength);
  const outline = colourOf(paper, style.stroke ?? "none", style, "");
  const width = Number.parseFloat(style["stroke-width"] ?? "1");
  if (outline) {
    document.strokeColor(outline.colour, outline.opacity * Number(style.opacity ?? 1));
    strokeStyle(document, width, style);
  }
  const isOutlined = outline !== undefined && width > 0;
  document.text(text, x, y, {
    lineBreak: false,
    baseline: "alphabetic",
    features: [],
    ...(isOutlined ? { fill: true, stroke: true } : {}),
  });
}

function textStyle(style: Style) {
  const fontSize = Number.parseFloat(style["font-size"] ?? "11");
  return { fontSize, fontWeight: style["font-weight"], fontStyle: style["font-style"] };
}

const registered = new WeakMap<PDFKit.PDFDocument, Set<Face>>();

/** Fonts come into the document when the first text needs them. */
function registerFace(document: PDFKit.PDFDocument, face: Face): void {
  const faces = registered.get(document) ?? new Set();
  registered.set(document, faces);
  if (faces.has(face)) return;
  document.registerFont(face, Buffer.from(faceBytes(face)));
  faces.add(face);
}

/**
 * Paints a picture that is inside the SVG as PNG or JPEG data.
 *
 * @throws {Error} pictures from elsewhere
 */
export function paintImage(
  document: PDFKit.PDFDocument,
  attributes: SVGElement["attributes"],
): void {
  const source = attributes.href ?? attributes["xlink:href"] ?? "";
  const data = /^data:image\/(?:png|jpeg);base64,(.*)$/s.exec(source)?.[1];
  if (data === undefined) {
    throw new Error(
      `saveFigure: expected PNG or JPEG data in the pictures of a PDF, got ${source.slice(0, 40)}`,
    );
  }
  const { x = "0", y = "0", width = "0", height = "0", preserveAspectRatio = "" } = attributes;
  const size = [Number(width), Number(height)] as [number, number];
  const room = preserveAspectRatio === "none" ? { width: size[0], height: size[1] } : { fit: size };
  document.image(Buffer.from(data, "base64"), Number(x), Number(y), {
    ...room,
    align: "center",
    valign: "center",
  });
}
