/** Width of a character in units of the font size, nearly that of the bundled font. */
function characterWidth(character: string): number {
  if (/[ijl']/.test(character)) return 0.29;
  if (/[ftrI.,:;!|()[\]\s-]/.test(character)) return 0.4;
  if (/[mwMWOQ@%&—]/.test(character)) return 0.95;
  return /[A-Z]/.test(character) ? 0.7 : 0.62;
}

/** Estimated width of a text in pixels, rather too wide than too narrow. */
export function estimatedWidth(text: string, fontSize: number): number {
  return [...text].reduce((sum, character) => sum + characterWidth(character), 0) * fontSize;
}

/**
 * Lines of whole words and $formulas$ that fit a width; a word that is longer stands alone. What semicolons
 * part stays together where it fits a line.
 */
export function wrappedText(text: string, fontSize: number, width: number): string | string[] {
  const lines = text.split("\n").flatMap((line) => wrappedParts(line, fontSize, width));
  return lines.length === 1 ? text : lines;
}

function wrappedParts(line: string, fontSize: number, width: number): string[] {
  const lines: string[] = [];
  const fits = (text: string) => estimatedWidth(text, fontSize) <= width;
  for (const part of line.match(/(?:\$[^$]*\$|[^;]|;(?! ))+;?/g) ?? [""]) {
    const words = part.trim();
    const longer = `${lines.at(-1)} ${words}`;
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(...wrappedLine(words, fontSize, width));
  }
  return lines;
}

function wrappedLine(text: string, fontSize: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.match(/(?:\$[^$]*\$|\S)+/g) ?? [""]) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && estimatedWidth(longer, fontSize) <= width)
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
