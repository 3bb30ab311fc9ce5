import { codingsIn } from "./codings.ts";
import { plainText } from "./formulas-in-text.ts";
import { categoryWords } from "./labels.ts";
import { type FigureSpec, isRecord } from "./spec.ts";
import { recordIn } from "./views.ts";
import { estimatedWidth } from "./wrapped-text.ts";

const most = 4;
/** Symbol of a line, and the gaps beside it and after the entry, in pixels. */
const besideLabel = 44;

/**
 * Columns in which the entries of all legends of a figure fit a width, at most 4; 1 where even that may be too
 * wide. Columns are as wide as their longest entry.
 */
export function legendColumns(marks: FigureSpec, fontSize: number, width: number): number {
  const legends = ["color", "shape", "strokeDash", "fill", "stroke"].flatMap((channel) =>
    codingsIn(marks, channel).map((coding) => labelsOf(coding.channel)),
  );
  const fits = (columns: number) =>
    legends.every((labels) => {
      const widths = new Array<number>(columns).fill(0);
      labels.forEach((label, i) => {
        const own = besideLabel + estimatedWidth(label, fontSize);
        widths[i % columns] = Math.max(widths[i % columns]!, own);
      });
      return widths.reduce((a, b) => a + b) <= width;
    });
  for (let columns = most; columns > 1; columns--) if (fits(columns)) return columns;
  return 1;
}

/** What stands beside the symbols: the categories, or the words that an expression gives them. */
function labelsOf(channel: FigureSpec): string[] {
  const { domain } = recordIn(channel, "scale");
  if (channel.type === "quantitative" || !Array.isArray(domain)) return [];
  const { labelExpr } = isRecord(channel.legend) ? channel.legend : {};
  const words =
    typeof labelExpr === "string"
      ? [...labelExpr.matchAll(/\? '((?:[^'\\]|\\.)*)'/g)].map(([, text]) => text!)
      : [];
  return words.length > 0
    ? words.map(plainText)
    : (domain as (string | number)[]).map((value) => plainText(categoryWords(value)));
}
