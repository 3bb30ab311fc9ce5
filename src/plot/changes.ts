import { isRecord } from "./spec.ts";

/** Path of a part and its new value; a change without a value takes the part away. */
export type Change = readonly [path: readonly (string | number)[], value?: unknown];

/** The changes that make one JSON value of another, as few as parts differ. */
export function changesBetween(from: unknown, to: unknown): Change[] {
  if (from === to) return [];
  const isPair =
    (isRecord(from) && isRecord(to)) ||
    (Array.isArray(from) && Array.isArray(to) && from.length === to.length);
  if (!isPair) return [[[], to]];
  const [before, after] = [from, to] as unknown as Record<string, unknown>[];
  return [...new Set([...Object.keys(before!), ...Object.keys(after!)])].flatMap(
    (key): Change[] => {
      if (!Object.hasOwn(after!, key)) return [[[key]]];
      if (!Object.hasOwn(before!, key)) return [[[key], after![key]]];
      return changesBetween(before![key], after![key]).map(([path, ...value]) => [
        [key, ...path],
        ...value,
      ]);
    },
  );
}
