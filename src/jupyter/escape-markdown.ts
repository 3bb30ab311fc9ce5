/**
 * Any text as one line of markdown that shows exactly it: neither HTML nor links nor formulas.
 *
 * Punctuation becomes character references, since a backslash before a bracket would open a formula.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
}
