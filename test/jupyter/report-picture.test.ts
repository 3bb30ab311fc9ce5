import assert from "node:assert/strict";
import { test } from "node:test";
import { inlinePicture } from "../../src/jupyter/report-picture.ts";

test("inlinePicture: a drawing keeps its elements, attributes and words", () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" aria-label="a &quot;b&quot; url(x)">' +
    '<metadata>{&quot;n&quot;:1}</metadata><g class="a" style="opacity:.5"><path d="M0,0h1"/>' +
    '<text font-size="11px">α &lt; β &amp; γ</text></g></svg>';
  assert.equal(inlinePicture(svg, "c")!, svg.replaceAll(/>\{&quot;n&quot;/g, ">{&quot;n&quot;"));
});

test("inlinePicture: ids and what refers to them take the prefix", () => {
  const svg =
    '<svg aria-labelledby="t u"><defs><clipPath id="k"><path d=""/></clipPath></defs><title id="t">x</title>' +
    `<g clip-path="url(#k)"><use href="#s"/><path fill="url('#k')" xlink:href="#s" xmlns:xlink="x"/></g></svg>`;
  const inline = inlinePicture(svg, "c1")!;
  assert.match(inline, /aria-labelledby="c1-t c1-u"/);
  assert.match(inline, /id="c1-k"/);
  assert.match(inline, /clip-path="url\(#c1-k\)"/);
  assert.match(inline, /fill="url\('#c1-k\)?/);
  assert.equal(inline.match(/href="#c1-s"/g)!.length, 2);
});

test("inlinePicture: what could run, load or style the page is refused", () => {
  const inside = [
    "<script>1</script>",
    "<style>p{}</style>",
    "<foreignObject/>",
    "<a href='#x'/>",
    "<animate/>",
    "<p>x</p>",
    '<path onclick="x"/>',
    '<path ONLOAD="x"/>',
    '<use href="https://example.org/a.svg#x"/>',
    '<image href="https://example.org/a.png"/>',
    '<image href="data:image/svg+xml,x"/>',
    '<use href="data:image/png;base64,AA=="/>',
    '<path fill="url(https://example.org)"/>',
    '<path style="background:url(//e.org)"/>',
    '<path style="background:u\\72l(//e.org)"/>',
    '<path xml:href="x" />',
    "<title><path/></title>",
    "<svg:script/>",
    "<path",
    "&nbsp;",
  ];
  for (const part of inside)
    assert.equal(inlinePicture(`<svg>${part}</svg>`, "c"), undefined, part);
  for (const whole of ["", "<g/>", "<svg/><script/>", "text"])
    assert.equal(inlinePicture(whole, "c"), undefined, whole);
  assert.ok(inlinePicture('<svg><image href="data:image/png;base64,AA=="/></svg>', "c"));
});

test("inlinePicture: comments, sections and instructions become text or nothing", () => {
  const svg =
    "<?xml version='1.0'?><!-- a --><svg><!-- <b> --><text><![CDATA[</svg><script>]]></text><?p q?></svg>";
  assert.equal(inlinePicture(svg, "c"), "<svg><text>&lt;/svg&gt;&lt;script&gt;</text></svg>");
});
