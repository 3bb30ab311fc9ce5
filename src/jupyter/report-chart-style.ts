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

/**
 * Rules of charts on dark pages: framed on a light card in the colours that they were made with, which no
 * rule could tell from each other and replace. A chart that is dark itself keeps its own background.
 */
export const DARK_CHART_RULES = `
img, .thumbnail > svg { background: #fff; }
.thumbnail > * { padding: 0.3rem; }
figure.chart {
  color-scheme: light; --ink: #1c2026; --faint: #5f6975; --line: #dfe3e8; --panel: #f6f7f9; --card: #fff;
  color: var(--ink); border-color: transparent;
}
`;
