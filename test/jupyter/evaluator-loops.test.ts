import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Cells, openCells, temporaryProject } from "../support/cells.ts";

// Loops work on copies of a cell's variables; nobody may notice. The oracle is the same text in a
// function, where no copies are made.

let cells: Cells;
before(async () => {
  cells = await openCells({ directory: temporaryProject() });
});
after(() => cells.session.close());

async function value(code: string): Promise<unknown> {
  const outcome = await cells.run(code);
  assert.equal(outcome.status, "ok", outcome.error?.evalue ?? code);
  return outcome.value;
}

const LOOPS: [name: string, loop: string, result: string][] = [
  ["for", "let s = 0; for (let i = 0; i < 5000; i++) s += i / 3;", "s"],
  [
    "while with a global counter",
    "let n = 5000; let s = 1; while (n > 0) { s = (s * 3 + n) % 1009; n--; }",
    "[s, n]",
  ],
  ["do", "let n = 0; do n += 2; while (n < 5001);", "n"],
  [
    "for of with a pattern",
    "let a = 0; let b = ''; for (const [x, y] of [[1, 'p'], [2, 'q']] as const) { a += x; b += y; }",
    "[a, b]",
  ],
  ["for in", "let keys = ''; const o = { p: 1, q: 2 }; for (const k in o) keys += k;", "keys"],
  ["var in the head", "for (var i = 0, j = 9; i < j; i++, j--);", "[i, j]"],
  [
    "labels",
    "let hits = 0; outer: for (let i = 0; i < 9; i++) { for (let j = 0; j < 9; j++) { if (j > i) continue outer; if (i === 7) break outer; hits++; } }",
    "hits",
  ],
  [
    "destructuring assignment",
    "let a = 1, b = 1; for (let i = 0; i < 30; i++) [a, b] = [b, a + b];",
    "a",
  ],
  [
    "object pattern",
    "let p = 0; let q = 0; for (const v of [{ p: 1, q: 2 }, { p: 3, q: 4 }]) ({ p, q } = v);",
    "[p, q]",
  ],
  [
    "shorthand property",
    "let n = 0; const all: { n: number }[] = []; for (; n < 3; n++) all.push({ n });",
    "[n, all]",
  ],
  [
    "inner variable of the same name",
    "let s = 1; for (let i = 0; i < 3; i++) { let s = i; s++; }",
    "s",
  ],
  [
    "change of type",
    "let v: number | string = 0; for (let i = 0; i < 2000; i++) v = i % 2 ? i : 't' + i;",
    "v",
  ],
  [
    "closure made in the loop",
    "let s = 0; const add: (() => number)[] = []; for (let i = 0; i < 3; i++) add.push(() => (s += i)); const got = add.map((f) => f());",
    "[got, s]",
  ],
  [
    "function that reads",
    "let s = 0; function twice() { return 2 * s; } let t = 0; for (let i = 0; i < 9; i++) { s++; t += twice(); }",
    "[s, t]",
  ],
  [
    "default parameter that reads",
    "let s = 0; const f = (x = s) => { const s = 1; return x + s; }; let t = 0; for (let i = 0; i < 9; i++) { s++; t += f(); }",
    "[s, t]",
  ],
  [
    "class that writes",
    "let s = 0; class Adder { add() { s += 2; } } for (let i = 0; i < 9; i++) { new Adder().add(); s++; }",
    "s",
  ],
  [
    "await in the loop",
    "let s = 0; async function see() { return s; } let t = 0; for (let i = 0; i < 4; i++) { s++; t += await see(); }",
    "[s, t]",
  ],
  [
    "exception in the loop",
    "let s = 0; try { for (;;) { s++; if (s === 7) throw new Error(); } } catch { s += 100; }",
    "s",
  ],
];

for (const [name, loop, result] of LOOPS) {
  test(`evaluator: a top-level loop gives what it gives in a function: ${name}`, async () => {
    const inFunction = `await (async () => { ${loop} return JSON.stringify(${result}); })()`;
    const expected = await value(inFunction);
    assert.equal(await value(`${loop}\nJSON.stringify(${result})`), expected);
    assert.equal(await value(`JSON.stringify(${result})`), expected);
  });
}

test("evaluator: a loop sees what a function of an earlier cell does to its variable", async () => {
  await value("let shared = 0; function bump() { shared += 10; }");
  await value("for (let i = 0; i < 3; i++) { shared += 1; bump(); }");
  assert.equal(await value("shared"), "33");
});

test("evaluator: an exception in a loop leaves its variables as far as it came", async () => {
  await cells.run(
    "let reached = 0; for (;;) { reached++; if (reached === 5) throw new Error('five'); }",
  );
  assert.equal(await value("reached"), "5");
});

test("evaluator: a loop confuses no variable with another one", async () => {
  const collision =
    "let x = 1; let x__local = 10; for (let i = 0; i < 3; i++) { x += x__local; x__local++; } [x, x__local].join()";
  assert.equal(await value(collision), "34,13");
  const mirror =
    "let seen = 0; for (let i = 0; i < 3; i++) { seen += 1; (globalThis as any).seen += 10; } seen";
  assert.equal(await value(mirror), "33");
});

test("interrupt: a loop saves its own variables, whatever its counter does", async () => {
  await value("let count = 0; let k = 500;");
  const interrupted = async (loop: string) => {
    const stopping = setTimeout(() => cells.session.interrupt(), 300);
    assert.equal((await cells.run(loop)).status, "interrupted");
    clearTimeout(stopping);
  };
  await interrupted("for (let i = 1; ; i++) { count += Number(i > 0); i++; }");
  assert.ok(Number(await value("count")) > 1000);
  await interrupted("for (let k = 0; ; k++) { count += Number(k > 0); }");
  assert.equal(await value("k"), "500");
});
