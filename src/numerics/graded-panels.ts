/** Where an integrand changes quickly. */
export interface Step {
  readonly at: number;
  /** Over about this length; 0 is a jump or a kink. */
  readonly width: number;
}

/** Each panel beside a step reaches this many times as far from it as the one before. */
const growth = 2;

/**
 * Ends of panels from one point to another on each of which an integrand with steps is smooth: panels
 * grow with their distance from each step, up to `widest`.
 *
 * @returns ascending, with both ends
 */
export function gradedPanels(
  from: number,
  to: number,
  steps: readonly Step[],
  widest: number,
): number[] {
  const ends = [from, to];
  for (const { at, width } of steps) {
    ends.push(at);
    for (let reach = width; reach > 0 && reach < widest; reach *= growth) {
      ends.push(at - reach, at + reach);
    }
  }
  const sorted = ends.filter((end) => end >= from && end <= to).sort((a, b) => a - b);
  return sorted.flatMap((end, i) => {
    const gap = i === 0 ? 0 : end - sorted[i - 1];
    const pieces = Math.ceil(gap / widest);
    return pieces === 0 && i > 0
      ? []
      : Array.from({ length: Math.max(1, pieces) }, (_, piece) =>
          piece === Math.max(1, pieces) - 1 ? end : sorted[i - 1] + (gap * (piece + 1)) / pieces,
        );
  });
}
