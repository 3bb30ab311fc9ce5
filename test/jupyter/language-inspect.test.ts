import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type Cells, openCells, temporaryProject } from "../support/cells.ts";
import { repositoryRoot } from "../support/paths.ts";

let cells: Cells;
let project: string;

before(async () => {
  project = temporaryProject({
    "package.json": "{}",
    "src/mine.ts":
      "/** Elsewhere. */\nexport interface Options {\n  /** How many. */\n  count: number;\n}\n\n/**\n * Makes rows.\n *\n * @param options  see {@link Options}\n */\nexport function rows(options: Options): number[] {\n  return Array(options.count).fill(0);\n}\n",
    "notebooks/empty.txt": "",
  });
  symlinkSync(join(repositoryRoot, "node_modules"), join(project, "node_modules"));
  cells = await openCells({ directory: join(project, "notebooks") });
  await cells.run("import { table } from 'arquero';\nimport { rows } from '../src/mine';");
  await cells.run(
    "const one = 1;\n\n/**\n * Doubles a number.\n *\n * @param x  the number\n * @param times - how often\n * @returns twice {@link one}\n * @example double(2)\n */\nfunction double(x: number, times = 1): number {\n  return 2 ** times * x;\n}\n/** The answer. */\nexport const answer = 42;",
  );
  await cells.run(
    "class Base {\n  /** Of the base. */\n  shared = 1;\n}\n/** A spin. */\nclass Spin extends Base {\n  /** Made up. */\n  constructor(readonly value: number) { super(); }\n  /** Turns over. */\n  flip(): this { return this; }\n}\n/** Takes a number. */\nfunction over(x: number): number;\n/** Takes a text. */\nfunction over(x: string): string;\nfunction over(x: number | string) { return x; }\nenum Level { /** At the floor. */ Low }\nconst t = table({ a: [1] });\nlet later: Spin | undefined = [new Spin(1)].at(0);\nconst { sum: total } = { sum: 3 };",
  );
});
after(() => cells.session.close());

async function inspect(marked: string, detail: 0 | 1 = 0) {
  const cursor = marked.indexOf("|");
  const code = marked.slice(0, cursor) + marked.slice(cursor + 1);
  const bundle = await cells.session.inspect(code, cursor, detail);
  return bundle as { "text/plain": string; "text/markdown": string } | undefined;
}

async function plain(marked: string, detail: 0 | 1 = 0): Promise<string> {
  const bundle = await inspect(marked, detail);
  assert.ok(bundle, marked);
  return bundle["text/plain"];
}

test("inspect: a function of an earlier cell has its signature, documentation and tags", async () => {
  const bundle = await inspect("dou|ble(1)");
  assert.equal(
    bundle?.["text/plain"],
    "double(x: number, times?: number): number\n\nDoubles a number.\n\n@param x — the number\n@param times — how often\n@returns twice one\n@example double(2)",
  );
  assert.equal(
    bundle?.["text/markdown"],
    "```ts\ndouble(x: number, times?: number): number\n```\n\nDoubles a number.\n\n*@param* `x` — the number  \n*@param* `times` — how often  \n*@returns* twice one  \n*@example*\n\n```ts\ndouble(2)\n```",
  );
});

test("inspect: the name is found under the cursor and before it", async () => {
  for (const code of ["|answer", "ans|wer", "answer|", "1 + answer| + 2", "'😀' + answer|"]) {
    assert.equal(await plain(code), "const answer: 42\n\nThe answer.", code);
  }
});

test("inspect: members, classes and enums of earlier cells", async () => {
  assert.equal(await plain("new Spin(1).fl|ip()"), "(method) Spin.flip(): Spin\n\nTurns over.");
  assert.equal(await plain("Sp|in"), "class Spin\n\nA spin.");
  assert.match(await plain("new Sp|in(1)"), /^new Spin\(value: number\): Spin\n\nMade up\.$/);
  assert.match(
    await plain("new Spin(1).shar|ed"),
    /\(property\) Base\.shared: number\n\nOf the base\./,
  );
  assert.match(await plain("Level.Lo|w"), /^\(enum member\) Level\.Low = 0\n\nAt the floor\.$/);
  assert.equal(await plain("tot|al"), "const total: number");
});

