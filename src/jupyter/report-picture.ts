import { SaxesParser } from "saxes";
import { escapeHtml } from "./report-html.ts";

/** Elements that draw or describe; all others could run, load or style something in the page. */
const ELEMENTS = new Set(
  (
    "svg g defs symbol use path rect line circle ellipse polyline polygon text tspan textPath title desc " +
    "metadata clipPath mask linearGradient radialGradient stop pattern marker image"
  ).split(" "),
);
const WORDS_ONLY = new Set(["title", "desc", "metadata"]);

/**
 * An SVG picture as part of an HTML page: it runs no script, loads nothing and keeps its ids to itself.
 *
 * The text is read as XML and written anew from what is known to be harmless.
 *
 * @param svg  text of one svg element
 * @param prefix  put before every id of the picture; letters, digits, "-"
 * @returns undefined for a text that is not well-formed or holds anything else
 */
export function inlinePicture(svg: string, prefix: string): string | undefined {
  const parser = new SaxesParser({ fragment: false });
  const written: string[] = [];
  const open: string[] = [];
  let isHarmless = true;
  parser.on("opentag", ({ name, attributes, isSelfClosing }) => {
    isHarmless &&= ELEMENTS.has(name) && !WORDS_ONLY.has(open.at(-1) ?? "");
    isHarmless &&= open.length > 0 || (name === "svg" && written.length === 0);
    const kept = Object.entries(attributes).map(([key, value]) => {
      isHarmless &&= isHarmlessAttribute(name, key, value);
      return ` ${key}="${escapeHtml(withPrefix(key, value, prefix))}"`;
    });
    written.push(`<${name}${kept.join("")}${isSelfClosing ? "/" : ""}>`);
    if (!isSelfClosing) open.push(name);
  });
  parser.on("closetag", ({ name, isSelfClosing }) => {
    if (isSelfClosing) return;
    open.pop();
    written.push(`</${name}>`);
  });
  const words = (text: string) => open.length > 0 && written.push(escapeHtml(text));
  parser.on("text", words);
  parser.on("cdata", words);
  try {
    parser.write(svg).close();
  } catch {
    return undefined;
  }
  return isHarmless ? written.join("") : undefined;
}

function isHarmlessAttribute(element: string, name: string, value: string): boolean {
  if (/^on/i.test(name) || !/^[\w:-]+$/.test(name)) return false;
  if (/url\(\s*(?!["']?#)|@import|expression\(|\\/i.test(value) && name !== "aria-label")
    return false;
  if (!/^(?:xlink:)?href$/.test(name)) return !/href$/i.test(name);
  return value.startsWith("#") || (element === "image" && /^data:image\/(?!svg)/.test(value));
}

function withPrefix(name: string, value: string, prefix: string): string {
  if (name === "id") return `${prefix}-${value}`;
  if (/^(?:xlink:)?href$/.test(name)) return value.replace(/^#/, `#${prefix}-`);
  if (/^aria-(?:labelledby|describedby)$/.test(name)) return value.replace(/\S+/g, `${prefix}-$&`);
  if (name === "aria-label") return value;
  return value.replace(/url\((["']?)#/g, `url($1#${prefix}-`);
}
