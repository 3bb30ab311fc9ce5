import { plainMathematics } from "./plain-mathematics.ts";

/**
 * A formula in a text: `$…$` where the first dollar is not followed by a space and the last one neither
 * preceded by a space nor followed by a digit, as in the Markdown of a notebook; so "costs $5" has none.
 * A backslash before a dollar makes it a plain dollar.
 */
const rule =
  /(\\\$)|\$\$(?!\u2063)((?:\\.|[^\\$])+)\$\$|\$(?![\s\u2063])((?:\\.|[^\\$`])+?)(?<!\s)\$(?![\d\u2063])/gs;

/** Characters that no reader sees; they stand around a formula and after a literal dollar. */
const edge = "\u2060";
const afterDollar = "\u2063";
const digits = ["\u2061", "\u2062", "\u2063", "\u2064"];
const invisible = /[\u2060-\u2064]/g;

/** A text of others, such as a name or a value of a table, whose dollars are to be shown as they are. */
export function literalText(text: string): string {
  return text.replaceAll("$", "\\$");
}

/** True where a text may hold a formula or a literal dollar. */
export function mayHoldFormula(text: string): boolean {
  return text.includes("$");
}

/**
 * Writes every formula of a text as readable Unicode between two invisible marks.
 *
 * Formulas that read alike and are set differently carry different invisible characters at their end. A
 * text that was marked before is not changed again.
 *
 * @param found  takes each formula: its marked text and its TeX
 */
export function markFormulas(text: string, found: (marked: string, tex: string) => void): string {
  return text.replace(rule, (_, dollar, display, inline) => {
    if (dollar) return `$${afterDollar}`;
    const tex = String(display ?? inline).trim();
    const marked = edge + plainMathematics(tex) + fingerprint(tex) + edge;
    found(marked, tex);
    return marked;
  });
}

/** A text with its formulas as readable Unicode, without any mark: for descriptions and screen readers. */
export function plainText(text: string): string {
  return withoutMarks(mayHoldFormula(text) ? markFormulas(text, () => undefined) : text);
}

/** A text without the invisible characters of its formulas. */
export function withoutMarks(text: string): string {
  return text.replace(invisible, "");
}

/** Eight invisible characters that depend on the TeX of a formula: FNV-1a, two bits each. */
function fingerprint(tex: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < tex.length; i++) hash = Math.imul(hash ^ tex.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 16;
  return Array.from({ length: 8 }, (_, i) => digits[(hash >>> (2 * i)) & 3]).join("");
}
