import type { Formula } from "./formula.ts";

/** The properties of a text item of Vega that are read here. */
export interface TextItem {
  readonly text?: unknown;
  readonly lineBreak?: string;
  readonly lineHeight?: number;
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
  readonly fontStyle?: string;
  readonly limit?: number;
  readonly baseline?: string;
  readonly angle?: number;
  readonly radius?: number;
  readonly theta?: number;
  readonly x?: number;
  readonly y?: number;
  readonly dy?: number;
}

interface Bounds {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  rotate(angle: number, x: number, y: number): Bounds;
  rotatedPoints(angle: number, x: number, y: number): number[];
}

type Emit = (name: string, value: unknown) => void;

/** The part of Vega that lays texts out. */
export interface TextLayout {
  readonly textMetrics: { width(item: TextItem, text: unknown): number };
  readonly Marks: {
    readonly text: {
      attr(emit: Emit, item: TextItem, renderer?: unknown): void;
      bound(bounds: Bounds, item: TextItem, mode?: number): Bounds | number[];
    };
  };
}

/** A part of one line: a run of text or a formula, and where it starts from the left end of the line. */
export interface Piece {
  readonly x: number;
  readonly run?: string;
  readonly formula?: Formula;
}

/**
 * Makes Vega reserve the true width, height and depth of marked formulas in all texts.
 *
 * The part of a text that is higher or deeper than its font moves the baseline the way its `baseline`
 * property says: a tall axis title keeps its distance from the labels. Written without references to other
 * code, because its source text also goes into pages, where it does the same for Vega in the browser.
 *
 * @param formulaOf  the formula of a marked text; undefined for an unknown one, which is set as text
 * @param runWidth  width of a run of text without formulas
 * @returns how a line is divided into runs and formulas, and where the baselines of lines are
 */
export function layFormulas(
  vega: TextLayout,
  formulaOf: (marked: string) => Formula | undefined,
  runWidth: (item: TextItem, run: string) => number,
) {
  const mark = "\u2060";
  const sizeOf = (item: TextItem) => item.fontSize ?? 11;

  function pieces(item: TextItem, line: string): { pieces: Piece[]; width: number } {
    const parts: Piece[] = [];
    let x = 0;
    for (const part of line.split(/(\u2060[^\u2060]+\u2060)/)) {
      const formula = part.startsWith(mark) ? formulaOf(part) : undefined;
      const run = formula ? "" : part.replace(/[\u2060-\u2064]/g, "");
      if (formula) {
        parts.push({ x, formula });
        x += formula.width * sizeOf(item);
      } else if (run !== "") {
        const lead = run.length - run.trimStart().length;
        const shift = lead > 0 ? runWidth(item, run.slice(0, lead)) : 0;
        if (run.trim() !== "") parts.push({ x: x + shift, run: run.trim() });
        x += runWidth(item, run);
      }
    }
    return { pieces: parts, width: x };
  }

  /** Height above and depth below the baseline of the formulas of a line, in pixels. */
  function reach(item: TextItem, line: string): [number, number] {
    const formulas = pieces(item, line).pieces.flatMap(({ formula }) => formula ?? []);
    const size = sizeOf(item);
    return [
      Math.max(0, ...formulas.map(({ ascent }) => ascent * size)),
      Math.max(0, ...formulas.map(({ descent }) => descent * size)),
    ];
  }

  /**
   * Whole pixels by which the formulas of a line are higher and deeper than the box of its font. Scripts
   * and brackets count as fitting, so that labels with and without them keep one baseline.
   */
  function excess(item: TextItem, line: string): [number, number] {
    const size = sizeOf(item);
    const [above, below] = reach(item, line);
    return [
      above > 1.1 * size ? Math.round(above - 0.79 * size) : 0,
      below > 0.45 * size ? Math.round(below - 0.21 * size) : 0,
    ];
  }

  /** Additional distances: above the first line, before each further line, below the last one. */
  function distances(item: TextItem, lines: readonly string[]): number[] {
    const added = [0];
    for (const line of lines) {
      const [above, below] = excess(item, line);
      added.push(added.pop()! + above, below);
    }
    return added;
  }

  /** Where the baseline of each line is below that of the first one. */
  function baselines(item: TextItem, lines: readonly string[]): number[] {
    const added = distances(item, lines);
    const height = item.lineHeight ?? sizeOf(item) + 2;
    const at = [0];
    for (let i = 1; i < lines.length; i++) at.push(at[i - 1]! + height + added[i]!);
    return at;
  }

  function linesOf(item: TextItem): string[] {
    const text = item.text ?? "";
    if (Array.isArray(text)) return text.map(String);
    return item.lineBreak ? String(text).split(item.lineBreak) : [String(text)];
  }

  /** The item with its baseline moved so that tall formulas stay on the right side of its anchor. */
  function moved(item: TextItem, added: readonly number[]): TextItem {
    const above = added[0]!;
    const below = added.reduce((sum, distance) => sum + distance, -above);
    const at = item.baseline ?? "alphabetic";
    let shift = 0;
    if (at.endsWith("top")) shift = above;
    if (at.endsWith("bottom")) shift = -below;
    if (at === "middle") shift = Math.round((above - below) / 2);
    return shift === 0
      ? item
      : Object.create(item, { dy: { value: (item.dy ?? 0) + shift, enumerable: true } });
  }

  const marked = (item: TextItem) => String(item.text ?? "").includes(mark);
  const { attr, bound } = vega.Marks.text;

  vega.textMetrics.width = (item, text) => {
    const width = pieces(item, text == null ? "" : String(text).trim()).width;
    return item.limit !== undefined && item.limit > 0 ? Math.min(width, item.limit) : width;
  };

  vega.Marks.text.attr = (emit, item, renderer) =>
    attr(emit, marked(item) ? moved(item, distances(item, linesOf(item))) : item, renderer);

  vega.Marks.text.bound = (bounds, item, mode) => {
    if (!marked(item)) return bound(bounds, item, mode);
    const lines = linesOf(item);
    bound(bounds, moved(item, distances(item, lines)), 1);
    const first = bounds.y1 + Math.round(0.8 * sizeOf(item));
    const last = first + baselines(item, lines).at(-1)!;
    bounds.y1 = Math.min(bounds.y1, first - reach(item, lines[0]!)[0]);
    bounds.y2 = Math.max(last + 0.2 * sizeOf(item), last + reach(item, lines.at(-1)!)[1]);
    const angle = ((item.angle ?? 0) * Math.PI) / 180;
    const theta = (item.theta ?? 0) - Math.PI / 2;
    const x = (item.x ?? 0) + (item.radius ?? 0) * Math.cos(theta);
    const y = (item.y ?? 0) + (item.radius ?? 0) * Math.sin(theta);
    if (mode === 2) return bounds.rotatedPoints(angle, x, y);
    return angle !== 0 && !mode ? bounds.rotate(angle, x, y) : bounds;
  };

  return { pieces, baselines };
}
