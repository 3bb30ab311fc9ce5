import { requireNumber } from "../core/require-number.ts";
import { shown } from "../core/shown.ts";
import type { CapacitySetting } from "./capacity-setting.ts";

/**
 * Refuses values of another kind in a setting, which plain JavaScript lets through.
 *
 * @throws {TypeError} a number or a text that is none
 */
export function requireKinds(setting: CapacitySetting): void {
  const { order, beta, N, trials, seed, resamples, maximumP } = setting;
  for (const [name, value] of Object.entries({ N, trials, seed })) {
    requireNumber("capacityStudy", name, value);
  }
  if (order !== null) requireNumber("capacityStudy", "order", order);
  for (const [name, value] of Object.entries({ beta, resamples, maximumP })) {
    if (value !== undefined) requireNumber("capacityStudy", name, value);
  }
  const { separation, correlation, criterion, vote = "single" } = setting;
  for (const [name, value] of Object.entries({ separation, correlation, criterion, vote })) {
    requireText(name, value);
  }
}

function requireText(name: string, value: unknown): void {
  if (typeof value === "string") return;
  throw new TypeError(`capacityStudy: expected a text ${name}, got ${shown(value)}`);
}
