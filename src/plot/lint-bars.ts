import { valueAt } from "./field-path.ts";
import type { Finding } from "./lint.ts";
import { type Cell, type Coding, isContinuous, nameCells } from "./lint-codings.ts";
import { isLog, type Scales } from "./lint-scales.ts";

const remedy =
  "cut the bars at a positive value, use columns of an interval that stays positive, or a linear axis";

/** Findings on bars, areas and error bars of one unit: ends that their axis cannot show. */
export function barFindings(codings: readonly Coding[], scales: Scales): Finding[] {
  return ["x", "y"].flatMap((axis) => {
    const main = codings.find(({ channel }) => channel === axis);
    if (!main || !isContinuous(main)) return [];
    const others = new Map(
      codings.filter(({ main }) => main === axis).map((coding) => [coding.channel, coding]),
    );
    const isComposite = /^error(bar|band)$/.test(main.unit.mark);
    return [
      ...(isLog(main, scales) ? baseline(main, codings, others) : []),
      ...(isLog(main, scales) ? givenErrors(main, others) : []),
      ...(isComposite && others.size === 1 && measure(main, codings) === axis
        ? spreads(main, codings, isLog(main, scales))
        : []),
    ];
  });
}

/** Bars and areas without a second end begin at zero. */
function baseline(
  main: Coding,
  codings: readonly Coding[],
  others: ReadonlyMap<string, Coding>,
): Finding[] {
  const { mark, encoding } = main.unit;
  if (!/^(bar|area)$/.test(mark) || others.has(`${main.main}2`)) return [];
  if (`${main.main}2` in encoding || measure(main, codings) !== main.main) return [];
  const isSplit = ["color", "fill", "detail", "opacity"].some((channel) => channel in encoding);
  return [
    {
      rule: "log-baseline",
      where: main.where,
      message:
        `expected ${mark}s with a positive lower end on the log scale of ${main.main}, got ` +
        `${isSplit ? `stacked ${mark}s` : `${mark}s`} from zero; ` +
        `draw points or lines, give ${main.main}2, or use a linear axis`,
    },
  ];
}

/** The axis along which bars and areas grow. */
function measure(main: Coding, codings: readonly Coding[]): string {
  const { orient } = main.unit.markOptions;
  if (orient === "horizontal") return "x";
  if (orient === "vertical") return "y";
  const isMeasure = (channel: string) =>
    codings.some(
      (one) =>
        one.channel === channel &&
        one.type === "quantitative" &&
        isContinuous(one) &&
        !one.definition.bin,
    );
  return isMeasure("y") ? "y" : "x";
}

/** Ends of error bars given as lengths: y − yError, or y + yError2. */
function givenErrors(main: Coding, others: ReadonlyMap<string, Coding>): Finding[] {
  const { source } = main.unit;
  const [length, second] = ["Error", "Error2"].map((end) => others.get(main.main + end));
  if (!length || typeof source === "string" || !source.isExact || !main.path) return [];
  if ([main, length, second].some((one) => one?.path && source.made.has(one.path[0]!))) return [];
  const number = (row: unknown, { path, definition }: Coding) =>
    Number(path ? valueAt(row, path) : definition.datum);
  const bad: Cell[] = [];
  source.values.forEach((row, i) => {
    const middle = number(row, main);
    const end = second ? middle + number(row, second) : middle - number(row, length);
    if (middle > 0 && end <= 0) bad.push({ row: source.at[i]!, value: end });
  });
  return belowZero(main, bad, `${main.column} − ${(second ?? length).column}`);
}

/** Error bars that Vega-Lite computes from the rows of each group: mean ± spread. */
function spreads(main: Coding, codings: readonly Coding[], isOnLog: boolean): Finding[] {
  const { source, markOptions } = main.unit;
  const extent = markOptions.extent ?? "stderr";
  if (typeof source === "string" || !source.isExact || !main.path) return [];
  if (extent !== "stderr" && extent !== "stdev") return [];
  const keys = codings.filter(({ channel, path }) => path && channel !== main.channel);
  if ([main, ...keys].some(({ path }) => path && source.made.has(path[0]!))) return [];
  const groups = new Map<string, { at: number; numbers: number[] }>();
  source.values.forEach((row, i) => {
    const key = JSON.stringify(keys.map(({ path }) => valueAt(row, path!)));
    const group = groups.get(key) ?? { at: source.at[i]!, numbers: [] };
    groups.set(key, group);
    group.numbers.push(Number(valueAt(row, main.path!)));
  });
  const all = [...groups.values()].map(({ at, numbers }) => ({
    row: at,
    value: lowerEnd(numbers, extent),
    count: numbers.length,
  }));
  const lone = all.filter(({ count }) => count === 1);
  const found = isOnLog
    ? belowZero(
        main,
        all.filter(({ value }) => value <= 0),
        `mean − ${extent}`,
      )
    : [];
  if (lone.length === 0) return found;
  const message =
    `expected at least two rows for each ${main.unit.mark}, got one at ` +
    `${nameCells(lone, `mean − ${extent}`)}; give the ends as columns, or filter these rows out`;
  return [...found, { rule: "missing-marks", where: main.where, message }];
}

function lowerEnd(numbers: readonly number[], extent: unknown): number {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (numbers.length - 1));
  return mean - (extent === "stdev" ? deviation : deviation / Math.sqrt(numbers.length));
}

function belowZero(main: Coding, bad: readonly Cell[], words: string): Finding[] {
  if (bad.length === 0) return [];
  const message =
    `expected error bars above zero on the log scale of ${main.main}, ` +
    `got ${nameCells(bad, words)}; ${remedy}`;
  return [{ rule: "log-axis", where: main.where, message }];
}
