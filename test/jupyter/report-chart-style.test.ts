import assert from "node:assert/strict";
import { test } from "node:test";
import { DARK_CHART_RULES } from "../../src/jupyter/report-chart-style.ts";
import { ink, palette } from "../../src/plot/theme.ts";

/** Mean of the channels, 0 to 1. */
function lightness(colour: string): number {
  const channels = colour.match(/[\da-f]{2}/gi)!.map((pair) => Number.parseInt(pair, 16));
  return channels.reduce((sum, channel) => sum + channel, 0) / 3 / 255;
}

test("DARK_CHART_RULES: every colour of our figures that would vanish on dark pages is replaced", () => {
  // The card of a chart on a dark page has lightness 0.11; twice that is told apart from it.
  const dark = [...palette, ...Object.values(ink)].filter((colour) => lightness(colour) < 0.22);
  assert.ok(dark.length > 1);
  for (const colour of dark) assert.ok(DARK_CHART_RULES.includes(`"${colour}"`), colour);
});
