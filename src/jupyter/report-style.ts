import { CHART_STYLE, DARK_CHART_RULES } from "./report-chart-style.ts";

/** Rules for dark pages: those of readers who prefer dark, unless they swap, and those of the others who do. */
function whenDark(rules: string): string {
  return `
@media screen and (prefers-color-scheme: dark) { :root:not(:has(.other-colours:checked)) { ${rules} } }
@media screen and (prefers-color-scheme: light) { :root:has(.other-colours:checked) { ${rules} } }
`;
}

const DARK_COLOURS = `
  color-scheme: dark;
  --paper: #15181d; --ink: #dde2e8; --faint: #96a0ad; --line: #323840; --panel: #1d2127;
  --link: #79b5f2; --keyword: #79b5f2; --text: #e3a76a; --number: #7fcf9f; --comment: #8f99a6;
  --error-ink: #ff9b9b; --error-panel: #2c1b1d; --warn-panel: #2a2519; --card: #1a1d23;
`;

/** The style sheet of every page: system fonts, light and dark. */
export const PAGE_STYLE = `
:root {
  color-scheme: light;
  --paper: #fff; --ink: #1c2026; --faint: #5f6975; --line: #dfe3e8; --panel: #f6f7f9;
  --link: #0b5cad; --keyword: #0b5cad; --text: #8a4b00; --number: #14713f; --comment: #667080;
  --error-ink: #a3141f; --error-panel: #fdf1f1; --warn-panel: #fdf8ec; --card: #fff;
  scroll-padding-top: 1rem;
}
${whenDark(DARK_COLOURS)}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 0 1.25rem 5rem; max-width: 60rem; background: var(--paper);
  color: var(--ink); font: 17px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
h1, h2, h3, h4 { line-height: 1.25; margin: 2.2em 0 0.6em; font-weight: 650; text-wrap: balance; }
h1 { font-size: 1.9rem; margin-top: 0; }
h2 { font-size: 1.35rem; padding-bottom: 0.25em; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.1rem; }
p, ul, ol { margin: 0.8em 0; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
img, svg { max-width: 100%; height: auto; }
math {
  font-family: "Cambria Math", "STIX Two Math", "Latin Modern Math", "Libertinus Math", "DejaVu Math TeX Gyre", math, serif;
  font-size: 1.06em;
}
.skip { position: absolute; left: -99rem; top: 0.5rem; z-index: 2; padding: 0.3rem 0.8rem; background: var(--paper); }
.skip:focus { left: 0.5rem; }
.tools {
  display: flex; justify-content: flex-end; flex-wrap: wrap; gap: 0.3rem 1.1rem; padding: 0.8rem 0 1.6rem;
  font-size: 0.8rem; color: var(--faint);
}
label { cursor: pointer; }
.tools label { display: inline-flex; align-items: center; gap: 0.4em; }
input[type="checkbox"] { accent-color: var(--link); margin: 0; }
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; }
  .tools, .skip { display: none; }
  h1, h2, h3, h4 { break-after: avoid; }
}
${CHART_STYLE}
${whenDark(DARK_CHART_RULES)}
`;