test("inspect: a call shows the overload that it means", async () => {
  assert.match(await plain("ov|er('a')"), /over\(x: string\): string.*\n\nTakes a text\.$/);
  assert.match(await plain("ov|er(1)"), /over\(x: number\): number.*\n\nTakes a number\.$/);
});

test("inspect: inside the parentheses of a call, its parameters", async () => {
  assert.match(await plain("double(|"), /^double\(x: number, times\?: number\): number\n\nDoubles/);
  assert.match(await plain("double(1, |)"), /^double\(x: number, times\?: number\): number\n/);
  assert.match(await plain("new Spin(|"), /^Spin\(value: number\): Spin/);
  assert.match(await plain("Math.max(1, |"), /^max\(\.\.\.values: number\[\]\): number\n\nReturns/);
  assert.match(await plain("double(ans|wer)"), /^const answer/);
  assert.match(await plain("over(|"), /over\(x: number\): number\nover\(x: string\): string/);
});

test("inspect: packages and the user's own sources keep their documentation", async () => {
  assert.match(
    await plain("t.fil|ter"),
    /ColumnTable\.filter\(criteria: TableExpr\)[\s\S]*Filter a table/,
  );
  assert.match(
    await plain("rows|"),
    /^function rows\(options: Options\)[\s\S]*Makes rows\.[\s\S]*see Options/,
  );
  assert.match(
    await plain("rows({ cou|nt: 1 })"),
    /\(property\) Options\.count: number\n\nHow many\./,
  );
  assert.match(await plain("console.l|og"), /Prints to `stdout` with newline/);
  assert.match(
    await plain("[1].ma|p"),
    /Array<number>\.map[\s\S]*Calls a defined callback function/,
  );
});

test("inspect: detail 1 tells where a name is declared, and how", async () => {
  const own = await plain("double|", 1);
  assert.ok(
    own.endsWith(
      "Declared at In [2]:11\nfunction double(x: number, times = 1): number {\n  return 2 ** times * x;\n}",
    ),
    own,
  );
  assert.match(await plain("rows|", 1), /Declared at \.\.\/src\/mine\.ts:12\nexport function rows/);
  const bundle = await inspect("t.filter|", 1);
  assert.match(
    bundle?.["text/markdown"] ?? "",
    /Declared at node_modules\/arquero\/\S+\.d\.ts:\d+\n\n```ts\nfilter\(/,
  );
  for (const text of [own, bundle?.["text/markdown"] ?? ""]) assert.ok(!text.includes(project));
});

test("inspect: the code of the cell itself and its broken parts", async () => {
  assert.equal(
    await plain("/** Local. */\nconst local = [1];\nloc|al.map("),
    "const local: number[]\n\nLocal.",
  );
  assert.equal(await plain("if (x) { answer|"), "const answer: 42\n\nThe answer.");
  assert.equal(await plain("const answer = 'mine'; answer|"), 'const answer: "mine"');
});

test("inspect: a variable has the type that the cells have narrowed it to", async () => {
  assert.equal(await plain("later|"), "let later: Spin | undefined");
  await cells.run("if (!later) throw new Error('none');");
  assert.equal(await plain("later|"), "let later: Spin");
});

test("inspect: where there is nothing to say the answer is undefined", async () => {
  for (const code of [
    "|",
    "  |  ",
    "const |",
    "'te|xt'",
    "// ans|wer",
    "nobodyKnows(|",
    "nobodyKnows|",
    "one.nothing|",
  ]) {
    assert.equal(await inspect(code), undefined, code);
  }
});
