import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { CompletionMatch } from "../../src/jupyter/session-queries.ts";
import { type Cells, openCells, temporaryProject } from "../support/cells.ts";
import { repositoryRoot } from "../support/paths.ts";

let cells: Cells;

before(async () => {
  const project = temporaryProject({
    "package.json": "{}",
    "src/mine.ts": "/** Of mine. */\nexport const inner = 1;\n",
    "src/data.json": "{}",
    "notebooks/empty.txt": "",
  });
  symlinkSync(join(repositoryRoot, "node_modules"), join(project, "node_modules"));
  cells = await openCells({ directory: join(project, "notebooks") });
  await cells.run("import * as aq from 'arquero';\nimport { table as makeTable } from 'arquero';");
  await cells.run(
    "/** Doubles a number. */\nfunction double(x: number) { return 2 * x; }\nconst triple = (x: number) => 3 * x;\n/** The answer. */\nconst answer = 42;",
  );
  await cells.run(
    "class Spin { /** Up or down. */ value = 1; flip(): this { return this; } }\ninterface Shape { kind: 'circle' | 'square'; size?: number }\nlet maybe: Spin | undefined = [new Spin()].at(0);\nconst colours: ('red' | 'blue')[] = [];\nconst t = makeTable({ a: [1] });",
  );
});
after(() => cells.session.close());

/** Completion at the bar in the text: matches, and the code that they replace. */
async function complete(marked: string) {
  const cursor = marked.indexOf("|");
  const code = marked.slice(0, cursor) + marked.slice(cursor + 1);
  const { matches, start, end } = await cells.session.complete(code, cursor);
  const texts = matches.map(({ text }) => text);
  const match = (text: string) => matches.find((one) => one.text === text) as CompletionMatch;
  return { matches, texts, match, replaced: code.slice(start, end), start, end };
}

test("complete: names of earlier cells come with type, signature and documentation", async () => {
  const { texts, match, replaced } = await complete("dou|");
  assert.deepEqual(texts, ["double"]);
  assert.equal(replaced, "dou");
  assert.deepEqual(match("double"), {
    text: "double",
    type: "function",
    signature: "(x: number): number",
    documentation: "Doubles a number.",
  });
  assert.equal((await complete("tri|")).match("triple").type, "function");
  assert.deepEqual((await complete("1 + ans|")).match("answer"), {
    text: "answer",
    type: "variable",
    signature: "42",
    documentation: "The answer.",
  });
  assert.equal((await complete("new Sp|")).match("Spin").type, "class");
  assert.equal((await complete("let s: Sha|")).match("Shape").type, "interface");
  assert.equal((await complete("a|")).match("aq").type, "module");
});

test("complete: an empty cell offers the names of cells first, at most 300 in all", async () => {
  const { texts, matches } = await complete("|");
  const names = ["answer", "aq", "colours", "double", "makeTable", "maybe", "Spin", "t", "triple"];
  assert.deepEqual(texts.slice(0, names.length).sort(), [...names].sort());
  assert.ok(texts.includes("while") && texts.includes("Math"));
  assert.ok(matches.length <= 300);
  assert.ok(
    texts.every((text) => !/[^\p{ASCII}]/u.test(text)),
    "no made-up names",
  );
});

test("complete: members of a value that an earlier cell made, with their documentation", async () => {
  const { texts, match, replaced } = await complete("t.fil|");
  assert.deepEqual(texts, ["filter"]);
  assert.equal(replaced, "fil");
  assert.equal(match("filter").type, "method");
  assert.match(match("filter").signature ?? "", /^\(criteria: TableExpr\): ColumnTable$/);
  assert.match(match("filter").documentation ?? "", /^Filter a table/);
  assert.ok((await complete("aq.|")).texts.includes("desc"));
  assert.equal((await complete("new Spin().va|")).match("value").documentation, "Up or down.");
  assert.deepEqual((await complete("answer.toF|")).texts, ["toFixed"]);
});

test("complete: members of a value that may be missing follow a question mark", async () => {
  const { texts, replaced } = await complete("maybe.fl|");
  assert.deepEqual(texts, ["?.flip"]);
  assert.equal(replaced, ".fl");
  assert.deepEqual((await complete("maybe?.fl|")).texts, ["flip"]);
});

