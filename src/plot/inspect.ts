import { crc32 } from "node:zlib";
import { type Embedded, embeddedIn, type FigureFormat, formatOf } from "./embedded.ts";
import { toSVG } from "./export.ts";
import type { FigureRecord, Recipe } from "./figure-record.ts";
import { type FigureSpec, isRecord } from "./spec.ts";
import { svgTree } from "./svg-tree.ts";

/** What an exported figure is; null where its file does not say. */
export interface FigureFacts {
  readonly format: FigureFormat;
  readonly width: number;
  readonly height: number;
  /** Of width and height: pixels of 1/96 inch (svg, html, json), dots (png), points of 1/72 inch (pdf). */
  readonly unit: "px" | "dots" | "pt";
  /** Dots per inch of a PNG file. */
  readonly dpi: number | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly marks: number | null;
  readonly theme: FigureRecord["theme"] | null;
  /** How the texts of an SVG are drawn. */
  readonly text: FigureRecord["text"] | null;
  /** Short hashes of the form and of the data of the specification. */
  readonly specification: string | null;
  readonly data: string | null;
  readonly recipe: Recipe | null;
}

/**
 * What an exported figure is: format, size, title, description, marks, recipe.
 *
 * A specification (.json) is drawn for it.
 *
 * @param file  bytes of the file; not modified
 * @throws {Error} a file that is none of the formats, that is damaged, or that holds no figure
 */
export async function inspectFigure(file: Uint8Array): Promise<FigureFacts> {
  const format = formatOf(file);
  if (format === undefined) throw refusal("other content");
  if (format === "json") return factsOfSpecification(file);
  let record: Embedded | undefined;
  let size: Size | undefined;
  try {
    record = embeddedIn(file, format);
    if (format !== "html" || record) size = sizeOf(file, format);
  } catch (cause) {
    throw refusal(`a damaged ${format} file`, cause);
  }
  if (!size) throw refusal("an HTML page without one");
  return { format, ...size, ...factsOf(record) };
}

type Size = Pick<FigureFacts, "width" | "height" | "unit" | "dpi">;

function factsOf(record: Embedded = {}): Omit<FigureFacts, "format" | keyof Size> {
  const { title = null, description = null, marks = null, theme = null, text = null } = record;
  const { specification = null, data = null, recipe = null } = record;
  return { title, description, marks, theme, text, specification, data, recipe };
}

async function factsOfSpecification(file: Uint8Array): Promise<FigureFacts> {
  let spec: FigureSpec;
  try {
    spec = JSON.parse(new TextDecoder().decode(file)) as FigureSpec;
  } catch (cause) {
    throw refusal("a damaged json file", cause);
  }
  if (!isRecord(spec) || !String(spec.$schema).includes("/vega-lite/")) {
    throw refusal("JSON that is no Vega-Lite specification");
  }
  const svg = new TextEncoder().encode(await toSVG(spec, { onWarning: () => undefined }));
  return { format: "json", ...sizeOf(svg, "svg"), ...factsOf(embeddedIn(svg, "svg")) };
}

function sizeOf(file: Uint8Array, format: Exclude<FigureFormat, "json">): Size {
  if (format === "png") return sizeOfPNG(file);
  const text = new TextDecoder(format === "pdf" ? "latin1" : "utf-8").decode(file);
  if (format === "pdf") {
    const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text);
    if (!box || !/%%EOF\s*$/.test(text)) throw new Error("no page, or no end");
    return { width: Number(box[1]), height: Number(box[2]), unit: "pt", dpi: null };
  }
  if (format === "html" && !/<\/html>\s*$/.test(text)) throw new Error("no end");
  const svg = format === "svg" ? text : (/<svg\b.*?<\/svg>/s.exec(text)?.[0] ?? "");
  const { name, attributes } = svgTree(svg);
  const [width, height] = [attributes.width, attributes.height].map(Number) as [number, number];
  if (name !== "svg" || !(width > 0 && width < Infinity && height > 0 && height < Infinity)) {
    throw new Error("no picture with a width and a height in pixels");
  }
  return { width, height, unit: "px", dpi: null };
}

/** Size and resolution of a PNG file whose chunks are all there and sound. */
function sizeOfPNG(file: Uint8Array): Size {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let dpi: number | null = null;
  for (let at = 8; ; ) {
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (view.getUint32(end) !== crc32(file.subarray(at + 4, end))) throw new Error("a check sum");
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (type === "pHYs" && file[at + 16] === 1) dpi = Math.round(view.getUint32(at + 8) * 0.0254);
    if (type === "IEND") break;
    at = end + 4;
  }
  return { width: view.getUint32(16), height: view.getUint32(20), unit: "dots", dpi };
}

function refusal(got: string, cause?: unknown): Error {
  return new Error(`inspectFigure: expected a figure as SVG, PNG, PDF, HTML or JSON, got ${got}`, {
    cause,
  });
}
