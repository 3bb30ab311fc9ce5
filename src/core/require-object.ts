import { shown } from "./shown.ts";

/**
 * Refuses what is no object, in particular an argument left out in plain JavaScript.
 *
 * @param what  what was expected, with its article, and `remedy`, as the message has them
 * @throws {TypeError} another kind of value
 */
export function requireObject(caller: string, what: string, value: unknown, remedy: string): void {
  if (typeof value === "object" && value !== null) return;
  throw new TypeError(`${caller}: expected ${what}, got ${shown(value)}; ${remedy}`);
}
