import { evenTicks } from "./even-ticks.ts";
import { labelsFor } from "./labels.ts";

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const steps = [[1], [1, 2, 5], [1, 2, 3, 5, 7], [1, 2, 3, 4, 5, 6, 7, 8, 9]];

/** Ends that no log axis goes beyond: a binary number beside them is no longer exact, or infinite. */
const [smallest, largest] = [1e-307, 1e307];

/**
 * Domain of a log axis: the range of the values, widened by 4 % of its length (by a factor 1.2 at least).
 *
 * @param least, most  from 1e-300 to 1e300
 */
export function logDomain(least: number, most: number): [number, number] {
  // the ratio alone would be infinite over more than 308 decades
  const factor = Math.max(1.2, most ** 0.04 / least ** 0.04);
  const from = Math.max(smallest, least / factor);
  const to = Math.min(largest, most * factor);
  return [Number(from.toPrecision(3)), Number(to.toPrecision(3))];
}

/**
 * Ticks of a log axis: powers of ten where they suffice, otherwise 1–2–5 and finer multiples, and equal
 * steps where less than a third of a decade is shown.
 */
export function logTicks(least: number, most: number): number[] {
  const from = Math.floor(Math.log10(Math.max(smallest, least)));
  const to = Math.ceil(Math.log10(Math.min(largest, most)));
  const every = Math.max(1, Math.ceil((to - from) / 10));
  for (const multiples of steps) {
    const ticks: number[] = [];
    for (let e = from; e <= to; e += multiples.length > 1 ? 1 : every) {
      for (const multiple of multiples) ticks.push(Number(`${multiple}e${e}`));
    }
    const shown = ticks.filter((tick) => tick >= least && tick <= most);
    if (shown.length >= 4) return shown;
  }
  return evenTicks(least, most);
}

/** Axis properties for the given ticks: powers of ten as 10⁵ where plain digits would be long. */
export function logAxis(ticks: readonly number[]): Record<string, unknown> {
  const long = ticks.some((tick) => tick >= 1e5 || tick < 1e-3);
  const label = (tick: number) => {
    if (!long) return String(tick);
    const [mantissa, exponent] = tick.toExponential().split("e") as [string, string];
    const power = `10${[...exponent.replace("+", "")].map(raised).join("")}`;
    return mantissa === "1" ? power : `${mantissa}×${power}`;
  };
  return { values: ticks, labelExpr: labelsFor(ticks, (tick) => label(tick as number)) };
}

function raised(character: string): string {
  return character === "-" ? "⁻" : superscripts[Number(character)]!;
}
