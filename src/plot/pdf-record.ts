import type { Embedded } from "./embedded.ts";

/** Key of the document information of a PDF file under which the record stands. */
export const recordKey = "Damlab";

/** A record as JSON of ASCII characters alone, which PDF keeps as they are. */
export function recordToASCII(record: Embedded): string {
  return JSON.stringify(record).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The JSON of the record in a PDF file, each byte read as one character; undefined where it has none. */
export function embeddedInPDF(file: string): string | undefined {
  const number = new RegExp(`/${recordKey} (\\d+) 0 R`).exec(file)?.[1];
  if (number === undefined) return undefined;
  const start = file.indexOf(`\n${number} 0 obj\n(`);
  const end = file.indexOf(")\nendobj", start);
  if (start < 0 || end < 0) return undefined;
  return file
    .slice(start + number.length + 9, end)
    .replace(/\\([nrtbf()\\])/g, (_, escaped: string) => escapes[escaped] ?? escaped);
}

const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
