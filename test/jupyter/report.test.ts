import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import type { Notebook, Output } from "../../src/jupyter/nbformat.ts";
import { renderReport } from "../../src/jupyter/report.ts";
import { highlight } from "../../src/jupyter/report-code.ts";
import { suiteFolder } from "../support/temporary-folder.ts";
import { code, notebookOf, prose } from "../support/tiny-notebook.ts";

const shown = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});
const render = (notebook: Notebook, directory = tmpdir()) =>
  renderReport(notebook, { directory, name: "untitled" });
const renderOutput = (...outputs: Output[]) => render(notebookOf({ ...code("1"), outputs }));
const renderProse = (text: string, directory?: string) =>
  render(notebookOf(prose(text)), directory);
const bodyOf = (html: string) => /<main[^>]*>(.*)<\/main>/s.exec(html)![1]!;
const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");

const spec = { mark: "point", data: { values: [{ a: "</script><!--" }] } };
const chart = shown({
  "application/vnd.vegalite.v5+json": spec,
  "text/html":
    '<figure><svg width="9"><path d="M0"/></svg><figcaption>A caption</figcaption></figure>',
  "image/png": "AA==",
  "text/plain": 'a "chart" of <m>',
});

test("renderReport: the page forbids the browser to load anything", async () => {
  const html = await render(
    notebookOf(prose("![a picture](https://example.org/a.png)"), {
      ...code("1"),
      outputs: [chart],
    }),
  );
  assert.match(html, /Content-Security-Policy" content="default-src 'none'; /);
  const loads =
    /<(?:img|script|iframe|source)\b[^>]*\bsrc="(?!data:)|<link\b|@import|url\((?!data:)/i;
  assert.doesNotMatch(html.replace(/<script>.*<\/script>/gs, ""), loads);
  assert.match(bodyOf(html), /<a href="https:\/\/example\.org\/a\.png">a picture<\/a>/);
});

test("renderReport: the chart libraries are in the page once, and only when it has a chart", async () => {
  const three = await renderOutput(chart, chart, chart);
  const packed = [...three.matchAll(/id="damlab-runtime">([^<]*)</g)];
  assert.equal(packed.length, 1);
  const libraries = gunzipSync(Buffer.from(packed[0]![1]!, "base64")).toString();
  for (const name of ["vega", "vegaLite", "vegaEmbed"])
    assert.match(libraries, new RegExp(`\\.${name}=`));
  assert.equal(three.match(/<script>/g)!.length, 1);
  assert.equal(three.match(/<figure class="chart"/g)!.length, 3);
  assert.doesNotMatch(await renderOutput(shown({ "text/plain": "1" })), /<script/);
});

test("renderReport: a chart carries its specification, a picture, its description and caption", async () => {
  const body = bodyOf(await renderOutput(chart));
  const json = /<script type="application\/json">(.*?)<\/script>/s.exec(body)![1]!;
  assert.deepEqual(JSON.parse(json), spec);
  assert.match(body, /aria-label="a &quot;chart&quot; of &lt;m&gt;"/);
  assert.match(body, /<figcaption>A caption<\/figcaption>/);
  assert.match(body, /<div class="still"><svg width="9"><path d="M0"\/><\/svg><\/div>/);
  assert.equal(body.match(/A caption/g)!.length, 1);
});

test("renderReport: a static page has no script and the same pictures and captions", async () => {
  const notebook = notebookOf(prose("$x$"), { ...code("1"), outputs: [chart, chart] });
  const options = { directory: tmpdir(), name: "untitled", isStatic: true };
  const html = await renderReport(notebook, options);
  assert.doesNotMatch(html, /<script/);
  assert.match(html, /script-src 'none'/);
  const ofStills = (page: string) => page.match(/<div class="still">.*?<\/div>/g);
  assert.deepEqual(ofStills(html), ofStills(await render(notebook)));
  assert.equal(html.match(/<figcaption>A caption<\/figcaption>/g)!.length, 2);
});

test("renderReport: a picture that is not harmless stays outside the page's own elements", async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>';
  const bundle = { ...chart, data: { "application/vnd.vegalite.v5+json": {}, "text/html": svg } };
  const body = bodyOf(await renderOutput(bundle as Output));
  const bytes = /<img src="data:image\/svg\+xml;base64,([^"]*)"/.exec(body)![1]!;
  assert.equal(Buffer.from(bytes, "base64").toString(), svg);
  assert.doesNotMatch(body, /<script>1/);
});

