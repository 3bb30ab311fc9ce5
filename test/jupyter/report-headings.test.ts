import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { renderReport } from "../../src/jupyter/report.ts";
import { notebookOf, prose } from "../support/tiny-notebook.ts";

const render = (...cells: string[]) =>
  renderReport(notebookOf(...cells.map(prose)), { directory: tmpdir(), name: "untitled" });
const contentsOf = (html: string, place: "margin" | "inline") =>
  new RegExp(`<nav class="contents ${place}".*?</nav>`, "s").exec(html)?.[0];
const targetsOf = (nav: string) => [...nav.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
const idsOf = (html: string) => [...html.matchAll(/<h\d id="([^"]*)"/g)].map(([, id]) => id);

test("contentsToHtml: every entry leads to a heading of the page, in both forms", async () => {
  const html = await render(
    "# Title\n\n## One\n\ntext\n\n### Two",
    "## One",
    "## One\n\n#### Deep",
  );
  const ids = ["title", "one", "two", "one-2", "one-3", "deep"];
  assert.deepEqual(idsOf(html), ids);
  for (const place of ["margin", "inline"] as const)
    assert.deepEqual(targetsOf(contentsOf(html, place)!), ["one", "two", "one-2", "one-3"]);
  assert.match(contentsOf(html, "margin")!, /class="level-1"><a href="#one".*class="level-2"/s);
});

test("contentsToHtml: fewer than three headings need no contents", async () => {
  assert.equal(contentsOf(await render("# Title\n\n## One"), "margin"), undefined);
  assert.ok(contentsOf(await render("# Title\n\n## One", "## Two"), "margin"));
  const deep = await render("# Title", "#### a\n\n#### b\n\n#### c");
  assert.equal(contentsOf(deep, "margin"), undefined);
});

test("contentsToHtml: a first heading with equals beside it is an entry", async () => {
  const html = await render("## One", "## Two", "## Three");
  assert.deepEqual(targetsOf(contentsOf(html, "margin")!), ["one", "two", "three"]);
});

test("Headings: ids are made of words of any script and never collide", async () => {
  const html = await render("# Größe & Ω", "# one-2", "# one", "# one", "# !", "# ?");
  assert.deepEqual(idsOf(html), ["größe-ω", "one-2", "one", "one-3", "section", "section-2"]);
});

test("Headings: no heading takes an id of the page itself", async () => {
  const html = await render("# Damlab main", "# Damlab runtime", "# Vega embed style");
  assert.deepEqual(idsOf(html), ["damlab-main-2", "damlab-runtime-2", "vega-embed-style-2"]);
});

test("wordsToHtml: an entry keeps words, code and formulas, and no HTML or link", async () => {
  const html = await render(
    '## a <b onclick="x">bold</b> [link](https://e.org) `c<d` $n$ &amp; <script>1</script>',
    "## two",
    "## three",
  );
  const entry = contentsOf(html, "margin")!
    .split("\n")
    .find((line) => line.includes("bold"))!;
  assert.doesNotMatch(entry, /<b|<script|e\.org|onclick/);
  assert.match(entry, /a bold link c&lt;d <span class="katex"><math.*<\/span> &amp; /);
});
