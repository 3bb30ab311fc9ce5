import { requireNumber } from "../core/require-number.ts";
import { shown } from "../core/shown.ts";

/**
 * @throws {TypeError} no list, or a value that is no number
 * @throws {RangeError} an empty list
 */
export function requireNumbers(
  caller: string,
  name: string,
  list: unknown,
): asserts list is readonly number[] {
  if (!Array.isArray(list)) {
    throw new TypeError(`${caller}: expected a list ${name}, got ${shown(list)}`);
  }
  if (list.length === 0) {
    throw new RangeError(`${caller}: expected a list ${name} of 1 value or more, got none`);
  }
  for (const value of list) requireNumber(caller, name, value);
}

/** @throws {RangeError} no integer from `least` on, {TypeError} no number */
export function requireInteger(caller: string, name: string, value: unknown, least: number): void {
  requireNumber(caller, name, value);
  if (Number.isSafeInteger(value) && Number(value) >= least) return;
  throw new RangeError(`${caller}: expected an integer ${name} >= ${least}, got ${value}`);
}