test("complete: exported names inside the braces of an import", async () => {
  const { texts, match } = await complete("import { | } from 'arquero'");
  assert.ok(texts.includes("table") && texts.includes("desc"));
  const { texts: some } = await complete('import { desc, tab| } from "arquero";\nconst x = 1;');
  assert.deepEqual(some, ["table", "Table"]);
  assert.equal(match("all").type, "function");
  assert.deepEqual((await complete("import { inn| } from '../src/mine'")).texts, ["inner"]);
});

test("complete: packages, modules of Node and files inside the quotes of an import", async () => {
  const packages = await complete("import { table } from 'arq|'");
  assert.deepEqual(packages.texts, ["arquero"]);
  assert.equal(packages.replaced, "arq");
  assert.ok((await complete("import x from 'node:f|'")).texts.includes("node:fs"));
  const files = await complete("import { inner } from '../src/|'");
  assert.deepEqual(files.texts, ["data.json", "mine"]);
  assert.equal(files.replaced, "");
  assert.deepEqual((await complete("await import('../sr|')")).texts, ["src"]);
  assert.deepEqual((await complete("import {} from 'dam|'")).texts, ["damlab"]);
});

test("complete: literals of a union, with and without quotes around the cursor", async () => {
  assert.deepEqual((await complete("colours.push('|')")).texts.sort(), ["blue", "red"]);
  assert.deepEqual((await complete("colours.push('r|')")).texts, ["red"]);
  assert.deepEqual((await complete('const s: Shape = { kind: "|" }')).texts, ["circle", "square"]);
  const { texts } = await complete("colours.push(|)");
  assert.deepEqual(texts.slice(0, 2).sort(), ['"blue"', '"red"']);
});

test("complete: members of the expected object inside an object literal", async () => {
  assert.deepEqual((await complete("const s: Shape = { | }")).texts, ["kind", "size"]);
  assert.deepEqual((await complete("const s: Shape = { kind: 'circle', | }")).texts, ["size"]);
});

test("complete: names of inner scopes and keywords", async () => {
  assert.deepEqual((await complete("function f(inside: number) {\n  return insi|")).texts, [
    "inside",
  ]);
  const { match } = await complete("whi|");
  assert.deepEqual(match("while"), { text: "while", type: "keyword" });
});

test("complete: broken code is no obstacle", async () => {
  for (const code of [
    "foo(`${dou|",
    "if (x) { [1, dou|",
    "const a = ;\ndou|",
    "} ) dou|",
    "class A { m() { dou|",
    "/* open */ 'open\ndou|",
    "@ dou|",
  ]) {
    assert.deepEqual((await complete(code)).texts, ["double"], code);
  }
});

test("complete: nothing is offered in text, comments and numbers", async () => {
  for (const code of ["'dou|", "// dou|", "/* dou|", "`dou|", "1.|", "unknownName.|"]) {
    const { texts, start, end } = await complete(code);
    assert.deepEqual(texts, [], code);
    assert.deepEqual([start, end], [code.length - 1, code.length - 1], code);
  }
});

test("complete: the cell's own declaration hides the earlier one", async () => {
  const { match } = await complete("const answer = 'text';\nans|");
  assert.equal(match("answer").signature, '"text"');
  assert.ok((await complete("const answer = 'text';\nanswer.toU|")).texts.includes("toUpperCase"));
});

test("complete: the cursor counts UTF-16 units, and beyond the ends means the ends", async () => {
  const { replaced, texts } = await complete("'😀'; dou|");
  assert.deepEqual(texts, ["double"]);
  assert.equal(replaced, "dou");
  assert.deepEqual((await complete("const α = 1; const αβ = 2; αβ|")).texts, ["αβ"]);
  const { matches } = await cells.session.complete("dou", 1e6);
  assert.equal(matches[0]?.text, "double");
  assert.ok((await cells.session.complete("dou", -5)).matches.length > 1);
});

test("complete: names of web pages that do not exist here are left out", async () => {
  assert.ok(!(await complete("docum|")).texts.includes("document"));
  assert.ok((await complete("fet|")).texts.includes("fetch"));
});

test("complete: a cell in an endless loop is no obstacle", async () => {
  const running = cells.run("const before = 1; while (true) {}");
  try {
    while (!(await complete("befo|")).texts.includes("before"));
    assert.deepEqual((await complete("dou|")).texts, ["double"]);
  } finally {
    cells.session.interrupt();
    await running;
  }
});

test("complete: a name of a refused cell is not offered", async () => {
  await cells.run("const refusedName: number = 'x';");
  assert.deepEqual((await complete("refusedN|")).texts, []);
});