/** Rules of a report beside those of every page: code, outputs, tables, contents, paper. */
export const REPORT_STYLE = `
.prose > :is(p, ul, ol, blockquote):not(:has(> .katex > math[display="block"])) { max-width: 47rem; }
blockquote { margin: 1em 0; padding: 0.1em 1em; border-left: 3px solid var(--line); color: var(--faint); }
hr { border: 0; border-top: 1px solid var(--line); margin: 2em 0; }
math[display="block"] { margin: 0.9em 0; overflow-x: auto; overflow-y: hidden; padding: 0.1em 0; }
.anchor { margin-left: 0.2em; color: var(--faint); font-weight: 400; text-decoration: none; opacity: 0; }
:is(h1, h2, h3, h4, h5, h6):hover > .anchor, .anchor:focus { opacity: 1; }
pre, code { font-family: ui-monospace, "SF Mono", "Cascadia Code", "DejaVu Sans Mono", Menlo, Consolas, monospace; }
code { font-size: 0.88em; background: var(--panel); padding: 0.1em 0.3em; border-radius: 4px; }
pre { margin: 0; font-size: 13px; line-height: 1.5; overflow-x: auto; tab-size: 2; }
pre code { font-size: inherit; background: none; padding: 0; }
.prose pre { padding: 0.7rem 0.9rem; background: var(--panel); border-radius: 6px; }
.cell { position: relative; margin: 1.3rem 0; }
.source { padding: 0.7rem 0.9rem; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
.long:not(:has(:checked)) .source {
  max-height: calc(var(--shown) * 1.5 * 13px + 0.7rem); padding-bottom: 0; overflow-y: hidden;
  mask-image: linear-gradient(#000 calc(100% - 3rem), #0003);
}
.long label { display: inline-flex; align-items: center; gap: 0.4em; padding: 0.3rem 0.9rem; font-size: 0.8rem; color: var(--faint); }
:root:has(.show-code:not(:checked)) :is(.source, .long, .cell > .label, .cell:not(:has(.outputs))) { display: none; }
.cell > .label {
  position: absolute; right: calc(100% + 0.6rem); top: 0.75rem; font-size: 12px; line-height: 20px;
  color: var(--faint); font-variant-numeric: tabular-nums;
}
.k { color: var(--keyword); } .s { color: var(--text); } .n { color: var(--number); }
.c { color: var(--comment); font-style: italic; }
.outputs { margin: 0.7rem 0 0; }
.outputs > * { margin: 0 0 0.7rem; }
.outputs pre { padding: 0 0.9rem; max-height: 40rem; overflow: auto; }
.outputs :is(pre.stderr, .error) { padding: 0.6rem 0.9rem; border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
.outputs pre.stderr { background: var(--warn-panel); }
.outputs .error { background: var(--error-panel); color: var(--error-ink); }
.outputs .error pre { padding: 0; white-space: inherit; }
summary { cursor: pointer; }
.error summary { font-size: 13px; margin: 0.3rem 0; }
.html { overflow-x: auto; font-size: 0.9rem; }
table { border-collapse: collapse; font-size: 0.88rem; line-height: 1.4; font-variant-numeric: tabular-nums; margin: 1em 0; }
.prose table { display: block; width: fit-content; max-width: 100%; overflow-x: auto; }
th, td { padding: 0.35em 0.8em; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid var(--line); color: var(--faint); font-weight: 600; }
tbody tr:last-child > * { border-bottom: 0; }
caption { caption-side: bottom; text-align: left; padding-top: 0.5em; color: var(--faint); }
.pages {
  display: grid; grid-template-columns: 1fr auto 1fr; gap: 1rem; margin: 0 0 1.5rem; padding-bottom: 0.8rem;
  border-bottom: 1px solid var(--line); font-size: 0.85rem; line-height: 1.35;
}
.pages > :last-child { text-align: right; }
main + .pages { margin: 3rem 0 0; padding: 0.8rem 0 0; border: solid var(--line); border-width: 1px 0 0; }
.contents { font-size: 0.85rem; line-height: 1.35; }
.contents p { margin: 0 0 0.6rem; font-weight: 650; }
.contents ul { margin: 0; padding: 0; list-style: none; }
.contents li { margin: 0.45rem 0; }
.contents .level-2 { margin-left: 0.9rem; }
.contents .level-3 { margin-left: 1.8rem; }
.contents a { color: inherit; text-decoration: none; }
.contents a:hover { color: var(--link); text-decoration: underline; }
.contents.margin { display: none; }
.contents.inline { margin: 0 0 2rem; padding: 0.5rem 0.9rem; border: 1px solid var(--line); border-radius: 6px; }
.contents summary { font-weight: 650; }
@media screen and (max-width: 66rem) { .cell > .label { display: none; } }
@media screen and (min-width: 78rem) {
  .contents.inline { display: none; }
  body:has(.contents.margin) { padding-left: calc(1.25rem + 3rem); margin-left: max(14rem, 50vw - 30rem); margin-right: auto; max-width: 62rem; }
  .contents.margin {
    display: block; position: fixed; top: 4.5rem; bottom: 1rem; left: max(1.5rem, 50vw - 45rem); width: 12.5rem;
    overflow-y: auto; color: var(--faint);
  }
  .contents p { color: var(--ink); }
}
@media print {
  .contents, .pages, .anchor, .cell > .label { display: none; }
  .prose > :is(p, ul, ol, blockquote) { max-width: none; }
  figure, tr, math, .source { break-inside: avoid; }
  .outputs { break-before: avoid; }
  pre, .outputs pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 8pt; max-height: none; }
  .long .source { max-height: none; mask-image: none; }
  .long label { display: none; }
  .prose a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.8em; overflow-wrap: anywhere; }
}
`;
