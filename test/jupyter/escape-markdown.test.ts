import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeMarkdown } from "../../src/jupyter/escape-markdown.ts";
import { markdownToHtml } from "../../src/jupyter/report-markdown.ts";

const named: Record<string, string> = { lt: "<", gt: ">", quot: '"', amp: "&" };

test("escapeMarkdown: nothing that text may hold becomes an element", () => {
  const texts = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "[x](javascript:alert(1)) ![y](z)",
    "<javascript:alert(1)> www.example.org https://example.org a@example.org",
    "$x$ $$x$$ \\(x\\) \\[x\\] \\begin{a}x\\end{a}",
    "# a\n## b\n\n    code\n\n```\ncode\n```",
    "1. one",
    "- one",
    "> quote",
    "| a | b |\n|---|---|",
    "`code` *a* **b** __c__ ~~d~~ &lt; &amp;",
  ];
  for (const text of texts) {
    const html = markdownToHtml(escapeMarkdown(text), () => undefined);
    const [, inside] = /^<p>(.*)<\/p>\n$/.exec(html)!;
    assert.doesNotMatch(inside, /</);
    const shown = inside
      .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
      .replace(/&(lt|gt|quot|amp);/g, (_, name) => named[name]);
    assert.equal(shown, text.replace(/\s+/g, " "));
  }
});
