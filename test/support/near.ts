import assert from "node:assert/strict";

/** Asserts |got − expected| < tolerance, or equality. */
export function near(got: number, expected: number, tolerance: number, what: string): void {
  assert.ok(
    got === expected || Math.abs(got - expected) < tolerance,
    `${what}: ${got} - ${expected} = ${got - expected}`,
  );
}
