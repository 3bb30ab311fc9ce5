import assert from "node:assert/strict";
import { test } from "node:test";
import { markdownToHtml } from "../../src/jupyter/report-markdown.ts";
import { literalText, markFormulas, plainText } from "../../src/plot/formulas-in-text.ts";

function formulasIn(text: string): string[] {
  const formulas: string[] = [];
  markFormulas(text, (_, tex) => formulas.push(tex));
  return formulas;
}

test("markFormulas: a formula stands between dollars without spaces inside and no digit after", () => {
  const cases: Record<string, string[]> = {
    "load $\\alpha_c(n)$": ["\\alpha_c(n)"],
    "costs $5": [],
    "US$5 and $6": [],
    "$5–$6": [],
    "$ x$": [],
    "$x $": [],
    $x$2: [],
    "$x$ and $y$, $z$": ["x", "y", "z"],
    $a$$b$: ["a", "b"],
    "$$x^2$$": ["x^2"],
    "a \\$x\\$ b": [],
    "\\$5 is $x$": ["x"],
    "$\\$5$": ["\\$5"],
    "": [],
  };
  for (const [text, formulas] of Object.entries(cases))
    assert.deepEqual(formulasIn(text), formulas);
});

test("markFormulas: finds what the prose of a report finds", () => {
  const parts = [
    "$",
    "$5",
    "x",
    "$x$",
    " ",
    "\\$",
    "7",
    "$ y$",
    "$y $",
    "é",
    "$\\beta$",
    "(",
    ").",
  ];
  for (const a of parts)
    for (const b of parts)
      for (const c of parts) {
        const text = `t${a}${b}${c}`;
        const html = markdownToHtml(text, () => undefined);
        assert.equal(formulasIn(text).length, html.split("<math").length - 1, text);
      }
});

test("markFormulas: a second time changes nothing, whatever dollars there are", () => {
  for (const text of ["$x$ \\$5 and 6\\$", "\\$x\\$", "$a$$b$", "\\$$x$\\$", "costs $5", "$\\$$"]) {
    const once = markFormulas(text, () => undefined);
    assert.equal(
      markFormulas(once, (_, tex) => assert.fail(tex)),
      once,
    );
  }
});

test("markFormulas: formulas that read alike are told apart, equal ones are not", () => {
  const mark = (tex: string) => markFormulas(`$${tex}$`, () => undefined);
  assert.equal(plainText("$\\frac{a}{b}$"), plainText("$a/b$"));
  assert.notEqual(mark("\\frac{a}{b}"), mark("a/b"));
  assert.equal(mark("\\frac{a}{b}"), mark("\\frac{a}{b}"));
});

test("plainText: readable Unicode without marks, before and after a text was marked", () => {
  const text = "load $\\alpha_c(n)$ at \\$5";
  assert.equal(plainText(text), "load αc(n) at $5");
  assert.equal(plainText(markFormulas(text, () => undefined)), "load αc(n) at $5");
  assert.equal(plainText("costs $5"), "costs $5");
});

test("literalText: reads as it stands, whatever dollars and backslashes there are", () => {
  for (const text of ["$\\foo$", "US$/A$", "$$x$$", "\\$x\\$", "\\\\$x$", "$", "plain"]) {
    assert.deepEqual(formulasIn(literalText(text)), []);
    assert.equal(plainText(literalText(text)), text);
  }
});
