import { displayState, type Formatter } from "./display-state.ts";
import { checkedBundle, type MimeBundle } from "./mime-bundle.ts";
import { cut, reasonOf, valueText } from "./value-text.ts";

/** Method by which a value says how it is shown, possibly later: `() => MimeBundle | Promise`. */
export const DISPLAY_METHOD: unique symbol = Symbol.for("Jupyter.display") as never;

/** A value that says how it is shown. */
export interface Displayable {
  [DISPLAY_METHOD](): MimeBundle | Promise<MimeBundle>;
}

/** Adds a formatter for values that have no `Symbol.for("Jupyter.display")` method. */
export function registerFormatter<T>(formatter: Formatter<T>): void {
  const { formatters } = displayState;
  const place = formatters.findIndex(({ name }) => name === formatter.name);
  if (place >= 0) formatters[place] = formatter as Formatter;
  else formatters.unshift(formatter as Formatter);
}

/** Whether anybody has registered a formatter yet. */
export function hasFormatters(): boolean {
  return displayState.formatters.length > 0;
}

/**
 * The MIME bundle of a value: from its `Symbol.for("Jupyter.display")` method, else from the
 * registered formatters, else its plain text (cut at 20 000 characters).
 *
 * Never rejects: where a method or a formatter fails, the text says so above the plain text of the
 * value. There always is a `text/plain`, unless the method gives an empty bundle to show nothing.
 */
export async function formatValue(value: unknown): Promise<MimeBundle> {
  return bundleOf(value);
}

/** `formatValue`, at once where nothing has to be waited for. */
export function bundleOf(value: unknown): MimeBundle | Promise<MimeBundle> {
  const formatter = formatterOf(value);
  if (!formatter) return { "text/plain": valueText(value) };
  const finish = (bundle: unknown) => withText(checkedBundle(bundle), value);
  const fail = (error: unknown): MimeBundle => ({
    "text/plain": `${formatter.name} failed with ${reasonOf(error)}; the plain text of the value:\n${valueText(value)}`,
  });
  try {
    const bundle = formatter.format(value);
    return isLater(bundle) ? Promise.resolve(bundle).then(finish).catch(fail) : finish(bundle);
  } catch (error) {
    return fail(error);
  }
}

const ownMethod: Formatter<Displayable> = {
  name: "the Jupyter.display method",
  matches: (value): value is Displayable =>
    typeof (value as Partial<Displayable>)[DISPLAY_METHOD] === "function",
  format: (value) => value[DISPLAY_METHOD](),
};

function formatterOf(value: unknown): Formatter | undefined {
  if (value === null || (typeof value !== "object" && typeof value !== "function"))
    return undefined;
  return [ownMethod, ...displayState.formatters].find((formatter) => {
    try {
      return formatter.matches(value);
    } catch {
      // What cannot be examined is of no formatter's kind.
      return false;
    }
  });
}

function isLater(bundle: unknown): bundle is PromiseLike<unknown> {
  return typeof (bundle as PromiseLike<unknown> | null | undefined)?.then === "function";
}

function withText(bundle: MimeBundle, value: unknown): MimeBundle {
  if (Object.keys(bundle).length === 0 || "text/plain" in bundle) return bundle;
  const text = (mime: string) => [bundle[mime] ?? []].flat().join("");
  const source = text("text/markdown") || text("text/latex") || textOfHTML(text("text/html"));
  return { ...bundle, "text/plain": source === "" ? valueText(value) : cut(source) };
}

/** The words of HTML. */
export function textOfHTML(html: string): string {
  return html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
