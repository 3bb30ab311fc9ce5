import { closest, distance } from "fastest-levenshtein";

/**
 * Refuses an option that is none of the words a public function knows, and suggests one that is near.
 *
 * @param words  what it may be, at least one
 * @throws {RangeError} `value` is none of `words`; `caller` and `option` are named
 */
export function requireWord(
  caller: string,
  option: string,
  value: unknown,
  words: readonly string[],
): void {
  if (words.some((word) => word === value)) return;
  const known = words.map((word) => JSON.stringify(word)).join(", ");
  const got = typeof value === "string" ? JSON.stringify(value) : String(value);
  const nearest = closest(String(value), [...words]);
  const isNear = distance(String(value), nearest) <= Math.max(2, String(value).length / 2);
  const near = isNear ? `; nearest is "${nearest}"` : "";
  throw new RangeError(`${caller}: expected ${option} to be one of ${known}, got ${got}${near}`);
}
