import { shown } from "../core/shown.ts";

/**
 * Refuses an option that is none of the words it may be.
 *
 * @param caller  the public function, and `what` the option, as the message names them
 * @param allowed  two words or more
 * @throws {TypeError} another value
 */
export function requireWord(
  caller: string,
  what: string,
  value: unknown,
  allowed: readonly string[],
): void {
  if (allowed.includes(value as string)) return;
  const words = allowed.map((word) => JSON.stringify(word));
  const list = `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
  throw new TypeError(`${caller}: expected ${what} ${list}, got ${shown(value)}`);
}
