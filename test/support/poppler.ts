import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { needs } from "./required.ts";

/** Options for tests that need Debian's poppler-utils. */
export const needsPoppler: { skip?: string } = needs(
  "poppler",
  existsSync("/usr/bin/pdftoppm"),
  "no pdftoppm on this machine",
);

/** Words of a PDF file in reading order. */
export function textOfPDF(file: string): string {
  return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
}

/** Fonts of a PDF file: name, embedded, subset, with Unicode. */
export function fontsOfPDF(file: string): { name: string; flags: string }[] {
  const lines = execFileSync("pdffonts", [file], { encoding: "utf8" }).trim().split("\n").slice(2);
  return lines.map((line) => {
    const words = line.split(/\s+/);
    return { name: words[0]!, flags: words.slice(-5, -2).join(" ") };
  });
}

/** A page as pixels of a picture of the given size: red, green, blue, row by row. */
export function pixelsOfPDF(file: string, size: { width: number; height: number }) {
  const scale = ["-scale-to-x", String(size.width), "-scale-to-y", String(size.height)];
  const ppm = execFileSync("pdftoppm", [...scale, file], { maxBuffer: 2 ** 28 });
  const [header, width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(
    ppm.toString("latin1", 0, 40),
  )!;
  return { width: Number(width), height: Number(height), rgb: ppm.subarray(header!.length) };
}
