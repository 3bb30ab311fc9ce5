import { glyphOutline, glyphRun } from "./font.ts";
import type { layFormulas, TextItem } from "./formula-text.ts";
import { markFormulas, mayHoldFormula, withoutMarks } from "./formulas-in-text.ts";
import { escapeXML, unescapeXML } from "./xml.ts";

type Layout = ReturnType<typeof layFormulas>;

/** Glyphs that a picture refers to, by their name: id and outline. */
type Glyphs = Map<string, { readonly id: string; readonly path: string }>;

/** Share of the width that lies left of the anchor. */
const before: Record<string, number> = { start: 0, middle: 0.5, end: 1 };

/**
 * Puts the drawings of formulas, and on demand the outlines of glyphs, in the place of the texts of an
 * SVG picture that Vega wrote.
 *
 * A text becomes a group with the same place, rotation and colours. Equal glyphs are defined once. Runs
 * with a character that the bundled font lacks stay texts.
 *
 * @param layout  how lines are divided into runs and formulas
 * @param isOutlined  true to draw all runs as outlines
 */
export function drawTexts(svg: string, layout: Layout, isOutlined: boolean): string {
  const glyphs: Glyphs = new Map();
  const drawn = svg.replace(
    /<text( [^>]*")>(.*?)<\/text>/gs,
    (whole, attributes: string, content: string) => {
      if (mayHoldFormula(content)) linesOf(content).lines.map(refuseLateFormulas);
      const hasFormula = content.includes("\u2060");
      if (!hasFormula && !isOutlined) return whole;
      return group(attributes, content, layout, isOutlined ? glyphs : undefined);
    },
  );
  if (glyphs.size === 0) return withoutMarks(drawn);
  const shapes = [...glyphs.values()].map(({ id, path }) => `<path id="${id}" d="${path}"/>`);
  return withoutMarks(drawn).replace(/<\/svg>$/, `<defs>${shapes.join("")}</defs></svg>`);
}

/** Lines of a text element, and the distance of their baselines in pixels. */
function linesOf(content: string): { lines: string[]; lineHeight: number } {
  const spans = [...content.matchAll(/<tspan([^>]*?)(?:\/>|>(.*?)<\/tspan>)/gs)];
  const lines = spans.length > 0 ? spans.map(([, , line]) => line ?? "") : [content];
  const lineHeight = Number(/ dy="([^"]*)"/.exec(spans[1]?.[1] ?? "")?.[1] ?? 0);
  return { lines: lines.map(unescapeXML), lineHeight };
}

function group(attributes: string, content: string, layout: Layout, glyphs?: Glyphs): string {
  const read = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1];
  const { lines, lineHeight } = linesOf(content);
  const style = {
    fontSize: Number.parseFloat(read("font-size") ?? "11"),
    fontWeight: read("font-weight") ?? "normal",
    fontStyle: read("font-style") ?? "normal",
    lineHeight,
  };
  const share = before[read("text-anchor") ?? "start"] ?? 0;
  const stroke = read("stroke") === undefined ? undefined : Number(read("stroke-width") ?? 1);
  const baselines = layout.baselines(style, lines);
  const drawn = lines.flatMap((line, i) => {
    const { pieces, width } = layout.pieces(style, line);
    return pieces.map(({ x, run, formula }) => {
      const at: Place = { x: x - share * width, y: baselines[i]!, stroke };
      if (formula)
        return `<path${scaled(at, style.fontSize / 1000)} d="${escapeXML(formula.path)}"/>`;
      const shapes = glyphs && outlined(run!, style, at, glyphs);
      return shapes ?? `<text${position(at)}>${escapeXML(run!)}</text>`;
    });
  });
  // without runs of text the font is of no use, and no program should look for it
  const kept = drawn.some((piece) => piece.startsWith("<text"))
    ? attributes.replace(/ text-anchor="[^"]*"/, "")
    : attributes.replace(/ (?:text-anchor|font-[a-z]+)="[^"]*"/g, "");
  return `<g${kept}>${drawn.join("")}</g>`;
}

/** Refuses a formula that was not in the specification: it has not been set, and viewers would show it raw. */
function refuseLateFormulas(line: string): void {
  markFormulas(line, (_, tex) => {
    throw new Error(
      `toSVG: expected formulas that stand whole in the specification, got "$${tex}$" put together by an ` +
        "expression; write each label out, for example by one case of labelExpr",
    );
  });
}

interface Place {
  readonly x: number;
  readonly y: number;
  /** Width of the stroke in pixels, if the text has one. */
  readonly stroke: number | undefined;
}

function position({ x, y }: Place): string {
  return `${x === 0 ? "" : ` x="${short(x)}"`}${y === 0 ? "" : ` y="${short(y)}"`}`;
}

/** Attributes that move and scale a drawing; a stroke keeps its width. */
function scaled({ x, y, stroke }: Place, scale: number, mirror = ""): string {
  const factor = String(Number(scale.toPrecision(6)));
  const line = stroke === undefined ? "" : ` stroke-width="${short(stroke / scale)}"`;
  const size = mirror === "" ? factor : `${factor},${mirror}${factor}`;
  return ` transform="translate(${short(x)},${short(y)}) scale(${size})"${line}`;
}

/** A run as outlines of its glyphs; undefined where the font lacks a character. */
function outlined(run: string, style: TextItem, at: Place, shapes: Glyphs): string | undefined {
  const { glyphs, unitsPerEm, isComplete } = glyphRun(run, style);
  if (!isComplete) return undefined;
  const uses = glyphs.map(({ name, x, y }) => {
    const path = glyphOutline(name);
    if (path === "") return "";
    const shape = shapes.get(name) ?? { id: `glyph_${shapes.size}`, path };
    shapes.set(name, shape);
    const lift = y === 0 ? "" : ` y="${short(y)}"`;
    return `<use xlink:href="#${shape.id}" x="${short(x)}"${lift}/>`;
  });
  return `<g${scaled(at, (style.fontSize ?? 11) / unitsPerEm, "-")}>${uses.join("")}</g>`;
}

function short(value: number): string {
  return String(Math.round(value * 1000) / 1000 + 0);
}