test("renderReport: of a bundle the richest form is shown", async () => {
  const forms: [string, unknown, RegExp][] = [
    ["application/vnd.vegalite.v5+json", spec, /<figure class="chart"/],
    ["text/html", "<i>html</i>", /<i>html<\/i>/],
    ["image/svg+xml", "<svg/>", /src="data:image\/svg\+xml;base64,PHN2Zy8\+"/],
    ["image/png", "AA=\n=", /src="data:image\/png;base64,AA=="/],
    ["text/markdown", "**strong**", /<strong>strong<\/strong>/],
    ["text/latex", "$x^2$", /<math [^>]*display="block"/],
    ["text/plain", "1 < 2", /1 &lt; 2/],
  ];
  for (let k = 0; k < forms.length; k++) {
    const body = bodyOf(await renderOutput(shown(Object.fromEntries(forms.slice(k)))));
    assert.match(body, forms[k]![2], forms[k]![0]);
    for (const [mime, , pattern] of forms.slice(k + 1)) {
      if (mime !== "text/plain")
        assert.doesNotMatch(body, pattern, `${mime} beside ${forms[k]![0]}`);
    }
  }
});

test("renderReport: formulas become MathML, prices and code do not", async () => {
  const body = bodyOf(
    await renderProse(
      "Let $a_b$ and \\(c\\), it costs $5 and \\$6, `$x$`.\n\n$$\\sum_i\nx_i$$\n\n\\begin{align}a&=b\\end{align}\n",
    ),
  );
  assert.equal(body.match(/<math /g)!.length, 4);
  assert.equal(body.match(/<math [^>]*display="block"/g)!.length, 2);
  assert.match(body, /it costs \$5 and \$6, <code>\$x\$<\/code>/);
});

test("renderReport: a formula that cannot be read is shown as it stands", async () => {
  assert.match(bodyOf(await renderProse("$\\nosuchmacro$")), /nosuchmacro/);
  assert.match(bodyOf(await renderProse("$\\frac{a$")), /katex-error/);
});

test("renderReport: pictures beside the notebook and attachments are put into the page", async () => {
  const directory = suiteFolder();
  await writeFile(join(directory, "a b.png"), Buffer.from([1, 2, 3]));
  const picture = 'src="data:image/png;base64,AQID"';
  assert.ok((await renderProse("![x](a%20b.png)", directory)).includes(picture));
  assert.ok((await renderProse('<img alt="" src="a b.png">', directory)).includes(picture));
  assert.match(await renderProse("![gone](c.png)", directory), /<a href="c.png">gone<\/a>/);
  const cell = {
    ...prose("![x](attachment:y.png)"),
    attachments: { "y.png": { "image/png": "AQID" } },
  };
  assert.ok((await render(notebookOf(cell))).includes(picture));
  const percent = {
    ...prose("![x](attachment:100%.png)"),
    attachments: { "100%.png": { "image/png": "AQID" } },
  };
  assert.ok((await render(notebookOf(percent))).includes(picture));
});

