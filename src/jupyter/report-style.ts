/** The style sheet of a report: system fonts, light and dark, also for paper. */
export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1c2026; --faint: #667080; --line: #dfe3e8; --panel: #f6f7f9;
  --link: #0b5cad; --keyword: #0b5cad; --text: #8a4b00; --number: #14713f; --comment: #667080;
  --error-ink: #a3141f; --error-panel: #fdf1f1; --warn-panel: #fdf8ec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181d; --ink: #dde2e8; --faint: #8f99a6; --line: #323840; --panel: #1d2127;
    --link: #79b5f2; --keyword: #79b5f2; --text: #e3a76a; --number: #7fcf9f; --comment: #8f99a6;
    --error-ink: #ff9b9b; --error-panel: #2c1b1d; --warn-panel: #2a2519;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 3rem 1.25rem 5rem; max-width: 860px; background: var(--paper);
  color: var(--ink); font: 17px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
h1, h2, h3, h4 { line-height: 1.25; margin: 2.2em 0 0.6em; font-weight: 650; text-wrap: balance; }
h1 { font-size: 1.9rem; margin-top: 0; }
h2 { font-size: 1.35rem; padding-bottom: 0.25em; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.1rem; }
p, ul, ol { margin: 0.8em 0; }
a { color: var(--link); text-underline-offset: 0.15em; }
blockquote { margin: 1em 0; padding: 0.1em 1em; border-left: 3px solid var(--line); color: var(--faint); }
hr { border: 0; border-top: 1px solid var(--line); margin: 2em 0; }
img { max-width: 100%; height: auto; }
math { font-size: 1.06em; }
math[display="block"] { margin: 0.9em 0; overflow-x: auto; overflow-y: hidden; padding: 0.1em 0; }
pre, code { font-family: ui-monospace, "SF Mono", "Cascadia Code", "DejaVu Sans Mono", Menlo, Consolas, monospace; }
code { font-size: 0.88em; background: var(--panel); padding: 0.1em 0.3em; border-radius: 4px; }
pre { margin: 0; font-size: 13.5px; line-height: 1.5; overflow-x: auto; tab-size: 2; }
pre code { font-size: inherit; background: none; padding: 0; }
.prose pre { padding: 0.7rem 0.9rem; background: var(--panel); border-radius: 6px; }
.cell { position: relative; margin: 1.3rem 0; }
.cell > .source { padding: 0.7rem 0.9rem; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
.cell > .label {
  position: absolute; right: calc(100% + 0.7rem); top: 0.75rem; font-size: 12px; line-height: 20px;
  color: var(--faint); font-variant-numeric: tabular-nums;
}
@media (max-width: 980px) { .cell > .label { display: none; } }
.k { color: var(--keyword); } .s { color: var(--text); } .n { color: var(--number); }
.c { color: var(--comment); font-style: italic; }
.outputs { margin: 0.7rem 0 0; }
.outputs > * { margin: 0 0 0.7rem; }
.outputs pre { padding: 0 0.9rem; max-height: 40rem; overflow: auto; }
.outputs pre.stderr, .outputs pre.error { padding: 0.6rem 0.9rem; border-radius: 6px; white-space: pre-wrap; }
.outputs pre.stderr { background: var(--warn-panel); }
.outputs pre.error { background: var(--error-panel); color: var(--error-ink); }
.html { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.88rem; line-height: 1.4; font-variant-numeric: tabular-nums; margin: 1em 0; }
th, td { padding: 0.35em 0.8em; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid var(--line); color: var(--faint); font-weight: 600; }
tbody tr:last-child > * { border-bottom: 0; }
figure { margin: 0; }
figure.chart {
  padding: 0.8rem; background: #fff; color: #1c2026; border: 1px solid var(--line); border-radius: 8px;
  overflow-x: auto; color-scheme: light; text-align: center;
}
caption { caption-side: bottom; text-align: left; padding-top: 0.5em; color: var(--faint); }
figcaption { font-size: 0.85rem; color: var(--faint); margin-top: 0.5em; }
figure.chart figcaption { color: #5c6673; }
figure.chart .vega-embed { display: inline-block; }
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; }
  .cell, figure, table, h1, h2, h3 { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  pre { white-space: pre-wrap; font-size: 9pt; }
  .outputs pre { max-height: none; }
  .vega-embed summary { display: none; }
}
`;
