import { ticksAround, tickWords } from "./even-ticks.ts";
import { labelsFor } from "./labels.ts";
import type { FigureSpec } from "./spec.ts";

/**
 * Colour encoding of numbers with its legend: purple–orange, symmetric about 0, or viridis from the
 * smallest to the largest value, both widened to whole steps of the legend so that no end is rounded.
 */
export function colourScale(
  colours: "sequential" | "diverging",
  least: number,
  most: number,
  legendLength: number,
): FigureSpec {
  const isDiverging = colours === "diverging";
  const reach = Math.max(Math.abs(least), Math.abs(most)) || 1;
  const ticks = isDiverging ? ticksAround(-reach, reach) : ticksAround(least, most);
  const words = tickWords(ticks);
  return {
    scale: {
      scheme: isDiverging ? "purpleorange" : "viridis",
      domain: [ticks[0], ticks.at(-1)],
      ...(isDiverging ? { domainMid: 0 } : {}),
    },
    legend: {
      gradientLength: legendLength,
      values: ticks,
      labelExpr: labelsFor(ticks, (tick) => words(tick as number)),
    },
  };
}
