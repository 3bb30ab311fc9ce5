/** What an expectation throws: its message is meant for the reader, without a stack. */
export class ExpectationFailed extends Error {
  override readonly name: string = "ExpectationFailed";
}

/** Choices of an expectation. */
export interface ExpectationOptions {
  /** Whether the message may tell the expected value; false in hidden tests; true. */
  readonly reveal?: boolean;
}

/**
 * Passes when numbers agree with what is expected of a physical quantity, within a tolerance.
 *
 * The message says which quantity is off, where, and in which way: sign, factor, too large or too
 * small. With `reveal: false` it tells neither the expected value nor a factor.
 *
 * @param quantity  its name, with the unit where there is one, e.g. `energy per spin`
 * @param got  a number or numbers; anything else fails by name
 * @param expected  a number or equally many numbers
 * @param tolerance  largest allowed |got − expected|, ≥ 0
 * @throws {ExpectationFailed} the quantity is off
 * @throws {RangeError} the tolerance is negative or not a number
 */
export function expectClose(
  quantity: string,
  got: unknown,
  expected: number | ArrayLike<number>,
  tolerance: number,
  { reveal = true }: ExpectationOptions = {},
): void {
  if (!(tolerance >= 0)) {
    throw new RangeError(`expectClose: expected a tolerance >= 0, got ${tolerance}`);
  }
  if (typeof expected === "number") {
    const fault = faultOf(got, expected, tolerance, reveal);
    if (fault !== null) throw new ExpectationFailed(`${quantity}: ${fault}`);
    return;
  }
  const values = numbersOf(quantity, got, expected.length);
  for (let i = 0; i < expected.length; i++) {
    const fault = faultOf(values[i], expected[i], tolerance, reveal);
    if (fault !== null) throw new ExpectationFailed(`${quantity} at index ${i}: ${fault}`);
  }
}

/**
 * Passes when a value is a state of N spins, each −1 or +1.
 *
 * @throws {ExpectationFailed} it is not; names length, site and value
 */
export function expectSpins(quantity: string, got: unknown, N: number): void {
  const values = numbersOf(quantity, got, N);
  for (let i = 0; i < N; i++) {
    if (values[i] === 1 || values[i] === -1) continue;
    throw new ExpectationFailed(`${quantity}: spins are −1 or +1, got ${values[i]} at site ${i}`);
  }
}

/**
 * Passes when a statement holds.
 *
 * @param statement  in words, e.g. `the energy never rises`; the message when it does not hold
 * @throws {ExpectationFailed} it does not
 */
export function expectThat(statement: string, holds: boolean): void {
  if (holds !== true) throw new ExpectationFailed(`it does not hold that ${statement}`);
}

function numbersOf(quantity: string, got: unknown, length: number): ArrayLike<unknown> {
  const list = got as ArrayLike<unknown> | null | undefined;
  if (typeof list !== "object" || typeof list?.length !== "number") {
    throw new ExpectationFailed(`${quantity}: expected ${length} numbers, got ${kindOf(got)}`);
  }
  if (list.length === length) return list;
  throw new ExpectationFailed(`${quantity}: expected ${length} numbers, got ${list.length}`);
}

function faultOf(
  got: unknown,
  expected: number,
  tolerance: number,
  reveal: boolean,
): string | null {
  if (typeof got !== "number" || Number.isNaN(got)) {
    return `expected a number, got ${kindOf(got)}`;
  }
  if (got === expected || Math.abs(got - expected) <= tolerance) return null;
  const direction = `it is too ${got > expected ? "large" : "small"}`;
  if (!reveal) return `got ${short(got)}; ${direction}`;
  const within = tolerance === 0 ? "" : ` ± ${short(tolerance)}`;
  const way = likelyCause(got, expected, tolerance) ?? direction;
  return `expected ${short(expected)}${within}, got ${short(got)}; ${way}`;
}

/** The usual slips: the sign, and a factor 2 that conventions lose or double. */
function likelyCause(got: number, expected: number, tolerance: number): string | null {
  const isNear = (factor: number): boolean =>
    expected !== 0 && Math.abs(got - factor * expected) <= Math.max(tolerance, 1e-9);
  if (isNear(-1)) return "the sign is wrong";
  if (isNear(2)) return "it is twice as large";
  if (isNear(0.5)) return "it is half as large";
  return null;
}

function short(value: number): string {
  return String(Number(value.toPrecision(6))).replace("-", "−");
}

function kindOf(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "object" && value !== null) return value.constructor?.name ?? "an object";
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
