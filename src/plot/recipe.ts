import { embeddedIn, formatOf } from "./embedded.ts";
import { type Recipe, recipeOf } from "./figure-record.ts";
import type { FigureSpec } from "./spec.ts";

/**
 * Reads the recipe back from an exported figure: SVG, PNG, PDF, HTML or JSON.
 *
 * @param file  bytes or text of the file; not modified
 * @returns the recipe, or undefined for a figure without one
 * @throws {Error} something that is none of these formats, or a damaged file
 */
export function readRecipe(file: Uint8Array | string): Recipe | undefined {
  const format = formatOf(file);
  try {
    if (format !== undefined && format !== "json") return embeddedIn(file, format)?.recipe;
    const text = typeof file === "string" ? file : new TextDecoder().decode(file);
    return recipeOf(JSON.parse(text) as FigureSpec);
  } catch (cause) {
    const expected = "readRecipe: expected an SVG, PNG, PDF, HTML or JSON figure";
    throw new Error(`${expected}, got ${format ? `a damaged ${format} file` : "other content"}`, {
      cause,
    });
  }
}
