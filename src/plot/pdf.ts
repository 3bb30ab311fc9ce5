import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type PDFDocument from "pdfkit";
import { type Embedded, embeddedInSVG } from "./embedded.ts";
import { paint } from "./pdf-paint.ts";
import { recordToASCII } from "./pdf-record.ts";
import { elementsOf, svgTree } from "./svg-tree.ts";

/** The build of pdfkit that compresses in JavaScript: node:zlib gives other bytes on other versions. */
const build = new URL(
  "pdfkit.browser.mjs",
  pathToFileURL(createRequire(import.meta.url).resolve("pdfkit")),
);

/** Points of 1/72 inch in a pixel of 1/96 inch. */
const points = 0.75;

/**
 * PDF file of SVG text: one page of the size of the figure, shapes as shapes and texts as selectable text
 * in the bundled DejaVu Sans, of which the used glyphs are embedded. Equal SVG gives equal bytes.
 */
export async function drawPDF(svg: string): Promise<Uint8Array> {
  const { default: Document } = (await import(build.href)) as { default: typeof PDFDocument };
  const root = svgTree(svg);
  const { width, height } = root.attributes;
  const record = embeddedInSVG(svg);
  const description = root.attributes["aria-label"] ?? "";
  const document = new Document({
    size: [Number(width) * points, Number(height) * points],
    margin: 0,
    pdfVersion: "1.7",
    font: "",
    lang: "en",
    tagged: true,
    displayTitle: true,
    info: documentInfo(description, record),
  });
  // The date is asked for but not written, and so is XMP, which would need one.
  Object.defineProperty(document.info, "CreationDate", { enumerable: false });
  document.version = 1.3;

  const chunks: Uint8Array[] = [];
  document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    document.on("end", resolve);
    document.on("error", reject);
  });
  const ids = new Map([...elementsOf(root)].map((one) => [one.attributes.id ?? "", one]));
  const content = document.struct("Figure", { alt: description }, () => {
    document.scale(points);
    paint({ document, ids }, root);
  });
  document.addStructure(content);
  document.end();
  await ended;
  return Uint8Array.from(Buffer.concat(chunks));
}

function documentInfo(description: string, record: Embedded | undefined): PDFKit.DocumentInfo {
  return {
    CreationDate: new Date(0),
    Creator: "damlab",
    Title: record?.title || description,
    Subject: description,
    ...(record ? { Damlab: recordToASCII(record) } : {}),
  };
}
