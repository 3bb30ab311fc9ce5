/** Rules of figures: cards, the picture of a chart and the interactive chart in its place. */
export const CHART_STYLE = `
figure { margin: 0; }
figcaption { font-size: 0.85rem; color: var(--faint); margin-top: 0.5em; }
figure.chart {
  padding: 0.8rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  overflow-x: auto; text-align: center;
}
figure.chart .mark-rect.role-mark { shape-rendering: crispEdges; }
.vega-bindings { font-size: 0.85rem; }
figure.chart .words { text-align: left; }
figure.chart .vega-embed { display: inline-block; max-width: 100%; }
figure.chart:not([data-drawn="interactive"]) > .live { height: 0; overflow: hidden; visibility: hidden; }
figure.chart[data-drawn="interactive"] > .still { display: none; }
@media print {
  figure.chart { border: 0; padding: 0; }
  figure.chart[data-drawn="interactive"] > .still:not(.words) { display: block; }
  figure.chart[data-drawn="interactive"] > .still:not(.words) + .live { display: none; }
  .vega-embed summary { display: none; }
}
`;

const painted = (attribute: "fill" | "stroke", ...colours: string[]): string =>
  `:is(${colours.map((colour) => `[${attribute}="${colour}"]`).join(", ")})`;
const BLACKS = ["#000000", "#000", "black", "#222222"];
const WHITES = ["#ffffff", "#fff", "white"];
const OVER_CELLS =
  ":is(.role-frame, .role-scope):has(> g > g > :is(.mark-rect.role-mark, .mark-image.role-mark))";

/**
 * Rules of charts on dark pages, for pictures and interactive charts alike.
 *
 * Frames, axes, titles and legends take the colours of the page. Of the marks only what would vanish changes:
 * black ones become light, and the dark and the light of spins change places. Words over cells stay as they
 * are where the chart chose light and dark ones for them; other words and lines over cells get a dark rim.
 */
export const DARK_CHART_RULES = `
img, :is(.still, .thumbnail) > svg:not(.marks) { background: #fff; }
:is(figure.chart, .thumbnail) svg.marks {
  background: none !important;
  & > rect:first-of-type { fill: transparent; }
  :is(.role-axis, .role-legend, .role-title) .mark-text > * { fill: var(--ink); }
  .role-title .role-title-subtitle > * { fill: var(--faint); }
  :is(.role-axis-domain, .role-axis-tick) line { stroke: #7d8794; }
  .role-axis-grid line { stroke: var(--line); }
  :is(path, line, rect)${painted("fill", ...BLACKS)} { fill: #e4e8ee; }
  :is(path, line, rect)${painted("stroke", ...BLACKS)} { stroke: #e4e8ee; }
  path${painted("fill", "#1b2a41")} { fill: #e9edf2; }
  path${painted("fill", "#e9edf2")} { fill: #3d4b61; }
  .mark-text.role-mark:not(:has(${painted("fill", ...WHITES)})) ${painted("fill", ...BLACKS)} { fill: #e4e8ee; }
  ${OVER_CELLS} .mark-text.role-mark:not(:has(${painted("fill", ...WHITES)})) text {
    stroke: var(--card); stroke-width: 3px; stroke-linejoin: round; paint-order: stroke;
  }
  ${OVER_CELLS} .role-mark :is(path, line)${painted("stroke", ...BLACKS)} {
    filter: drop-shadow(0 0 1px #000) drop-shadow(0 0 1px #000);
  }
}
#vg-tooltip-element { background: #262b33; color: var(--ink); border-color: var(--line); }
.vega-embed summary { background: var(--panel); border-color: var(--line); color: var(--ink); }
.vega-embed .vega-actions { background: var(--panel); border-color: var(--line); }
.vega-embed .vega-actions a { color: var(--ink); }
`;
