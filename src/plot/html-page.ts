/** Style of a page with one figure: in the middle, on the background of the figure. */
export const pageStyle = `
:root { color-scheme: light; --paper: #fff; --ink: #1c2026; --faint: #667080; --line: #dfe3e8; }
:root.dark { color-scheme: dark; --paper: #15181d; --ink: #dde2e8; --faint: #8f99a6; --line: #323840; }
@media (prefers-color-scheme: dark) {
  :root.both { color-scheme: dark; --paper: #15181d; --ink: #dde2e8; --faint: #8f99a6; --line: #323840; }
  .both .drawn.light { display: none; }
}
@media (prefers-color-scheme: light) { .both .drawn.dark { display: none; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { display: flex; flex-direction: column; align-items: center; padding: 1.5rem 1rem; }
figure { margin: 0; max-width: 100%; overflow-x: auto; }
[hidden] { display: none !important; }
.drawn svg { max-width: 100%; height: auto; }
button {
  margin-top: 0.8rem; padding: 0.25rem 0.8rem; font: inherit; font-size: 13px; cursor: pointer;
  color: var(--faint); background: none; border: 1px solid var(--line); border-radius: 6px;
}
button:hover { color: var(--ink); }
@media print { button { display: none; } }
`;

/**
 * Script of a page with one figure: puts the interactive figure in the place of the drawn one, follows the
 * reader's change between light and dark, and hands the drawn one out as a file.
 */
export const pageScript = `
const page = document.documentElement;
const figure = document.querySelector("figure");
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const night = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => page.classList.contains("dark") || (page.classList.contains("both") && night.matches);
let box;
async function draw() {
  const specification = read("specification");
  const changes = isDark() ? read("dark-changes") : [];
  for (const [path, ...value] of changes) {
    let part = specification;
    for (const key of path.slice(0, -1)) part = part[key];
    const last = path[path.length - 1];
    if (value.length > 0) part[last] = value[0];
    else delete part[last];
  }
  const next = document.createElement("div");
  await vegaEmbed(next, specification, {
    mode: "vega-lite", renderer: "svg", logLevel: vega.Error, actions: false,
    tooltip: { theme: isDark() ? "dark" : "light" },
  });
  for (const drawn of figure.querySelectorAll(".drawn")) drawn.hidden = true;
  if (box) box.replaceWith(next);
  else figure.append(next);
  box = next;
  figure.dataset.drawn = "interactive";
}
function redraw() {
  draw().catch((error) => {
    figure.dataset.drawn = "static";
    reportError(error);
  });
}
redraw();
if (page.classList.contains("both")) night.addEventListener("change", redraw);
const button = document.querySelector("button");
button.hidden = false;
button.addEventListener("click", () => {
  const drawn = figure.querySelector(isDark() ? ".drawn.dark svg" : ".drawn.light svg");
  const text = new XMLSerializer().serializeToString(drawn);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  link.download = button.dataset.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
});
`;
