import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { describeFigure } from "./describe.ts";
import { plainText } from "./formulas-in-text.ts";
import { type FigureSpec, isRecord, joinedLines } from "./spec.ts";

/** How a figure was made: computation, parameters, seed, package. */
export type Recipe = Readonly<Record<string, unknown>>;

/** What every exported file says of its figure. */
export interface FigureRecord {
  /** Empty for a figure without a title. */
  readonly title: string;
  readonly description: string;
  /** Number of marks drawn from data: points, line strokes, bars, cells, texts. */
  readonly marks: number;
  /** "both" in a page that follows its reader. */
  readonly theme: "light" | "dark" | "both";
  /** How the texts of an SVG are drawn. */
  readonly text: "text" | "outlines";
  /** Short hash of the specification without its data and recipe. */
  readonly specification: string;
  /** Short hash of the data. */
  readonly data: string;
  /** Undefined for a figure without one. */
  readonly recipe?: Recipe;
}

/** The record of a figure that was drawn as `svg`; `spec` as it was before it was darkened. */
export function figureRecord(
  spec: FigureSpec,
  svg: string,
  drawn: Pick<FigureRecord, "theme" | "text">,
): FigureRecord {
  const recipe = recipeOf(spec);
  const { form, data } = formAndData(spec);
  return {
    title: plainText(joinedLines(isRecord(spec.title) ? spec.title.text : spec.title)),
    description: plainText(
      typeof spec.description === "string" ? spec.description : describeFigure(spec),
    ),
    marks: marksIn(svg),
    ...drawn,
    specification: shortHash(form),
    data: shortHash(data),
    ...(recipe ? { recipe } : {}),
  };
}

/** The recipe that a specification carries in `usermeta.damlab.recipe`, if any. */
export function recipeOf(spec: FigureSpec): Recipe | undefined {
  const usermeta = spec.usermeta;
  const damlab = isRecord(usermeta) ? usermeta.damlab : undefined;
  const recipe = isRecord(damlab) ? damlab.recipe : undefined;
  return isRecord(recipe) ? recipe : undefined;
}

/**
 * A specification in two parts: its form, with the place of every table but without rows, and its rows in
 * the order of these places. What only names the figure's origin (usermeta) belongs to neither.
 */
export function formAndData(spec: FigureSpec): { form: unknown; data: readonly unknown[][] } {
  const data: unknown[][] = [];
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (!isRecord(value)) return value;
    const { usermeta: _, ...named } = value;
    return Object.fromEntries(
      Object.entries(named).map(([key, part]) => {
        if (key === "data" && isRecord(part) && Array.isArray(part.values)) {
          data.push(part.values);
          return [key, { ...part, values: data.length }];
        }
        if (key === "datasets" && isRecord(part)) {
          for (const rows of Object.values(part)) data.push(Array.isArray(rows) ? rows : [rows]);
          return [key, Object.keys(part)];
        }
        return [key, visit(part)];
      }),
    );
  };
  return { form: visit(spec), data };
}

/** Number of data marks in SVG text of Vega: the direct children of the groups that marks stand in. */
export function marksIn(svg: string): number {
  let marks = 0;
  let depth = 0;
  let group = -1;
  for (const [tag, isEnd, name] of svg.matchAll(/<(\/?)(g|path|line|text|image)\b[^>]*>/g)) {
    if (isEnd) {
      if (name === "g" && --depth === group) group = -1;
      continue;
    }
    if (group >= 0 && depth === group + 1) marks++;
    if (name !== "g" || tag.endsWith("/>")) continue;
    if (group < 0 && /class="mark-(?!group)[a-z]+ role-mark\b/.test(tag)) group = depth;
    depth++;
  }
  return marks;
}

function shortHash(value: unknown): string {
  return bytesToHex(sha256(new TextEncoder().encode(JSON.stringify(value)))).slice(0, 16);
}
