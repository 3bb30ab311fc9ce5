import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { formatNotebook, type Notebook, type Output } from "../../src/jupyter/nbformat.ts";
import { damlab } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { code, notebookOf, prose } from "../support/tiny-notebook.ts";

function folder(t: TestContext, files: Record<string, string | Notebook>): string {
  const path = temporaryFolder(t);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    const text = typeof content === "string" ? content : formatNotebook(content);
    writeFileSync(join(path, name), text);
  }
  return path;
}

const site = (cwd: string, ...args: string[]) => damlab(["site", ...args], { cwd });
const read = (...path: string[]) => readFileSync(join(...path), "utf8");
const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.\w+$/.test(name))
    .sort();
const linksOf = (html: string) =>
  [...html.matchAll(/<a (?:rel="\w+" )?href="([^"#]*)"/g)].map(([, href]) => href!);

const shown = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});
const failure: Output = { output_type: "error", ename: "E", evalue: "v", traceback: [] };
const ran = (source: string, ...outputs: Output[]) => ({
  ...code(source),
  outputs,
  execution_count: 1,
});
const chart = shown({
  "application/vnd.vegalite.v5+json": { mark: "point" },
  "text/html": '<svg width="9"><path id="line" d="M0"/></svg>',
  "text/plain": "a chart",
});
const notebooks = {
  "notes/a b.ipynb": notebookOf(
    prose("# First <i>& second</i>\n\nA sentence of <b>the</b> notebook with $x<y$. Another one."),
    ran("1", chart),
    ran("2", failure),
  ),
  "notes/deep/ü#.ipynb": notebookOf("1", prose("no heading")),
  "notes/z.ipynb": notebookOf(prose("# Last")),
};

test("site: the index leads to a page for each notebook, each page to its neighbours", async (t) => {
  const cwd = folder(t, notebooks);
  const result = await site(cwd, "notes", "--out", "pages", "--json");
  assert.equal(result.code, 0, result.stderr);
  assert.deepEqual(JSON.parse(result.stdout), [
    {
      notebook: "notes/a b.ipynb",
      page: "pages/a b.html",
      status: "executed",
      figures: 1,
      errors: 1,
    },
    {
      notebook: "notes/deep/ü#.ipynb",
      page: "pages/deep/ü#.html",
      status: "without outputs",
      figures: 0,
      errors: 0,
    },
    { notebook: "notes/z.ipynb", page: "pages/z.html", status: "executed", figures: 0, errors: 0 },
  ]);
  const pages = ["a b.html", "deep/ü#.html", "index.html", "z.html"];
  assert.deepEqual(filesIn(join(cwd, "pages")), pages);
  const targets = (page: string) =>
    linksOf(read(cwd, "pages", page)).map((href) => {
      assert.match(href, /^[\w%./-]+$/);
      const path = join("pages", dirname(page), decodeURIComponent(href));
      assert.ok(existsSync(join(cwd, path)), path);
      return path.slice("pages/".length);
    });
  const [first, second, index, last] = pages as [string, string, string, string];
  assert.deepEqual(targets(index), [first, second, last]);
  assert.deepEqual(targets(first), [index, second, index, second]);
  assert.deepEqual(targets(second), [first, index, last, first, index, last]);
});

