import { fieldPath } from "./field-path.ts";
import { predicateOf } from "./lint-predicate.ts";
import { isRecord } from "./spec.ts";
import type { Row } from "./table.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Rows on their way through the transforms of a specification. */
export interface Rows {
  readonly values: readonly Row[];
  /** Position of each row in the data as given. */
  readonly at: readonly number[];
  /** Columns that transforms made; their values are not known here. */
  readonly made: ReadonlySet<string>;
  /** False after a filter that cannot be followed here: some of the rows may be gone. */
  readonly isExact: boolean;
}

/** Rows; "unknown" where they cannot be followed; "none" where the specification names no data. */
export type Source = Rows | "unknown" | "none";

/** The rows of a `data` property. Datasets are those of the top of the specification. */
export function sourceOf(data: unknown, datasets: Fields): Source {
  if (data === null || !isRecord(data)) return "none";
  if (isRecord(data.sequence)) return sequence(data.sequence);
  const format = isRecord(data.format) ? data.format : {};
  const given =
    data.values ?? (typeof data.name === "string" ? datasets[data.name] : undefined) ?? "unknown";
  if (typeof given === "string" || given === undefined) return "unknown";
  if (format.property !== undefined || (format.type ?? "json") !== "json") return "unknown";
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  const values = list.map((row) => (isRecord(row) ? row : { data: row }));
  // a column that is parsed changes its values before anything is drawn
  const parsed = isRecord(format.parse) ? Object.keys(format.parse) : [];
  return rowsFrom(values, new Set(parsed));
}

function rowsFrom(values: readonly Row[], made: ReadonlySet<string> = new Set()): Rows {
  return { values, at: values.map((_, i) => i), made, isExact: true };
}

function sequence({ start = 0, stop, step = 1, as = "data" }: Fields): Source {
  const [from, to, by] = [Number(start), Number(stop), Number(step)];
  const length = Math.max(0, Math.ceil((to - from) / by));
  if (!(length <= 1e7)) return "unknown";
  return rowsFrom(Array.from({ length }, (_, i) => ({ [String(as)]: from + i * by })));
}

/** The rows after a list of transforms. */
export function transformed(source: Source, transforms: unknown): Source {
  if (!Array.isArray(transforms)) return source;
  let rows = source;
  for (const step of transforms) {
    if (rows === "unknown" || rows === "none") return rows;
    rows = isRecord(step) ? after(rows, step) : "unknown";
  }
  return rows;
}

const keepsRows = ["calculate", "joinaggregate", "bin", "timeUnit", "window", "stack", "lookup"];

function after(rows: Rows, step: Fields): Source {
  if ("filter" in step) return filtered(rows, step.filter);
  if ("extent" in step) return rows;
  if (keepsRows.some((key) => key in step)) {
    const made = new Set(rows.made);
    for (const name of namesMade(step)) made.add(name);
    return { ...rows, made };
  }
  return "unknown";
}

function filtered(rows: Rows, filter: unknown): Rows {
  const keeps = predicateOf(filter, rows.made);
  if (!keeps) return { ...rows, isExact: false };
  const values: Row[] = [];
  const at: number[] = [];
  rows.values.forEach((row, i) => {
    if (!keeps(row)) return;
    values.push(row);
    at.push(rows.at[i]!);
  });
  return { ...rows, values, at };
}

/** Names of the columns that a transform adds or overwrites. */
function namesMade(step: Fields): string[] {
  const nested = ["joinaggregate", "window"].flatMap((key) => (step[key] as unknown[]) ?? []);
  const from = isRecord(step.from) ? step.from : {};
  const all = [step.as, ...nested.map((part) => isRecord(part) && part.as), from.fields].flat();
  const names = all.filter((name) => typeof name === "string");
  // a bin names its upper end after its lower one
  if ("bin" in step && names.length === 1) names.push(`${names[0]}_end`);
  if ("timeUnit" in step && names.length === 1) names.push(`${names[0]}_end`);
  return names.map((name) => fieldPath(name)[0]!);
}
