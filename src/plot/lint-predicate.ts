import { fieldPath, valueAt } from "./field-path.ts";
import { isRecord } from "./spec.ts";
import type { Row } from "./table.ts";

type Test = (row: Row) => boolean;

/**
 * The rows that a filter of Vega-Lite keeps, as a function; undefined where the filter is an expression,
 * reads a column that a transform made, or uses times.
 */
export function predicateOf(filter: unknown, made: ReadonlySet<string>): Test | undefined {
  if (!isRecord(filter)) return undefined;
  if ("not" in filter) {
    const inner = predicateOf(filter.not, made);
    return inner && ((row) => !inner(row));
  }
  for (const key of ["and", "or"] as const) {
    if (!Array.isArray(filter[key])) continue;
    const inner = filter[key].map((part) => predicateOf(part, made));
    if (!inner.every((test) => test !== undefined)) return undefined;
    return key === "and"
      ? (row) => inner.every((test) => test(row))
      : (row) => inner.some((test) => test(row));
  }
  // a selection that holds nothing yet keeps every row
  if ("param" in filter) return filter.empty === false ? undefined : () => true;
  return fieldPredicate(filter, made);
}

function fieldPredicate(
  filter: Readonly<Record<string, unknown>>,
  made: ReadonlySet<string>,
): Test | undefined {
  if (typeof filter.field !== "string" || filter.timeUnit !== undefined) return undefined;
  const path = fieldPath(filter.field);
  if (made.has(path[0]!)) return undefined;
  const on = (test: (value: unknown) => boolean): Test => {
    return (row) => test(valueAt(row, path));
  };
  const { equal, oneOf, valid, range } = filter;
  if (isPlain(equal)) return on((value) => value === equal);
  if (Array.isArray(oneOf)) {
    const allowed = new Set<unknown>(oneOf);
    return on((value) => allowed.has(value));
  }
  if (typeof valid === "boolean") return on((value) => isValid(value) === valid);
  if (Array.isArray(range) && range.every((end) => end === null || typeof end === "number")) {
    const [least, most] = range as (number | null)[];
    return on(
      (value) =>
        (least == null || (value as number) >= least) &&
        (most == null || (value as number) <= most),
    );
  }
  for (const key of Object.keys(comparisons)) {
    const limit = filter[key];
    const compare = comparisons[key]!;
    if (typeof limit === "number") return on((value) => compare(value as number, limit));
  }
  return undefined;
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
};

function isPlain(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** True for what a continuous scale of Vega-Lite draws: it converts to a finite number. */
export function isValid(value: unknown): boolean {
  if (value === null || value === undefined || typeof value === "symbol") return false;
  return typeof value === "bigint" || Number.isFinite(Number(value));
}
