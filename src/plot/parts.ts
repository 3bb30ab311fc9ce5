import { type Reduction, reductionsOf } from "./reduction.ts";
import { type FigureSpec, isRecord, joinedLines } from "./spec.ts";
import { mergedConfig, recordIn } from "./views.ts";

/** A figure as a part of another one. */
export interface Part {
  /** The figure without what only a whole figure has: schema, description, configuration, recipe, title. */
  readonly view: FigureSpec;
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly config: FigureSpec;
  readonly recipe: unknown;
  /** How its rows were made fewer. */
  readonly reductions: readonly Reduction[];
  /** Parameters that are no selections; they belong to the whole. */
  readonly variables: readonly FigureSpec[];
}

/**
 * Takes figures apart for a composition. Names of selections get the number of the part, so that equal
 * figures stay apart.
 *
 * @throws {TypeError} something that is no list of specifications
 * @throws {RangeError} no figures, or one that is sized for a journal already
 */
export function partsOf(caller: string, figures: readonly FigureSpec[]): Part[] {
  const odd = Array.isArray(figures) ? figures.findIndex((figure) => !isRecord(figure)) : 0;
  if (odd >= 0 || !Array.isArray(figures)) {
    const got = Array.isArray(figures) ? `${typeof figures[odd]} at ${odd}` : typeof figures;
    throw new TypeError(`${caller}: expected a list of Vega-Lite specifications, got ${got}`);
  }
  if (figures.length === 0) throw new RangeError(`${caller}: expected figures, got none`);
  return figures.map((figure, i) => {
    if (figure.autosize !== undefined) {
      throw new RangeError(
        `${caller}: expected figures without a journal width, got one at ${i}; ` +
          `give journal to ${caller} instead`,
      );
    }
    return partOf(figure, i);
  });
}

function partOf(figure: FigureSpec, index: number): Part {
  const { $schema, description, config, usermeta, title, params, ...marks } = figure;
  const all = Array.isArray(params) ? (params as FigureSpec[]) : [];
  const selections = all.filter((param) => param.select !== undefined);
  const view = { ...marks, ...(selections.length > 0 ? { params: selections } : {}) };
  const damlab = isRecord(usermeta) ? recordIn(usermeta, "damlab") : {};
  return {
    view: renamed(view, selectionNames(view), index) as FigureSpec,
    ...wordsOf(title),
    description: typeof description === "string" ? description : "",
    config: isRecord(config) ? config : {},
    recipe: damlab.recipe,
    reductions: reductionsOf(figure),
    variables: all.filter((param) => param.select === undefined),
  };
}

/** Title and subtitle; a title in small print is a subtitle that stands alone. */
function wordsOf(title: unknown): { readonly title: string; readonly subtitle: string } {
  if (!isRecord(title)) return { title: joinedLines(title), subtitle: "" };
  const [text, subtitle] = [joinedLines(title.text), joinedLines(title.subtitle)];
  return title.fontWeight === "normal" && subtitle === ""
    ? { title: "", subtitle: text }
    : { title: text, subtitle };
}

function selectionNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(selectionNames);
  if (!isRecord(value)) return [];
  const own = Array.isArray(value.params)
    ? value.params.flatMap((param) => (isRecord(param) ? [String(param.name)] : []))
    : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, inner]) =>
      key === "data" ? [] : selectionNames(inner),
    ),
  ];
}

/** Selections under new names, in definitions, conditions and expressions; data stays as it is. */
function renamed(value: unknown, names: readonly string[], index: number, key = ""): unknown {
  if (names.length === 0 || key === "data") return value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, names, index));
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, renamed(inner, names, index, name)]),
    );
  }
  if (typeof value !== "string" || !["name", "param", "expr", "labelExpr"].includes(key))
    return value;
  return value.replace(/\w+/g, (word) => (names.includes(word) ? `${word}_${index + 1}` : word));
}

/** The one configuration of a composition: where parts differ, the first that says something counts. */
export function configOf(parts: readonly Part[]): FigureSpec {
  return parts.reduce<FigureSpec>((merged, part) => mergedConfig(merged, part.config), {});
}

/** The recipe of a composition: that of all parts where it is the same, else those of the parts in order. */
export function recipeOfParts(
  parts: readonly Part[],
): Readonly<Record<string, unknown>> | undefined {
  const recipes = parts.map(({ recipe }) => recipe ?? null);
  if (recipes.every((recipe) => recipe === null)) return undefined;
  const isSame = new Set(recipes.map((recipe) => JSON.stringify(recipe))).size === 1;
  return isSame && isRecord(recipes[0]) ? recipes[0] : { parts: recipes };
}

/** Subtitles of the parts without repetition. */
export function subtitlesOf(parts: readonly Part[]): string {
  const phrases = parts.flatMap(({ subtitle }) => subtitle.split("; "));
  return [...new Set(phrases.filter((phrase) => phrase !== ""))].join("; ");
}
