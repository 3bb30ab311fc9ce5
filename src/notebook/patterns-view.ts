import type { MimeBundle } from "../jupyter/mime-bundle.ts";
import { type Patterns, row } from "../patterns/patterns.ts";
import { count } from "./grid.ts";

const textRows = 8;
const textSpins = 64;
const pictureRows = 32;
const pictureSpins = 160;
/** Width of the picture at which its cells, of 4 to 12 pixels, are no longer enlarged. */
const pictureWidth = 640;

/** True for a set of bit-packed patterns. */
export function isPatterns(value: unknown): value is Patterns {
  const { words, wordsPerRow, P, N } = value as Partial<Patterns>;
  return (
    words instanceof Uint32Array &&
    [wordsPerRow, P, N].every((number) => typeof number === "number")
  );
}

/** Patterns as rows of signs, and as a picture in the colour of the text with +1 filled. */
export function patternsBundle(patterns: Patterns): MimeBundle {
  const head = Array.from({ length: Math.min(patterns.P, textRows) }, (_, mu) =>
    signs(patterns, mu),
  );
  const more = patterns.P > head.length ? ["…"] : [];
  const title = `${count(patterns.P, "pattern")} of ${count(patterns.N, "spin")}`;
  const text = [title, ...head, ...more].join("\n");
  if (patterns.P === 0) return { "text/plain": text };
  return { "text/html": picture(patterns, title), "text/plain": text };
}

/** The first 64 spins of a pattern as + and −. */
function signs(patterns: Patterns, mu: number): string {
  const spins = row(patterns, mu).subarray(0, textSpins);
  const text = Array.from(spins, (spin) => (spin > 0 ? "+" : "−")).join("");
  return text + (patterns.N > textSpins ? "…" : "");
}

function picture(patterns: Patterns, title: string): string {
  const rows = Math.min(patterns.P, pictureRows);
  const spins = Math.min(patterns.N, pictureSpins);
  const lines = Array.from({ length: rows }, (_, mu) =>
    runs(row(patterns, mu).subarray(0, spins), mu),
  );
  const cell = Math.max(4, Math.min(12, Math.floor(pictureWidth / spins)));
  const parts = [
    rows < patterns.P ? `first ${rows} patterns` : "",
    spins < patterns.N ? `first ${spins} spins` : "",
  ].filter((part) => part !== "");
  const caption = [title, ...parts, "a row a pattern, +1 filled"].join("; ");
  return (
    `<figure class="damlab-patterns" style="margin:0"><svg role="img" aria-label="${caption}" ` +
    `viewBox="0 0 ${spins} ${rows}" width="${spins * cell}" height="${rows * cell}" ` +
    'style="max-width:100%;height:auto;outline:1px solid rgba(128,128,128,.5)" ' +
    `shape-rendering="crispEdges"><path stroke="currentColor" d="${lines.join("")}"/></svg>` +
    `<figcaption>${caption}</figcaption></figure>`
  );
}

/** Path of the filled runs of row `mu`, drawn with a line of width 1. */
function runs(spins: Int8Array, mu: number): string {
  let path = `M0 ${mu}.5`;
  let end = 0;
  for (let i = 0; i < spins.length; i++) {
    if (spins[i]! < 0) continue;
    const start = i;
    while (i < spins.length && spins[i]! > 0) i++;
    path += `m${start - end} 0h${i - start}`;
    end = i;
  }
  return path;
}
