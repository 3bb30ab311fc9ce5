import type { Tokens } from "marked";
import { escapeHtml } from "./report-html.ts";
import { type FormulaWriter, plainWords, wordsToHtml } from "./report-words.ts";

/** A heading of a page. */
export interface Heading {
  readonly level: number;
  /** Unique in the page. */
  readonly id: string;
  /** Its words and formulas; neither links nor other HTML. */
  readonly html: string;
}

/** Gathers the headings of a page in their order and gives each an id made of its words. */
export class Headings {
  readonly list: Heading[] = [];
  private readonly taken: Set<string>;

  /** @param reserved  ids of the page that are no headings */
  constructor(reserved: readonly string[] = []) {
    this.taken = new Set(reserved);
  }

  /** @returns the heading with its id */
  add({ depth, tokens }: Tokens.Heading, writeFormula: FormulaWriter): Heading {
    const words = plainWords(tokens);
    const slug =
      words
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, "-")
        .replace(/^-+|-+$/g, "") || "section";
    let id = slug;
    for (let k = 2; this.taken.has(id); k++) id = `${slug}-${k}`;
    this.taken.add(id);
    const heading = { level: depth, id, html: wordsToHtml(tokens, writeFormula) };
    this.list.push(heading);
    return heading;
  }
}

/**
 * A table of contents, once for the margin of wide screens and once, folded, for narrow ones.
 *
 * The title of the page, a first heading above all others, and headings below the third level are left out.
 *
 * @returns nothing for fewer than three headings, or none to list
 */
export function contentsToHtml(headings: readonly Heading[]): string {
  if (headings.length < 3) return "";
  const [first, ...others] = headings;
  const isTitle = others.every(({ level }) => level > first!.level);
  const listed = (isTitle ? others : headings).filter(({ level }) => level <= 3);
  if (listed.length === 0) return "";
  const top = Math.min(...listed.map(({ level }) => level));
  const items = listed
    .map(
      ({ level, id, html }) =>
        `<li class="level-${level - top + 1}"><a href="#${escapeHtml(id)}">${html}</a></li>`,
    )
    .join("\n");
  return `<nav class="contents margin" aria-label="Contents"><p>Contents</p><ul>
${items}
</ul></nav>
<nav class="contents inline" aria-label="Contents"><details><summary>Contents</summary><ul>
${items}
</ul></details></nav>`;
}