test("site: the index shows title, sentence, picture, size and state of each notebook", async (t) => {
  const cwd = folder(t, notebooks);
  await site(cwd, "notes", "--out", "pages", "--title", "My <notes>");
  const html = read(cwd, "pages/index.html");
  assert.match(html, /<title>My &lt;notes&gt;<\/title>/);
  const cards = html.match(/<li>.*?<\/li>/gs)!;
  assert.equal(cards.length, 3);
  assert.match(cards[0]!, /<a href="a%20b\.html">First &amp; second<\/a>/);
  assert.match(
    cards[0]!,
    /<p>A sentence of the notebook with <span class="katex"><math.*<\/span>\.<\/p>/,
  );
  assert.match(cards[0]!, /<svg width="9"><path id="figure-1-line" d="M0"\/><\/svg>/);
  assert.match(cards[0]!, /3 cells · 1 figure · executed · <strong>1 failed cell<\/strong>/);
  assert.match(cards[1]!, />ü#<\/a>.*deep · 2 cells · without outputs</s);
});

test("site: the index may run its own script alone and load nothing", async (t) => {
  const cwd = folder(t, notebooks);
  await site(cwd, "notes", "--out", "pages");
  const html = read(cwd, "pages/index.html");
  assert.match(html, /default-src 'none'; script-src 'sha256-[^']*'; /);
  assert.doesNotMatch(html, /<link|\bsrc="(?!data:)|@import|https?:(?!\/\/www\.w3\.org)/);
});

test("site: equal notebooks give equal bytes, and nothing is written elsewhere", async (t) => {
  const one = folder(t, notebooks);
  const other = folder(t, notebooks);
  for (const cwd of [one, other]) {
    const result = await site(cwd, "notes");
    assert.equal(result.code, 0, result.stderr);
    const [outside, pages] = [filesIn(cwd), filesIn(join(cwd, "out/site"))];
    assert.equal(outside.length, Object.keys(notebooks).length + pages.length);
  }
  for (const page of filesIn(join(one, "out/site")))
    assert.equal(read(one, "out/site", page), read(other, "out/site", page), page);
});

test("site: static pages have no script", async (t) => {
  const cwd = folder(t, notebooks);
  await site(cwd, "notes", "--static");
  assert.doesNotMatch(read(cwd, "out/site/a b.html"), /<script/);
});

test("site: notebooks that cannot be read are named, the others become pages", async (t) => {
  const cwd = folder(t, {
    "n/a.ipynb": notebookOf("1"),
    "n/b.ipynb": '{"nbformat": 4, "cells": [}',
    "n/c/d.ipynb": '{"nbformat": 3}',
  });
  const { code: exit, stderr } = await site(cwd, "n");
  assert.equal(exit, 1);
  assert.match(
    stderr,
    /^n\/b\.ipynb: readNotebook: expected JSON .*\nn\/c\/d\.ipynb: readNotebook: expected nbformat 4/,
  );
  assert.deepEqual(readdirSync(join(cwd, "out/site")).sort(), ["a.html", "index.html"]);
});

test("site: a notebook that no page can show is named, and no page leads to it", async (t) => {
  const cwd = folder(t, {
    "n/a.ipynb": notebookOf(prose("# A")),
    "n/b.ipynb": notebookOf(prose(">".repeat(50_000))),
    "n/c.ipynb": notebookOf(prose("# C")),
  });
  const { code: exit, stdout, stderr } = await site(cwd, "n", "--out", "p");
  assert.equal(exit, 1);
  assert.match(stderr, /^n\/b\.ipynb: expected a notebook that a page can show, got Maximum call/);
  assert.doesNotMatch(stdout, /b\.html/);
  assert.deepEqual(filesIn(join(cwd, "p")), ["a.html", "c.html", "index.html"]);
  assert.deepEqual([...new Set(linksOf(read(cwd, "p/a.html")))], ["index.html", "c.html"]);
});

test("site: what cannot become a site is a usage error and writes nothing", async (t) => {
  const cwd = folder(t, {
    "n/index.ipynb": notebookOf("1"),
    "m/a.ipynb": notebookOf("1"),
    "empty/a.txt": "",
    "f.ipynb": notebookOf("1"),
  });
  const refusals: [string, RegExp][] = [
    ["none", /expected a folder with notebooks, got no folder none/],
    ["f.ipynb", /expected a folder with notebooks, got the file f\.ipynb/],
    ["empty", /expected a folder with notebooks, got none in empty/],
    ["n", /expected notebooks with pages beside the index, got n\/index\.ipynb; rename it/],
  ];
  for (const [path, message] of refusals) {
    const { code: exit, stderr } = await site(cwd, path);
    assert.equal(exit, 2, path);
    assert.match(stderr, message);
  }
  assert.equal(existsSync(join(cwd, "out")), false);
  const over = await site(cwd, "m", "--out", "m");
  assert.equal(over.code, 2);
  assert.match(over.stderr, /expected an out folder other than .*, got m; choose another by --out/);
});

test("site: with --run pages show fresh outputs, and a failing notebook becomes a page too", async (t) => {
  const parameters = code("const N = 64;", {
    tags: ["parameters"],
    damlab: { quick: { N: 32 } },
  });
  const cwd = folder(t, {
    "package.json": "{}",
    "n/a.ipynb": notebookOf(parameters, "'N = ' + N"),
    "n/b.ipynb": notebookOf("throw new RangeError('no luck')", "2"),
  });
  const stored = read(cwd, "n/a.ipynb");
  const { code: exit, stderr } = await site(cwd, "n", "--quick");
  assert.equal(exit, 1);
  assert.match(stderr, /n\/b\.ipynb: In \[1\] \(cell 1, line 1\): RangeError: no luck/);
  assert.match(read(cwd, "out/site/a.html"), /<pre class="value">N = 32<\/pre>/);
  assert.match(read(cwd, "out/site/b.html"), /RangeError: no luck/);
  assert.match(read(cwd, "out/site/index.html"), /partly executed · <strong>1 failed cell/);
  assert.equal(read(cwd, "n/a.ipynb"), stored);
});
