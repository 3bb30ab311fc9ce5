import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Cells, openCells, temporaryProject } from "../support/cells.ts";
import { ENDLESS } from "../support/endless-cells.ts";

// An interrupt answers within 1.5 s; a busy machine gets ten times that.
const HANG_MS = 15_000;

let cells: Cells;
before(async () => {
  cells = await openCells({ directory: temporaryProject() });
  await cells.run(
    "let kept = 41; const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));",
  );
});
after(() => cells.session.close());

const ZOO: (readonly [name: string, code: string])[] = [
  ...ENDLESS,
  [
    "an awaited loop that catches everything",
    "async function loop() { for (;;) { try { await sleep(1); } catch {} finally { await sleep(1); } } } await loop();",
  ],
  ["a loop of microtasks", "async function starve() { for (;;) await null; } await starve();"],
  [
    "a chain of microtasks",
    "const chain = (): Promise<void> => Promise.resolve().then(chain); await chain();",
  ],
  [
    "a chain of ticks",
    "process.nextTick(function tick() { process.nextTick(tick); }); await sleep(1e6);",
  ],
  ["a flood of awaited print", "for (let i = 0; ; i++) { console.log(i); await sleep(1); }"],
  ["a loop inside a timer", "setTimeout(() => { for (;;); }, 5); await sleep(1e6);"],
  ["loops inside an interval", "setInterval(() => { for (;;); }, 1); await sleep(1e6);"],
  ["a loop inside an immediate", "setImmediate(() => { for (;;); }); await sleep(1e6);"],
  [
    "an endless generator",
    "async function* all() { for (;;) { await sleep(1); yield 1; } } for await (const _ of all());",
  ],
  ["a regular expression", "/^(a+)+$/.test('a'.repeat(40) + 'b');"],
];

for (const [name, code] of ZOO) {
  test(`interrupt: stops ${name}, keeps variables and goes on`, async () => {
    const stopped = await cells.run(code, 150);
    assert.equal(stopped.status, "interrupted");
    assert.ok(stopped.milliseconds < HANG_MS, `${stopped.milliseconds} ms`);
    const next = await cells.run("kept + 1");
    assert.equal(next.status, "ok");
    assert.equal(next.value, "42");
  });
}

test("interrupt: nothing of the interrupted cell goes on or is heard of", async () => {
  await cells.run("let steps = 0;");
  const code =
    "setInterval(() => { steps += 1; }, 1);\n(async () => { for (;;) { await sleep(1); steps += 1; } })();\nfor (;;) { await sleep(1); steps += 1; console.log(steps); }";
  const stopped = await cells.run(code, "at its first output");
  const printed = stopped.outputs.length;
  const before = (await cells.run("steps")).value;
  assert.ok(Number(before) > 0);
  await cells.run("await sleep(60);");
  assert.equal((await cells.run("steps")).value, before);
  assert.equal(stopped.outputs.length, printed);
});

test("interrupt: a function of an earlier cell runs on in a later one", async () => {
  await cells.run(
    "async function count(n: number) { for (let i = 0; i < n; i++) await sleep(1); return n; }",
  );
  assert.equal((await cells.run("await count(1e9);", 60)).status, "interrupted");
  assert.equal((await cells.run("await count(3)")).value, "3");
});

test("interrupt: a stopped loop leaves its variables as far as it came", async () => {
  await cells.run("let turns = 0; let text = ''; let mixed: unknown = 0; let fraction = 0.5;");
  await cells.run(
    "for (;;) { turns += 1; fraction += 1; text = 'at ' + String(turns); mixed = text; }",
    150,
  );
  const { value } = await cells.run("[turns, fraction - 0.5, text, mixed].join()");
  const [turns, fraction, text, mixed] = String(value).split(",");
  assert.ok(Number(turns) > 1000, String(value));
  assert.equal(fraction, turns);
  assert.equal(text, `at ${turns}`);
  assert.equal(mixed, text);
});

test("interrupt: a stopped loop of bare arithmetic leaves its variables as they were", async () => {
  await cells.run("let bare = 7;");
  assert.equal((await cells.run("for (;;) bare += 1;", 100)).status, "interrupted");
  assert.equal((await cells.run("bare")).value, "7");
});

test("interrupt: without a running cell changes nothing", async () => {
  cells.session.interrupt();
  assert.equal((await cells.run("await sleep(20); kept")).value, "41");
});

test("interrupt: stops a cell whose timer hangs after the cell has ended", async () => {
  await cells.run("setTimeout(() => { for (;;); }, 1);");
  setTimeout(() => cells.session.interrupt(), 150);
  const next = await cells.run("kept");
  if (next.status === "interrupted") assert.equal((await cells.run("kept")).value, "41");
  else assert.equal(next.value, "41");
});
