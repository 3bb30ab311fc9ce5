import type { Formula } from "./formula.ts";
import { markFormulas, mayHoldFormula, plainText } from "./formulas-in-text.ts";
import { type FigureSpec, field, isRecord } from "./spec.ts";

/** Formulas of a figure that have been set, by their marked text. */
export type Formulas = Readonly<Record<string, Formula>>;

const expressions = new Set([
  "labelExpr",
  "calculate",
  "expr",
  "signal",
  "test",
  "update",
  "filter",
]);
const untouched = new Set(["$schema", "usermeta", "url", "format", "timeFormat", "numberFormat"]);

/**
 * A specification that any viewer can draw: every `$…$` in a title, label, category, text or literal of an
 * expression is written as readable Unicode between invisible marks, and `usermeta.damlab.formulas` holds
 * the drawing of each, which our SVG, PNG, PDF and HTML put in its place.
 *
 * Strings that are equal stay equal, so filters, domains and fields still find each other. A specification
 * without formulas, or one that was typeset before, is returned as it is.
 *
 * @param spec  Vega-Lite specification; not modified
 * @param caller  named in errors; "typesetSpec"
 * @throws {Error} an unknown macro, unbalanced braces, a character without a glyph
 */
export async function typesetSpec(spec: FigureSpec, caller = "typesetSpec"): Promise<FigureSpec> {
  const found = new Map<string, { tex: string; text: string }>();
  const marked = markedCopy(spec, "", (text, mark, tex) =>
    found.set(mark, { tex, text }),
  ) as FigureSpec;
  if (found.size === 0) return marked;
  const { setFormula } = await import("./formula.ts");
  const formulas: Record<string, Formula> = { ...formulasOf(spec) };
  for (const [mark, { tex, text }] of found) {
    try {
      formulas[mark] = await setFormula(tex);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const macro = /^Undefined control sequence (.*)$/.exec(reason)?.[1];
      throw new Error(
        `${caller}: expected TeX that can be set, got ${macro ?? `"${tex}" (${reason})`} in "${text}"; ` +
          "use macros of TeX and AMS, or write \\$ for a dollar sign",
        { cause },
      );
    }
  }
  const usermeta = isRecord(spec.usermeta) ? spec.usermeta : {};
  const damlab = isRecord(usermeta.damlab) ? usermeta.damlab : {};
  return { ...marked, usermeta: { ...usermeta, damlab: { ...damlab, formulas } } };
}

/** Drawings of the formulas of a typeset specification, those of its parts included. */
export function formulasOf(spec: unknown): Formulas {
  if (Array.isArray(spec)) return Object.assign({}, ...spec.map(formulasOf));
  if (!isRecord(spec)) return {};
  const { usermeta, data, datasets, ...parts } = spec;
  const damlab = isRecord(usermeta) ? usermeta.damlab : undefined;
  const own = isRecord(damlab) && isRecord(damlab.formulas) ? damlab.formulas : {};
  return Object.assign({}, ...Object.values(parts).map(formulasOf), own) as Formulas;
}

type Found = (text: string, marked: string, tex: string) => void;

/** A copy with marked formulas; parts without any are shared with the original. */
function markedCopy(value: unknown, key: string, found: Found): unknown {
  if (typeof value === "string") {
    if (!mayHoldFormula(value)) return value;
    const mark = (text: string) => markFormulas(text, (marked, tex) => found(text, marked, tex));
    if (key === "description") return plainText(value);
    if (key === "field") return markedField(value, mark);
    return expressions.has(key) ? markedLiterals(value, mark) : mark(value);
  }
  if (Array.isArray(value)) {
    let isChanged = false;
    const copy = value.map((item) => {
      const changed = markedCopy(item, key, found);
      isChanged ||= changed !== item;
      return changed;
    });
    return isChanged ? copy : value;
  }
  if (!isRecord(value)) return value;
  let copy: Record<string, unknown> | undefined;
  for (const [name, item] of Object.entries(value)) {
    if (untouched.has(name)) continue;
    const changed = markedCopy(item, name, found);
    const renamed = mayHoldFormula(name) ? (markedCopy(name, "", found) as string) : name;
    if (renamed !== name) {
      copy = Object.fromEntries(
        Object.entries(copy ?? value).map(([k, v]) => (k === name ? [renamed, changed] : [k, v])),
      );
    } else if (changed !== item) {
      copy ??= { ...value };
      copy[name] = changed;
    }
  }
  return copy ?? value;
}

/** A field path, in which dots, brackets, quotes and backslashes are escaped. */
function markedField(path: string, mark: (text: string) => string): string {
  const name = path.replace(/\\(.)/g, "$1");
  const marked = mark(name);
  return marked === name ? path : field(marked);
}

/** An expression of Vega with formulas in its string literals; TeX may be escaped there or not. */
function markedLiterals(expression: string, mark: (text: string) => string): string {
  return expression.replace(/(["'])((?:\\.|(?!\1)[^\\])*)\1/gs, (literal, quote, content) => {
    const text = String(content).replace(/\\([\\'"])/g, "$1");
    const marked = mark(text);
    if (marked === text) return literal;
    const escaped = marked.replace(/\\(?![ntu])|['"]/g, "\\$&");
    return quote + escaped + quote;
  });
}
