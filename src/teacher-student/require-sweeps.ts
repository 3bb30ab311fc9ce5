import { shown } from "../core/shown.ts";

/** @throws {RangeError} sweeps < 1, or dropped outside 0 … sweeps − 1, or no integers */
export function requireSweeps(caller: string, sweeps: number, dropped: number): void {
  if (!Number.isSafeInteger(sweeps) || sweeps < 1) {
    throw new RangeError(
      `${caller}: expected an integer sweeps >= 1, got ${shown(sweeps)}; count all, the dropped ones too`,
    );
  }
  if (Number.isSafeInteger(dropped) && dropped >= 0 && dropped < sweeps) return;
  throw new RangeError(
    `${caller}: expected an integer 0 <= dropped < sweeps = ${sweeps}, got ${shown(dropped)}; some must be left to measure`,
  );
}
