/** An element that MathJax made, and how its document is read. */
export type Node = object;
export interface Document {
  kind(node: Node): string;
  childNodes(node: Node): Node[];
  getAttribute(node: Node, name: string): string | undefined;
  textContent(node: Node): string;
}

/** The drawing of a formula, in units of the font size of the text around it. */
export interface Outline {
  readonly width: number;
  /** Height above and depth below the baseline. */
  readonly ascent: number;
  readonly descent: number;
  /** SVG path data in thousandths of the font size; y downwards from the baseline. */
  readonly path: string;
}

/** Horizontal and vertical scale and shift, and the part of the plane that is seen. */
interface Frame {
  readonly a: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * All glyphs and rules of a formula that MathJax has drawn as SVG, as one path.
 *
 * @param node  the container that MathJax returns
 * @param enlargement  factor on all lengths
 * @throws {Error} the reason alone, where MathJax drew a message, or a character that its font lacks
 */
export function outlineOf(node: Node, document: Document, enlargement: number): Outline {
  const svg = document.childNodes(node).find((child) => document.kind(child) === "svg")!;
  const [left, top, width, height] = numbersIn(document.getAttribute(svg, "viewBox"));
  const k = enlargement;
  const all = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
  const pieces: string[] = [];
  for (const child of document.childNodes(svg)) {
    trace(child, { a: k, d: k, e: -k * left!, f: 0, ...all }, document, pieces);
  }
  const em = (thousandths: number) => Math.round(thousandths * k) / 1000;
  return {
    width: em(width!),
    ascent: Math.max(0, em(-top!)),
    descent: Math.max(0, em(height! + top!)),
    path: pieces.join(""),
  };
}

function trace(node: Node, frame: Frame, document: Document, pieces: string[]): void {
  const kind = document.kind(node);
  const read = (name: string) => document.getAttribute(node, name);
  const fault = read("data-mjx-error");
  if (fault !== undefined) throw new Error(fault);
  if (kind === "text") {
    throw new Error(`No glyph for "${document.textContent(node)}"`);
  }
  const here = within(frame, read("transform"));
  if (kind === "path") pieces.push(transformed(read("d") ?? "", here));
  if (kind === "rect") {
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) =>
      Number(read(name) ?? 0),
    );
    const right = x! + width!;
    pieces.push(
      transformed(`M${x} ${y}L${right} ${y}L${right} ${y! + height!}L${x} ${y! + height!}Z`, here),
    );
  }
  const inner = kind === "svg" ? cropped(here, read) : here;
  for (const child of document.childNodes(node)) trace(child, inner, document, pieces);
}

/** The frame inside a `transform` of scales and shifts. */
function within(frame: Frame, transform = ""): Frame {
  let { a, d, e, f } = frame;
  for (const [, name, list] of transform.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [x, y] = numbersIn(list);
    if (name === "translate") [e, f] = [e + a * x!, f + d * (y ?? 0)];
    else [a, d] = [a * x!, d * (y ?? x!)];
  }
  return { ...frame, a, d, e, f };
}

/**
 * The frame inside a nested drawing: MathJax cuts the middle pieces of tall brackets and roots out of
 * stretched bars this way. What is outside is pulled to the border, which is exact for bars.
 */
function cropped(frame: Frame, read: (name: string) => string | undefined): Frame {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) =>
    Number(read(name) ?? 0),
  );
  const [viewX, viewY] = numbersIn(read("viewBox"));
  const { a, d, e, f } = frame;
  const across = [a * x! + e, a * (x! + width!) + e];
  const down = [d * y! + f, d * (y! + height!) + f];
  return {
    ...{ a, d, e: e + a * (x! - viewX!), f: f + d * (y! - viewY!) },
    ...{ left: Math.min(...across), right: Math.max(...across) },
    ...{ top: Math.min(...down), bottom: Math.max(...down) },
  };
}

/** Path data of absolute commands in another frame, rounded to whole units. */
function transformed(path: string, { a, d, e, f, left, right, top, bottom }: Frame): string {
  const x = (value: number) => Math.round(Math.min(Math.max(a * value + e, left), right));
  const y = (value: number) => Math.round(Math.min(Math.max(d * value + f, top), bottom));
  return path.replace(/([A-Z])([^A-Z]*)/g, (_, command: string, list: string) => {
    const numbers = numbersIn(list);
    if (command === "H") return `H${numbers.map(x).join(" ")}`;
    if (command === "V") return `V${numbers.map(y).join(" ")}`;
    return command + numbers.map((value, i) => (i % 2 === 0 ? x(value) : y(value))).join(" ");
  });
}

function numbersIn(text = ""): number[] {
  return (text.match(/-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/g) ?? []).map(Number);
}
