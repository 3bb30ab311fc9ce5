/** Step of 1, 2 or 5 times a power of ten that fits at most `count` times between two numbers. */
function evenStep(least: number, most: number, count: number): number {
  const size = 10 ** Math.floor(Math.log10((2 * (most - least)) / count));
  return [1, 2, 5].map((k) => k * size).find((k) => (most - least) / k <= count) ?? 10 * size;
}

/** Three to nine ticks at equal steps of 1, 2 or 5 times a power of ten inside [least, most]. */
export function evenTicks(least: number, most: number): number[] {
  const step = evenStep(least, most, 8);
  return multiples(step, Math.ceil(least / step), Math.floor(most / step));
}

/** Three to eight ticks at equal steps around two numbers: the first is not above, the last not below. */
export function ticksAround(least: number, most: number): number[] {
  const end = least === most ? least + (Math.abs(least) || 1) : most;
  const step = evenStep(least, end, 6);
  return multiples(step, Math.floor(rounded(least / step)), Math.ceil(rounded(end / step)));
}

function multiples(step: number, first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => rounded((first + i) * step));
}

/** Without the noise of binary arithmetic in the last digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(12)) + 0;
}

/** Words for ticks at equal steps: the same number of decimals for all, and a real minus sign. */
export function tickWords(ticks: readonly number[]): (tick: number) => string {
  const words = ticks.map(String);
  if (words.some((word) => word.includes("e"))) return (tick) => minus(String(tick));
  const decimals = Math.max(...words.map((word) => word.split(".")[1]?.length ?? 0));
  return (tick) => minus(tick.toFixed(decimals));
}

function minus(text: string): string {
  return text.replaceAll("-", "−");
}
