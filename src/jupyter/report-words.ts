import type { Token } from "marked";
import { escapeHtml } from "./report-html.ts";

/** Writes a formula as HTML. */
export type FormulaWriter = (formula: string) => string;

/** An entity of the source, as markdown keeps it, after escaping. */
const ENTITY = /&amp;(#?\w+;)/g;

/** The words of inline markdown, formulas as they stand. */
export function plainWords(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === "html") return "";
      if ("tokens" in token && token.tokens) return plainWords(token.tokens);
      return "formula" in token ? String(token.formula) : "text" in token ? token.text : "";
    })
    .join("");
}

/** The words and formulas of inline markdown; neither links nor other HTML. */
export function wordsToHtml(tokens: readonly Token[], writeFormula: FormulaWriter): string {
  return tokens
    .map((token) => {
      if (token.type === "html") return "";
      if ("tokens" in token && token.tokens) return wordsToHtml(token.tokens, writeFormula);
      if ("formula" in token) return writeFormula(String(token.formula));
      return "text" in token ? escapeHtml(token.text).replace(ENTITY, "&$1") : " ";
    })
    .join("");
}
