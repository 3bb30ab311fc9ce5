import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { type Cells, openCells, temporaryProject } from "../support/cells.ts";
import { median } from "../support/median.ts";

// Speed of top-level loops in cells against the same text as a module, and of small cells.
// Run: node dist/test/bench/evaluator.bench.js

const ROUNDS = 15;

const LOOPS: [name: string, text: string][] = [
  ["sum of integers", "let sum = 0; for (let i = 0; i < 2e6; i++) sum += i % 7;"],
  ["sum of fractions", "let sum = 0; for (let i = 0; i < 2e6; i++) sum += 1 / (i + 1);"],
  ["loop variable at top level", "let sum = 0; let i = 0; while (i < 2e6) { sum += i & 3; i++; }"],
  [
    "array at top level",
    "const row = new Float64Array(1000); let sum = 0; for (let k = 0; k < 2000; k++) for (let i = 0; i < 1000; i++) { row[i] += k; sum += row[i]; }",
  ],
  [
    "calls of a top-level function",
    "function f(x: number) { return x * 0.5 + 1; } let sum = 0; for (let i = 0; i < 2e6; i++) sum = f(sum);",
  ],
];

const timed = (text: string) =>
  `const start = performance.now(); ${text.replace(/row\[i\]/g, "row[i]!")} const ms = performance.now() - start;`;

async function loopTable(cells: Cells, folder: string): Promise<void> {
  const rows: Record<string, string>[] = [];
  for (const [index, [name, text]] of LOOPS.entries()) {
    const file = `loop-${index}.ts`;
    writeFileSync(join(folder, file), `${timed(text)} export { ms };\n`);
    const times = { cell: [] as number[], module: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      times.cell.push(await number(cells, `${timed(text)} ms`));
      const load = `(await import(/* @vite-ignore */ './${file}?round=${round}' as string)).ms as number`;
      times.module.push(await number(cells, load));
    }
    const [cell, module] = [median(times.cell), median(times.module)];
    rows.push({
      loop: name,
      "cell ms": cell.toFixed(1),
      "module ms": module.toFixed(1),
      ratio: (cell / module).toFixed(2),
    });
  }
  console.table(rows);
}

async function latencyTable(cells: Cells): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < 40; i++) {
    const { milliseconds } = await cells.run(`const step${i} = ${i}; step${i} * 2`);
    times.push(milliseconds);
  }
  console.table([
    {
      "trivial cell, median ms": median(times).toFixed(1),
      "first ten": median(times.slice(0, 10)).toFixed(1),
      "last ten": median(times.slice(-10)).toFixed(1),
    },
  ]);
}

async function number(cells: Cells, code: string): Promise<number> {
  const { value, error } = await cells.run(code);
  if (error) throw new Error(error.traceback.join("\n"));
  return Number(value);
}

const folder = temporaryProject({ "package.json": "{}" });
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${ROUNDS} rounds`);
const start = performance.now();
const cells = await openCells({ directory: folder });
await cells.run("1");
console.log(`start to first result: ${(performance.now() - start).toFixed(0)} ms`);
await loopTable(cells, folder);
await latencyTable(cells);
await cells.session.close();
