import { freedmanDiaconisWidth, scottWidth } from "../numerics/bin-width.ts";
import { requireWord } from "../numerics/require-word.ts";

/**
 * How values are binned: a rule, a number of bins, { width } or { edges }. "integers": bins of width 1
 * around whole numbers. The rules and numbers of bins give widths of 1, 2 or 5 times a power of ten.
 */
export type Bins =
  | "freedman-diaconis"
  | "scott"
  | "integers"
  | number
  | { readonly width: number }
  | { readonly edges: readonly number[] };

/** Edges of bins, ascending, and how they came about in words. */
export interface BinEdges {
  readonly edges: readonly number[];
  readonly words: string;
  /** The common width; undefined where widths differ. */
  readonly width: number | undefined;
}

const mostBins = 400;

/**
 * Edges that hold all values.
 *
 * @param sets  values of each series, finite; a rule takes the smallest of their widths
 */
export function binEdges(
  caller: string,
  sets: readonly (readonly number[])[],
  bins: Bins | undefined,
): BinEdges {
  const all = sets.flat();
  const [least, most] = [
    all.reduce((a, b) => Math.min(a, b)),
    all.reduce((a, b) => Math.max(a, b)),
  ];
  const areWhole = all.every(Number.isInteger);
  const rule = bins ?? (areWhole && most - least < 200 ? "integers" : "freedman-diaconis");
  if (typeof rule === "object" && "edges" in rule) return statedEdges(caller, all, rule.edges);
  if (rule === "integers") {
    if (!areWhole) {
      throw new RangeError(
        `${caller}: expected whole numbers for bins "integers", got ${all.find((value) => !Number.isInteger(value))}; ` +
          `choose "freedman-diaconis", a number of bins or a width`,
      );
    }
    requireFewBins(caller, most - least + 1);
    const edges = Array.from({ length: most - least + 2 }, (_, i) => least - 0.5 + i);
    requireApart(caller, edges, 1, least);
    return { edges, width: 1, words: "one bin a whole number" };
  }
  if (typeof rule === "string") {
    requireWord(caller, "bins", rule, ["freedman-diaconis", "scott", "integers"]);
    const width = ruleWidth(sets, rule, most - least);
    const author = rule === "scott" ? "Scott" : "Freedman–Diaconis";
    return evenEdges(caller, least, most, width, `bins of width ${width} (${author})`);
  }
  if (typeof rule === "object") {
    if (!(rule.width > 0 && rule.width < Infinity)) {
      throw new RangeError(`${caller}: expected a width of bins > 0, got ${rule.width}`);
    }
    return evenEdges(caller, least, most, rule.width, `bins of width ${rule.width}`);
  }
  if (!(Number.isInteger(rule) && rule > 0)) {
    throw new RangeError(`${caller}: expected a whole number of bins > 0, got ${rule}`);
  }
  const width = roundWidth((most - least || 1) / rule);
  return evenEdges(caller, least, most, width, `bins of width ${width}`);
}

/**
 * The smallest width that the rule gives for a series; the other rule, then the range, then 1, where it gives
 * none. Series of equal values have no width.
 */
function ruleWidth(
  sets: readonly (readonly number[])[],
  rule: "freedman-diaconis" | "scott",
  range: number,
): number {
  const spread = sets
    .map((set) => [...set].sort((a, b) => a - b))
    .filter((sorted) => sorted[0]! < sorted.at(-1)!);
  const widths = (width: (sorted: readonly number[]) => number) =>
    spread.map(width).filter((value) => value > 0);
  const own = widths(rule === "scott" ? scottWidth : freedmanDiaconisWidth);
  const usable = own.length > 0 ? own : widths(scottWidth);
  const width = usable.length > 0 ? Math.min(...usable) : range || 1;
  return roundWidth(Math.max(width, range / (mostBins / 2)));
}

/** The nearest of 1, 2 and 5 times a power of ten, by ratio. */
function roundWidth(width: number): number {
  const power = Math.floor(Math.log10(width));
  const candidates = [1, 2, 5, 10].map((k) => Number(`${k}e${power}`));
  const off = (candidate: number) => Math.abs(Math.log(candidate / width));
  return candidates.reduce((a, b) => (off(b) < off(a) ? b : a));
}

/** Multiples of the width around the values; a value on an inner edge belongs to the bin above. */
function evenEdges(
  caller: string,
  least: number,
  most: number,
  width: number,
  words: string,
): BinEdges {
  const first = Math.floor(least / width);
  const last = Math.floor(most / width) + 1;
  requireFewBins(caller, last - first);
  // the two roundings of a product are less than half a unit of the fifteenth digit
  const edges = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * width).toPrecision(15)),
  );
  requireApart(caller, edges, width, least);
  // the last digits of an edge may put the outermost values beside it
  if (edges[0]! > least) edges[0] = least;
  return { edges, width, words };
}

function statedEdges(
  caller: string,
  values: readonly number[],
  edges: readonly number[],
): BinEdges {
  if (edges.length < 2 || !edges.every((edge, i) => i === 0 || edge > edges[i - 1]!)) {
    throw new RangeError(
      `${caller}: expected at least two ascending edges of bins, got ${edges.join(", ")}`,
    );
  }
  requireFewBins(caller, edges.length - 1);
  const [first, last] = [edges[0]!, edges.at(-1)!];
  const outside = values.filter((value) => value < first || value > last);
  if (outside.length > 0) {
    throw new RangeError(
      `${caller}: expected values within the edges ${first} to ${last}, got ${outside.length} outside ` +
        `(${outside.slice(0, 5).join(", ")}${outside.length > 5 ? ", …" : ""}); widen the edges or filter the rows out`,
    );
  }
  const widths = edges.slice(1).map((edge, i) => edge - edges[i]!);
  const isEven = widths.every((width) => Math.abs(width - widths[0]!) <= 1e-9 * widths[0]!);
  return {
    edges,
    width: isEven ? widths[0] : undefined,
    words: `${edges.length - 1} stated bins`,
  };
}

function requireFewBins(caller: string, count: number): void {
  if (count > mostBins) {
    throw new RangeError(
      `${caller}: expected at most ${mostBins} bins, got ${count}; choose wider ones with bins: { width }`,
    );
  }
}

/** Refuses bins whose edges are the same binary numbers. */
function requireApart(
  caller: string,
  edges: readonly number[],
  width: number,
  least: number,
): void {
  if (edges.length < 2 || edges.some((edge, i) => i > 0 && edge <= edges[i - 1]!)) {
    throw new RangeError(
      `${caller}: expected bins that numbers near ${least} can tell apart, got bins of width ${width}; ` +
        "subtract a common number from the values, or choose wider bins with bins: { width }",
    );
  }
}

/** Number of values in each bin; a value on an inner edge counts above, on the last edge below. */
export function countInBins(values: readonly number[], edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const value of values) {
    let [low, high] = [0, counts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (edges[middle]! <= value) low = middle;
      else high = middle - 1;
    }
    counts[low] = counts[low]! + 1;
  }
  return counts;
}
