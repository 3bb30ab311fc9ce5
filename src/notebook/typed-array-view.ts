import {
  arrayEntries,
  arrayStatistics,
  arrayTitle,
  type NumericArray,
} from "../jupyter/array-text.ts";
import type { MimeBundle } from "../jupyter/mime-bundle.ts";
import { escapeHtml } from "../jupyter/report-html.ts";
import { arrayText } from "../jupyter/value-text.ts";

/** A typed array as kind, length, range and mean above its first and last entries. */
export function typedArrayBundle(values: NumericArray): MimeBundle {
  const statistics = arrayStatistics(values);
  const title = `<b>${escapeHtml(arrayTitle(values))}</b>`;
  const style = "font:90% monospace;overflow-wrap:anywhere";
  const entries = `<div style="${style}">${arrayEntries(values, 24, 6)}</div>`;
  return {
    "text/html": `<div class="damlab-array">${title} ${statistics}${entries}</div>`,
    "text/plain": arrayText(values, statistics),
  };
}
