import katex from "katex";
import { Marked, type MarkedExtension, type Tokens } from "marked";
import type { Headings } from "./report-headings.ts";
import { escapeHtml } from "./report-html.ts";
import { plainWords, wordsToHtml } from "./report-words.ts";

/** Content of an image as a data URI; undefined when there is none. */
export type ImageSource = (href: string) => string | undefined;

/**
 * Markdown with formulas as HTML that loads nothing.
 *
 * Formulas in `$…$`, `$$…$$`, `\(…\)`, `\[…\]` and `\begin{…}` become MathML. Images that `images` does
 * not know become a link with their description.
 *
 * @param headings  takes the headings of the text, which get ids; default: headings without ids
 */
export function markdownToHtml(source: string, images: ImageSource, headings?: Headings): string {
  const marked = new Marked(MATHEMATICS, offline(images));
  if (headings) marked.use(withAnchors(headings));
  return marked.parse(source, { async: false });
}

/** A line of markdown as its words and formulas; neither links nor other HTML. */
export function lineToHtml(source: string): string {
  const marked = new Marked(MATHEMATICS);
  const tokens = new marked.Lexer(marked.defaults).inlineTokens(source);
  return wordsToHtml(tokens, (formula) => formulaToHtml(formula, false));
}

/** The words of the first heading of a text in markdown that has any; formulas as they stand. */
export function firstHeading(source: string): string | undefined {
  for (const token of new Marked(MATHEMATICS).lexer(source)) {
    const words = token.type === "heading" ? plainWords(token.tokens ?? []).trim() : "";
    if (words !== "") return words;
  }
  return undefined;
}

/** A formula in LaTeX as MathML; one that cannot be read is shown as it stands, in red. */
export function formulaToHtml(formula: string, displayMode: boolean): string {
  return katex.renderToString(formula, {
    displayMode,
    output: "mathml",
    throwOnError: false,
    strict: "ignore",
  });
}

const BLOCK = /^(?:\$\$(.+?)\$\$|\\\[(.+?)\\\]|(\\begin\{(\w+\*?)\}.+?\\end\{\4\}))[ \t]*(?:\n|$)/s;
const INLINE =
  /^(?:\$\$((?:\\.|[^\\$])+)\$\$|\$(?!\s)((?:\\.|[^\\$`])+?)(?<!\s)\$(?!\d)|\\\((.+?)\\\)|\\\[(.+?)\\\])/s;

const MATHEMATICS: MarkedExtension = {
  extensions: [
    {
      name: "formulaBlock",
      level: "block",
      start: (text) => text.match(/^(?:\$\$|\\\[|\\begin\{)/m)?.index,
      tokenizer(text) {
        const match = BLOCK.exec(text);
        if (!match) return undefined;
        const formula = match[1] ?? match[2] ?? match[3]!;
        return { type: "formulaBlock", raw: match[0], formula };
      },
      renderer: ({ formula }) => `<p>${formulaToHtml(formula as string, true)}</p>\n`,
    },
    {
      name: "formula",
      level: "inline",
      start: (text) => text.match(/\$|\\[([]/)?.index,
      tokenizer(text) {
        const match = INLINE.exec(text);
        if (!match || /\n\s*\n/.test(match[0])) return undefined;
        const inline = match[2] ?? match[3];
        const formula = inline ?? match[1] ?? match[4]!;
        return { type: "formula", raw: match[0], formula, isDisplay: inline === undefined };
      },
      renderer: ({ formula, isDisplay }) => formulaToHtml(formula as string, isDisplay as boolean),
    },
  ],
};

function withAnchors(headings: Headings): MarkedExtension {
  return {
    renderer: {
      heading(token: Tokens.Heading) {
        const heading = headings.add(token, (formula) => formulaToHtml(formula, false));
        const id = escapeHtml(heading.id);
        const tag = `h${token.depth}`;
        const anchor = `<a class="anchor" href="#${id}" aria-label="Link to this section">#</a>`;
        return `<${tag} id="${id}">${this.parser.parseInline(token.tokens)} ${anchor}</${tag}>\n`;
      },
    },
  };
}

function offline(images: ImageSource): MarkedExtension {
  const image = (href: string, description: string) => {
    const source = images(href);
    const text = escapeHtml(description || href);
    if (source) return `<img src="${escapeHtml(source)}" alt="${text}">`;
    return `<a href="${escapeHtml(href)}">${text}</a>`;
  };
  return {
    renderer: {
      image: ({ href, text }: Tokens.Image) => image(href, text),
      html: ({ text }: Tokens.HTML | Tokens.Tag) =>
        text.replace(/(<img\b[^>]*?\bsrc=)(["'])(.*?)\2/gi, (whole, before, _quote, href) => {
          const source = images(href as string);
          if (!source || source === href) return whole;
          return `${before}"${escapeHtml(source)}"`;
        }),
    },
  };
}
