import { DISPLAY_METHOD, type Displayable } from "./display-registry.ts";
import type { MimeBundle } from "./mime-bundle.ts";

/** A text that is shown as Markdown or as a formula. */
export interface RichText extends Displayable {
  /** As it was written. */
  readonly text: string;
}

/** Markdown as the value of a cell: as its last expression, or in `show` and `display`. */
export function markdown(text: string): RichText {
  return richText(text, markdownBundle(text));
}

/**
 * A displayed formula as the value of a cell: as its last expression, or in `show` and `display`.
 *
 * @param text  LaTeX; dollar signs are added where there are none
 */
export function latex(text: string): RichText {
  return richText(text, latexBundle(text));
}

export function markdownBundle(text: string): MimeBundle {
  return { "text/markdown": text, "text/plain": text };
}

export function latexBundle(text: string): MimeBundle {
  return { "text/latex": text.includes("$") ? text : `$$${text}$$`, "text/plain": text };
}

function richText(text: string, bundle: MimeBundle): RichText {
  const value = { text, [DISPLAY_METHOD]: () => bundle };
  // Kernels that print values instead of showing them print the text alone.
  return Object.defineProperty(value, DISPLAY_METHOD, { enumerable: false });
}
