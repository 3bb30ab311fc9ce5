import { shown } from "./shown.ts";

/**
 * Refuses what is no number, in particular a number in quotes, which plain JavaScript takes for one.
 *
 * @param caller  the public function, and `what` the option, as the message names them
 * @throws {TypeError} another kind of value
 */
export function requireNumber(caller: string, what: string, value: unknown): void {
  if (typeof value === "number") return;
  throw new TypeError(`${caller}: expected a number ${what}, got ${shown(value)}`);
}
