import { type FigureSpec, isRecord } from "./spec.ts";

type Recipe = Readonly<Record<string, unknown>>;

const opening = '<metadata id="damlab">';
const closing = "</metadata>";

/** The recipe that a specification carries in `usermeta.damlab.recipe`, if any. */
export function recipeOf(spec: FigureSpec): Recipe | undefined {
  const usermeta = spec.usermeta;
  const damlab = isRecord(usermeta) ? usermeta.damlab : undefined;
  const recipe = isRecord(damlab) ? damlab.recipe : undefined;
  return isRecord(recipe) ? recipe : undefined;
}

/** The SVG text with the recipe as its first child. */
export function embedInSVG(svg: string, recipe: Recipe | undefined): string {
  if (!recipe) return svg;
  return svg.replace(
    /<svg[^>]*>/,
    (tag) => `${tag}${opening}${escapeXML(JSON.stringify(recipe))}${closing}`,
  );
}

/**
 * Reads the recipe back from the bytes of an exported figure: SVG, PNG or JSON.
 *
 * @param file  bytes or text of the file; not modified
 * @returns the recipe, or undefined for a figure without one
 * @throws {Error} something that is none of the three formats
 */
export function readRecipe(file: Uint8Array | string): Recipe | undefined {
  if (typeof file !== "string" && file[0] === 0x89 && file[1] === 0x50) return recipeInPNG(file);
  const text = typeof file === "string" ? file : new TextDecoder().decode(file);
  if (/^\s*</.test(text) && text.includes("<svg")) {
    const start = text.indexOf(opening);
    if (start < 0) return undefined;
    return JSON.parse(
      unescapeXML(text.slice(start + opening.length, text.indexOf(closing, start))),
    ) as Recipe;
  }
  try {
    return recipeOf(JSON.parse(text) as FigureSpec);
  } catch (cause) {
    throw new Error(`readRecipe: expected an SVG, PNG or JSON figure, got other content`, {
      cause,
    });
  }
}

/** Chunk of a PNG file that carries the recipe: international text, not compressed. */
export function recipeChunk(recipe: Recipe): Uint8Array {
  return new TextEncoder().encode(`damlab\0\0\0\0\0${JSON.stringify(recipe)}`);
}

function recipeInPNG(file: Uint8Array): Recipe | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 8; at + 12 <= file.length; at += 12 + view.getUint32(at)) {
    const content = new TextDecoder().decode(file.subarray(at + 4, at + 8 + view.getUint32(at)));
    if (content.startsWith("iTXtdamlab\0")) return JSON.parse(content.slice(15)) as Recipe;
  }
  return undefined;
}

/** Text that is safe in XML content and in quoted attributes. */
export function escapeXML(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** The text that `escapeXML` made safe. */
export function unescapeXML(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
