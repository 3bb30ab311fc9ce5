import {
  accents,
  doubleStruck,
  letters,
  lowered,
  operators,
  raised,
  relations,
} from "./mathematics-symbols.ts";

const spaces = new Set([
  "",
  "\\",
  ",",
  ":",
  ";",
  ">",
  " ",
  "~",
  "quad",
  "qquad",
  "enspace",
  "thinspace",
]);
const fonts =
  /^(math(rm|it|bf|sf|tt|cal|scr|frak|normal|bb)|text(rm|it|bf|sf|tt|normal)?|mbox|operatorname|boldsymbol|bm|mathop|mathrel|mathbin|mathord)$/;
const silent =
  /^(left|right|middle|rm|bf|it|cal|[bB]igg?[lrm]?|(display|text|script|scriptscript)style|limits|nolimits|!|\/)$/;

/**
 * A formula of TeX as one line of readable Unicode: `\alpha_c(n)` as "αc(n)", `\sqrt{x^2}/2` as "√(x²)/2".
 *
 * For places that show text only (descriptions, tooltips, viewers without our typesetting). Scripts are
 * raised or lowered where such characters exist, a fraction becomes a quotient, and a macro that is not
 * known its bare name. Never throws.
 */
export function plainMathematics(tex: string): string {
  const tokens = tex.match(/\\(?:[a-zA-Z]+\*?|.|$)|\s+|[^\\]/gsu) ?? [];
  return bareFractions(new Line(tokens).rest()).replace(/\s+/g, " ").trim();
}

/** Ends of a quotient while it is not known what stands beside it. */
const [open, close] = ["\ue000", "\ue001"];
const ends = /[\ue000\ue001]/g;

/** Quotients with brackets where a factor or a script stands beside them: "(1/2)m", but "1/2 + m". */
function bareFractions(line: string): string {
  return line.replace(/\ue000([^\ue000\ue001]*)\ue001/g, (whole, quotient: string, at: number) => {
    const isFactor =
      /[\p{L}\p{N}\p{M})\]⟩′]$/u.test(line.slice(0, at)) ||
      /^[\p{L}\p{N}([⟨√^]/u.test(line.slice(at + whole.length));
    return isFactor ? `(${quotient})` : quotient;
  });
}

/** Reads tokens from left to right. */
class Line {
  private at = 0;
  private readonly tokens: readonly string[];

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  /** All up to the end, or up to and with the brace that closes the group. */
  rest(end?: string): string {
    let text = "";
    while (this.at < this.tokens.length) {
      const token = this.tokens[this.at++]!;
      if (token === end) break;
      text = joined(text, this.atom(token));
    }
    return text;
  }

  /** The argument of a macro or script: a group or a single token. */
  private argument(): string {
    while (this.tokens[this.at]?.trim() === "") this.at++;
    const token = this.tokens[this.at++];
    return token === undefined ? "" : this.atom(token).trim();
  }

  private atom(token: string): string {
    if (token === "{") return this.rest("}");
    if (token === "}" || token.trim() === "") return "";
    if (token === "~") return " ";
    if (token === "'") return "′";
    if (token === "^") return script(this.argument(), raised, "^");
    if (token === "_") return script(this.argument(), lowered, "");
    if (token === "-") return " − ";
    if (token === "+") return " + ";
    if (/^[=<>]$/.test(token)) return ` ${token} `;
    return token.startsWith("\\") ? this.macro(token.slice(1)) : token;
  }

  private macro(name: string): string {
    const letter = letters.get(name);
    if (letter !== undefined) return letter;
    const operator = operators.get(name) ?? relations.get(name);
    if (operator !== undefined) return ` ${operator} `;
    if (spaces.has(name)) return " ";
    if (/^[dt]?frac$/.test(name)) {
      return `${open}${inBrackets(this.argument())}/${inBrackets(this.argument())}${close}`;
    }
    if (name === "sqrt") return this.root();
    const accent = accents.get(name);
    if (accent !== undefined) return accented(this.argument(), accent);
    if (name === "mathbb") return mapped(this.argument(), doubleStruck);
    if (/^(text|mbox)/.test(name)) return this.words();
    if (fonts.test(name)) return this.argument();
    if (silent.test(name)) {
      if (this.tokens[this.at] === "." && /^(left|right)$/.test(name)) this.at++;
      return "";
    }
    return ` ${name} `;
  }

  /** The text of `\text{…}` with its spaces. */
  private words(): string {
    if (this.tokens[this.at] !== "{") return this.argument();
    const end = this.tokens.indexOf("}", this.at);
    const words = this.tokens.slice(this.at + 1, end < 0 ? undefined : end);
    this.at = end < 0 ? this.tokens.length : end + 1;
    return words.map(verbatim).join("").replace(/\s/g, "\u00a0");
  }

  private root(): string {
    let degree = "";
    if (this.tokens[this.at] === "[") {
      this.at++;
      degree = script(this.rest("]").trim(), raised, "");
    }
    return `${degree}√${inBrackets(this.argument())}`;
  }
}

/** A token inside a text, where no macro has arguments. */
function verbatim(token: string): string {
  if (!token.startsWith("\\")) return token;
  return letters.get(token.slice(1)) ?? token.slice(1).replace("\\", " ");
}

/** A sign after nothing, a bracket or another operator belongs to what follows, a script to what precedes. */
function joined(before: string, next: string): string {
  if (/^ [−+±∓] $/.test(next) && (before === "" || /[([{⟨|,^/\p{Sm}] ?$/u.test(before))) {
    return before + next.trim();
  }
  if (/^[\^²³¹\u2070-\u209c′]/.test(next)) return before.trimEnd() + next;
  return before.endsWith("/") ? before + next.trimStart() : before + next;
}

function script(text: string, shapes: ReadonlyMap<string, string>, mark: string): string {
  const dense = text.replace(/[\s\u00a0\ue000\ue001]/g, "");
  if ([...dense].every((character) => shapes.has(character))) return mapped(dense, shapes);
  return mark === "" || [...dense].length < 2 ? mark + dense : `${mark}(${dense})`;
}

function mapped(text: string, shapes: ReadonlyMap<string, string>): string {
  return [...text].map((character) => shapes.get(character) ?? character).join("");
}

function accented(text: string, accent: string): string {
  const spans = accent === "\u0305" || accent === "\u0332";
  return spans ? [...text].map((character) => character + accent).join("") : text + accent;
}

/** Brackets around anything that is more than one number or word. */
function inBrackets(text: string): string {
  const isOne = /^(?:[\p{N}.]+|[\p{L}\p{M}][\p{M}\p{N}ₐ-ₜᵢ-ᵪ₀-₉]*)$/u.test(text);
  return isOne ? text : `(${text.replace(ends, "")})`;
}
