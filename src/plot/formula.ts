import mathjax from "mathjax";
import { type Document, type Node, type Outline, outlineOf } from "./formula-outline.ts";

/** A formula that has been set, in units of the font size of the text around it. */
export interface Formula extends Outline {
  /** What was set. */
  readonly tex: string;
}

interface MathJax {
  tex2svgPromise(tex: string, options: { display: boolean }): Promise<Node>;
  readonly startup: { readonly adaptor: Document };
}

/**
 * Size of formulas relative to the text: the letters of MathJax's font have an x-height of 0.43 em and
 * capitals of 0.68 em, those of DejaVu Sans 0.55 em and 0.73 em; 1.17 is the mean of both ratios.
 */
const enlargement = 1.17;

let started: Promise<MathJax> | undefined;
const formulas = new Map<string, Promise<Formula>>();

/**
 * Sets a formula of TeX (with the macros of AMS and `\boldsymbol`) in text style. Kept, so the second time is free.
 *
 * @throws {Error} the reason alone, for TeX that cannot be set
 */
export function setFormula(tex: string): Promise<Formula> {
  let formula = formulas.get(tex);
  if (!formula) {
    if (formulas.size >= 2000) formulas.clear();
    formula = setAnew(tex);
    formulas.set(tex, formula);
  }
  return formula;
}

async function setAnew(tex: string): Promise<Formula> {
  started ??= mathjax.init({
    loader: { load: ["input/tex-base", "[tex]/ams", "[tex]/boldsymbol", "output/svg"] },
    tex: { packages: { "[+]": ["ams", "boldsymbol"] } },
    svg: { fontCache: "none", linebreaks: { inline: false } },
  }) as Promise<MathJax>;
  const { tex2svgPromise, startup } = await started;
  const drawn = await tex2svgPromise(tex, { display: false });
  return { tex, ...outlineOf(drawn, startup.adaptor, enlargement) };
}
