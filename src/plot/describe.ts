import { plainText } from "./formulas-in-text.ts";
import { type FigureSpec, isRecord, joinedLines } from "./spec.ts";

type Fields = Readonly<Record<string, unknown>>;

interface Unit {
  readonly mark: string;
  readonly encoding: Fields;
  /** Rows after the filters; undefined where the data is not inline or is reshaped by Vega-Lite. */
  readonly rows: readonly Fields[] | undefined;
  /** Words of the filters, such as "source: theory". */
  readonly which: readonly string[];
}

const markWords: Record<string, string> = {
  point: "points",
  circle: "points",
  square: "points",
  line: "lines",
  area: "areas",
  bar: "bars",
  rect: "cells",
  image: "images",
  rule: "error bars",
  errorbar: "error bars",
  errorband: "bands",
  text: "labels",
};

/**
 * Describes a figure in words: title, axes with their ranges, and the number of marks of each series.
 *
 * Made from the specification alone (a `description` it carries is not read), for readers who cannot see
 * the figure. Formulas are written as readable Unicode. Layers and concatenations are walked; numbers are given for inline data.
 *
 * @param spec  Vega-Lite specification; not modified
 * @returns one paragraph of plain text
 */
export function describeFigure(spec: FigureSpec): string {
  const units = unitsOf(spec, {}, undefined, []);
  const sentences = [titleWords(spec.title)];
  for (const channel of ["x", "y", "color", "fill"])
    sentences.push(...channelWords(units, channel));
  for (const unit of units) sentences.push(markSentence(unit));
  const text = [...new Set(sentences.filter((sentence) => sentence !== ""))].join(". ");
  return text === "" ? "Empty figure" : plainText(`${text}.`);
}

function unitsOf(
  view: Fields,
  inherited: Fields,
  rows: readonly Fields[] | undefined,
  which: readonly string[],
): Unit[] {
  const encoding = { ...inherited, ...(isRecord(view.encoding) ? view.encoding : {}) };
  const own = isRecord(view.data)
    ? Array.isArray(view.data.values)
      ? (view.data.values as Fields[])
      : undefined
    : rows;
  const filtered = filter(own, which, view.transform);
  const children = ["layer", "hconcat", "vconcat", "concat"].flatMap((key) =>
    Array.isArray(view[key]) ? view[key].filter(isRecord) : [],
  );
  if (isRecord(view.spec)) children.push(view.spec);
  const units = children.flatMap((child) =>
    unitsOf(child, encoding, filtered.rows, filtered.which),
  );
  const mark = isRecord(view.mark) ? view.mark.type : view.mark;
  return mark === undefined ? units : [{ mark: String(mark), encoding, ...filtered }, ...units];
}

function filter(
  rows: readonly Fields[] | undefined,
  which: readonly string[],
  transform: unknown,
): Pick<Unit, "rows" | "which"> {
  if (!Array.isArray(transform)) return { rows, which };
  const words = [...which];
  let kept = rows;
  for (const step of transform) {
    const predicate = isRecord(step) ? step.filter : undefined;
    const column = isRecord(predicate) ? columnOf(predicate) : undefined;
    if (!isRecord(predicate) || column === undefined) return { rows: undefined, which: words };
    if (Array.isArray(predicate.oneOf)) {
      const allowed: readonly unknown[] = predicate.oneOf;
      kept = kept?.filter((row) => allowed.includes(row[column]));
      words.push(`${column}: ${allowed.join(", ")}`);
    } else if (predicate.valid === true) {
      kept = kept?.filter((row) => Number.isFinite(row[column]));
    } else return { rows: undefined, which: words };
  }
  return { rows: kept, which: words };
}

/** Sentences on one channel: title, scale and range over all marks that share the title. */
function channelWords(units: readonly Unit[], channel: string): string[] {
  const ranges = new Map<string, { scale: string; numbers: number[]; texts: Set<string> }>();
  for (const { encoding, rows } of units) {
    const coding = encoding[channel];
    if (!isRecord(coding) || coding.axis === null) continue;
    const column = columnOf(coding);
    if (column === undefined) continue;
    const title = `${channel}: ${titleWords(coding.title) || column}`;
    const scale = isRecord(coding.scale) && coding.scale.type === "log" ? ", log scale" : "";
    const entry = ranges.get(title) ?? { scale, numbers: [], texts: new Set() };
    ranges.set(title, entry);
    const far = encoding[`${channel}2`];
    const columns = [column, isRecord(far) ? columnOf(far) : undefined];
    for (const row of rows ?? []) {
      for (const name of columns) {
        const value = name === undefined ? undefined : row[name];
        if (typeof value === "number" && coding.type !== "nominal") entry.numbers.push(value);
        else if (value != null) entry.texts.add(String(value));
      }
    }
  }
  return [...ranges].map(([title, { scale, numbers, texts }]) => {
    const range =
      numbers.length > 0
        ? ` from ${short(numbers.reduce((a, b) => Math.min(a, b)))} to ${short(numbers.reduce((a, b) => Math.max(a, b)))}`
        : texts.size > 0
          ? ` (${listed([...texts])})`
          : "";
    return `${title}${range}${scale}`;
  });
}

/** "7 points (source: simulation): n 2: 3, n 3: 4". */
function markSentence({ mark, encoding, rows, which }: Unit): string {
  const isBar = mark !== "rule" || "y2" in encoding || "x2" in encoding;
  const name = isBar ? (markWords[mark] ?? mark) : "straight lines";
  const context = which.length > 0 ? ` (${which.join("; ")})` : "";
  if (rows === undefined) return `${name}${context}`;
  if (mark === "text") return labelSentence(rows, encoding.text);
  const colour = encoding.color;
  const series =
    mark !== "rect" && isRecord(colour) && colour.type === "nominal" ? columnOf(colour) : undefined;
  const counts = new Map<string, number>();
  if (series !== undefined) {
    for (const row of rows) {
      const key = String(row[series]);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const split = [...counts].map(([key, count]) => `${series} ${key}: ${count}`);
  const noun = mark === "line" ? "vertices of lines" : mark === "area" ? "vertices of bands" : name;
  return `${rows.length} ${noun}${context}${split.length > 0 ? `, ${listed(split)}` : ""}`;
}

/** "labels: stored, retrieved". */
function labelSentence(rows: readonly Fields[], coding: unknown): string {
  const column = isRecord(coding) ? columnOf(coding) : undefined;
  if (column === undefined) return `${rows.length} labels`;
  return `labels: ${listed([...new Set(rows.map((row) => String(row[column])))])}`;
}

function columnOf(coding: Fields): string | undefined {
  const path = coding.field;
  return typeof path === "string" ? path.replace(/\\(.)/g, "$1") : undefined;
}

function titleWords(title: unknown): string {
  if (!isRecord(title)) return joinedLines(title);
  return [title.text, title.subtitle]
    .map(titleWords)
    .filter((words) => words !== "")
    .join(". ");
}

function listed(items: readonly string[]): string {
  return items.length > 12
    ? `${items.slice(0, 12).join(", ")} and ${items.length - 12} more`
    : items.join(", ");
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
