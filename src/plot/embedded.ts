import type { FigureRecord } from "./figure-record.ts";
import { embeddedInPDF } from "./pdf-record.ts";
import { isRecord } from "./spec.ts";
import { escapeXML, unescapeXML } from "./xml.ts";

/** What a file says of its figure; older files hold the recipe alone. */
export type Embedded = Pick<FigureRecord, "recipe"> & Partial<FigureRecord>;

/** Formats of exported files, the specification itself being "json". */
export type FigureFormat = "svg" | "png" | "pdf" | "html" | "json";

/** Of a class, because several figures may stand in one page; older files have an id. */
const opening = '<metadata class="damlab">';
const closing = "</metadata>";
const scriptOpening = '<script type="application/json" id="damlab">';

/** The SVG text with a record as its first child. */
export function embedInSVG(svg: string, record: FigureRecord): string {
  const text = escapeXML(JSON.stringify(record));
  return svg.replace(/<svg[^>]*>/, (tag) => `${tag}${opening}${text}${closing}`);
}

/** The script element that carries a record in a page. */
export function recordScript(record: FigureRecord): string {
  return `${scriptOpening}${JSON.stringify(record).replaceAll("<", "\\u003c")}</script>`;
}

/** Content of a chunk of a PNG file that carries a record: international text, not compressed. */
export function recordChunk(record: Embedded): Uint8Array {
  return new TextEncoder().encode(`damlab\0\0\0\0\0${JSON.stringify(record)}`);
}

/** The format of the bytes or the text of a file, undefined for other content. */
export function formatOf(file: Uint8Array | string): FigureFormat | undefined {
  if (typeof file !== "string" && file[0] === 0x89 && file[1] === 0x50) return "png";
  const text = typeof file === "string" ? file.slice(0, 1000) : latin(file.subarray(0, 1000));
  const start = text.replace(/^(?:\uFEFF|\u00EF\u00BB\u00BF)/, ""); // byte order mark
  if (start.startsWith("%PDF-")) return "pdf";
  if (/^\s*<!doctype html/i.test(start)) return "html";
  if (/^\s*</.test(start) && textOf(file).includes("<svg")) return "svg";
  return /^\s*\{/.test(start) ? "json" : undefined;
}

/**
 * The record in a file that is no specification, undefined where it has none.
 *
 * @throws {SyntaxError} a record that was damaged
 */
export function embeddedIn(
  file: Uint8Array | string,
  format: Exclude<FigureFormat, "json">,
): Embedded | undefined {
  switch (format) {
    case "svg":
      return embeddedInSVG(textOf(file));
    case "html":
      return embeddedInHTML(textOf(file));
    case "png":
      return embeddedInPNG(file as Uint8Array);
    case "pdf":
      return parsed(embeddedInPDF(typeof file === "string" ? file : latin(file)));
  }
}

/** The record in SVG text. */
export function embeddedInSVG(svg: string): Embedded | undefined {
  const found = /<metadata (?:class|id)="damlab">([^<]*)/.exec(svg);
  return found ? parsed(unescapeXML(found[1]!)) : undefined;
}

function embeddedInHTML(page: string): Embedded | undefined {
  const start = page.indexOf(scriptOpening);
  if (start < 0) return undefined;
  return parsed(page.slice(start + scriptOpening.length, page.indexOf("</script>", start)));
}

function embeddedInPNG(file: Uint8Array): Embedded | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 8; at + 12 <= file.length; at += 12 + view.getUint32(at)) {
    const content = file.subarray(at + 4, at + 8 + view.getUint32(at));
    if (latin(content.subarray(0, 11)) === "iTXtdamlab\0")
      return parsed(textOf(content.subarray(15)));
  }
  return undefined;
}

function parsed(text: string | undefined): Embedded | undefined {
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  if (!isRecord(value)) return undefined;
  return "specification" in value ? (value as unknown as Embedded) : { recipe: value };
}

function textOf(file: Uint8Array | string): string {
  return typeof file === "string" ? file : new TextDecoder().decode(file);
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}
