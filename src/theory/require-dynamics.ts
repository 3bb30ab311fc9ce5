import { requireNumber } from "../core/require-number.ts";
import { shown } from "../core/shown.ts";
import { type DynamicsModel, requireDynamicsModel } from "./dynamics-model.ts";

/** From which state, and how long. */
export interface DynamicsStart {
  /** Overlap m(0) with the pattern to retrieve, −1 … 1. */
  readonly overlap0: number;
  /** Synchronous steps, integer ≥ 1. */
  readonly steps: number;
}

/**
 * Refuses bad models (`requireDynamicsModel`) and bad starts; `caller` names the public function.
 *
 * @throws {RangeError} a number outside its range
 * @throws {TypeError} unknown words, no start, or numbers in quotes
 */
export function requireDynamics(caller: string, model: DynamicsModel, start: DynamicsStart): void {
  requireDynamicsModel(caller, model);
  if (typeof start !== "object" || start === null) {
    throw new TypeError(
      `${caller}: expected options such as { overlap0: 0.5, steps: 3 }, got ${shown(start)}`,
    );
  }
  const { overlap0, steps } = start;
  requireNumber(caller, "overlap0", overlap0);
  requireNumber(caller, "steps", steps);
  if (!(Math.abs(overlap0) <= 1)) {
    throw new RangeError(`${caller}: expected -1 <= overlap0 <= 1, got ${overlap0}`);
  }
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`${caller}: expected an integer steps >= 1, got ${steps}`);
  }
}
