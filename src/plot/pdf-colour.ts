import { hex } from "./contrast.ts";
import { idIn, type Paper, type Style } from "./pdf-style.ts";
import { boxAround } from "./svg-shape.ts";

/** A colour as pdfkit takes it, and how much of it there is. */
export interface Ink {
  readonly colour: PDFKit.Mixins.ColorValue;
  readonly opacity: number;
}

/**
 * What a fill or a stroke paints with, undefined for nothing.
 *
 * @param path  the painted shape, whose box a gradient spans
 * @throws {Error} a colour or a paint that the figure's SVG should not have
 */
export function colourOf(paper: Paper, paint: string, style: Style, path: string): Ink | undefined {
  if (paint === "none" || paint === "transparent" || paint === "") return undefined;
  if (paint === "currentColor") return colourOf(paper, style.color ?? "black", {}, path);
  const id = idIn(paint);
  if (id !== undefined) return gradient(paper, id, path);
  const parts = /^rgba?\(([^)]*)\)$/.exec(paint)?.[1];
  if (parts === undefined) return { colour: plain(paint), opacity: 1 };
  const [red, green, blue, alpha = 1] = parts.split(/[\s,/]+/).map(Number);
  return { colour: [red!, green!, blue!], opacity: alpha };
}

const names = /^[a-z]+$/i;

function plain(colour: string): string {
  const short = /^#([\da-f]{3})$/i.exec(colour)?.[1];
  if (short) return `#${[...short].map((digit) => digit + digit).join("")}`;
  if (/^#[\da-f]{6}$/i.test(colour) || names.test(colour)) return colour;
  throw new Error(
    `saveFigure: expected colours as #rrggbb, rgb(…) or names in a PDF, got ${JSON.stringify(colour)}`,
  );
}

/** A linear gradient over the box of the shape. */
function gradient({ document, ids }: Paper, id: string, path: string): Ink {
  const element = ids.get(id);
  if (element?.name !== "linearGradient") {
    throw new Error(
      `saveFigure: expected linear gradients only in a PDF, got ${element?.name ?? `no ${id}`}; ` +
        "use another gradient or another format",
    );
  }
  const { attributes, children } = element;
  const box = boxAround(path);
  const at = (key: string, whole: number) => {
    const text = attributes[key] ?? String(whole);
    return text.endsWith("%") ? Number.parseFloat(text) / 100 : Number(text);
  };
  const [x1, y1, x2, y2] = [at("x1", 0), at("y1", 0), at("x2", 1), at("y2", 0)];
  const made = document.linearGradient(
    box.x + x1 * box.width,
    box.y + y1 * box.height,
    box.x + x2 * box.width,
    box.y + y2 * box.height,
  );
  for (const stop of children) {
    if (typeof stop === "string") continue;
    const { offset = "0", "stop-color": colour = "black", "stop-opacity": alpha } = stop.attributes;
    const ink = colourOf({ document, ids }, colour, {}, path);
    const rgb = Array.isArray(ink?.colour) ? hex(ink.colour as readonly number[]) : ink?.colour;
    made.stop(Number(offset), rgb as string, Number(alpha ?? ink?.opacity ?? 1));
  }
  return { colour: made, opacity: 1 };
}