test("renderReport: the address of a picture cannot leave its attribute", async () => {
  const attached = (type: string) => ({ attachments: { y: { [type]: "AQID" } } });
  const cells = [
    prose('![x](<data:x" onerror="alert(1)>)'),
    { ...prose("![x](attachment:y)"), ...attached('x" onerror="alert(2)') },
    { ...prose("<img src='attachment:y'>"), ...attached("x\"' onerror='alert(3)") },
    { ...code("1"), outputs: [shown({ "image/png": '"onerror="alert(4)' })] },
    {
      ...code("1"),
      outputs: [
        shown({ "application/vnd.vegalite.v5+json": {}, "image/png": '"onerror="alert(5)' }),
      ],
    },
  ];
  for (const cell of cells) {
    const pictures = bodyOf(await render(notebookOf(cell))).match(/<img.*?>/g)!;
    assert.equal(pictures.length, 1);
    assert.match(pictures[0]!, /^<img src="data:[^"]*alert[^"]*"( alt="[^"]*")?>$/);
  }
  const quoted = `<img src='data:image/svg+xml,"&amp;"'>`;
  assert.ok((await renderProse(quoted)).includes(quoted));
});

test("renderReport: an output with an open comment ends before the next", async () => {
  const outputs = [shown({ "text/html": "<!-- unclosed" }), shown({ "text/plain": "next" })];
  assert.match(bodyOf(await renderOutput(...outputs)), /<!-- unclosed--><\/div>\n<pre/);
});

test("renderReport: streams and errors are text without escape sequences", async () => {
  const body = bodyOf(
    await renderOutput(
      { output_type: "stream", name: "stderr", text: "\u001b[31m<red>\u001b[0m\n" },
      {
        output_type: "stream",
        name: "stdout",
        text: "\u001b]8;;http://a\u001b\\one\u001b]8;;\u001b\\ \u001b]0;title\u0007two",
      },
      { output_type: "error", ename: "E", evalue: "v", traceback: ["E: v", "at In [1]:1:1"] },
    ),
  );
  assert.match(body, /<pre class="stderr">&lt;red&gt;<\/pre>/);
  assert.match(body, /<pre class="stdout">one two<\/pre>/);
  assert.match(body, /<pre class="error">E: v\nat In \[1\]:1:1<\/pre>/);
});

test("renderReport: of a long error the head is seen and the rest folded, no line lost", async () => {
  const lines = (count: number) => Array.from({ length: count }, (_, k) => `at <f> ${k}`);
  const failed = (count: number): Output => ({
    output_type: "error",
    ename: "E",
    evalue: "v",
    traceback: ["E: v", ...lines(count)],
  });
  const body = bodyOf(await renderOutput(failed(40)));
  assert.match(body, /<details><summary>29 more lines<\/summary>/);
  const shown = [...body.matchAll(/<pre>(.*?)<\/pre>/gs)].map(([, text]) => textOf(text!));
  assert.equal(shown.join("\n"), ["E: v", ...lines(40)].join("\n"));
  assert.doesNotMatch(bodyOf(await renderOutput(failed(12))), /<details/);
});

test("renderReport: a cell of many lines has a switch, the source is whole", async () => {
  const source = Array.from({ length: 40 }, (_, k) => `f(${k});`).join("\n");
  const body = bodyOf(await render(notebookOf(source)));
  assert.match(body, /<input type="checkbox"[^>]*> all 40 lines/);
  assert.ok(textOf(body).includes(source));
  assert.doesNotMatch(bodyOf(await render(notebookOf("f();"))), /checkbox/);
});

test("renderReport: the code of all cells has one switch, where there is code", async () => {
  assert.equal((await renderOutput()).match(/class="show-code" checked/g)!.length, 1);
  assert.doesNotMatch(await renderProse("text"), /class="show-code"/);
  const silent = await render(notebookOf({ ...code(""), outputs: [chart] }));
  assert.doesNotMatch(silent, /class="show-code"|class="source"/);
});

test("renderReport: links to other pages stand above and below the content", async () => {
  const links = {
    index: { href: "../index.html", title: "All" },
    next: { href: 'b".html', title: "<B>" },
  };
  const html = await renderReport(notebookOf("1"), { directory: tmpdir(), name: "a", links });
  assert.equal(html.match(/<a rel="up" href="\.\.\/index\.html">All<\/a>/g)!.length, 2);
  assert.equal(html.match(/<a rel="next" href="b&quot;\.html">&lt;B&gt; →<\/a>/g)!.length, 2);
  assert.doesNotMatch(html, /rel="prev"/);
  assert.doesNotMatch(await renderProse("text"), /class="pages"/);
});

test("renderReport: the title is the first heading, else the name", async () => {
  const titleOf = (html: string) => /<title>(.*)<\/title>/.exec(html)![1];
  assert.equal(
    titleOf(await renderProse("text\n\n## The *capacity* of $N$ & `<b>`<i>")),
    "The capacity of N &amp; &lt;b&gt;",
  );
  assert.equal(titleOf(await renderProse("no heading")), "untitled");
});

test("renderReport: equal notebooks give equal bytes", async () => {
  assert.equal(await renderOutput(chart), await renderOutput(structuredClone(chart)));
});

test("highlight: changes no character of the source, whatever it is", () => {
  const sources = [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text of a cell.
    "const a: number = 1; // one\n/** doc */\nclass A { #x = `t${a}t`; r = /[\"']/g }\n",
    "await import('x');\n/* a */ 5n + .5e-3 /* b */",
    'unclosed = "text\nnext {{{ (',
    "<T,>(x: T) => x satisfies unknown; é🙂",
    "",
  ];
  for (const source of sources) assert.equal(textOf(highlight(source)), source);
  assert.match(
    highlight("const a = 1; // x"),
    /^<span class="k">const<\/span> a = <span class="n">1</,
  );
  assert.match(highlight("1; // x"), /<span class="c"> ?\/\/ x<\/span>$/);
});
