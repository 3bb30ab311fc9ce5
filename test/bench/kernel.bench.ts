import { cpSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { table } from "arquero";
import { curves } from "../../src/plot/curves.ts";
import { saveFigure } from "../../src/plot/export.ts";
import { temporaryProject } from "../support/cells.ts";
import { KernelClient, type KernelProcess } from "../support/kernel-client.ts";
import { median } from "../support/median.ts";
import { repositoryRoot } from "../support/paths.ts";

// Our kernel against tslab, in turn, in the same folder: start, small cells, first imports,
// completion; then latency and memory of ours over 500 cells. Run: npm run bench.

const ROUNDS = 3;
const CELLS = 40;
const IMPORTS = `import * as aq from "arquero";\nimport * as math from "mathjs";\nimport * as damlab from "damlab";`;

const tslab = join(repositoryRoot, "node_modules", "tslab", "bin", "tslab");
/** A project with the packages installed, as every user has one. */
const folder = temporaryProject({ "package.json": "{}" });
cpSync(join(repositoryRoot, "dist", "src"), join(folder, "node_modules/damlab/dist/src"), {
  recursive: true,
});
cpSync(join(repositoryRoot, "package.json"), join(folder, "node_modules/damlab/package.json"));
for (const name of readdirSync(join(repositoryRoot, "node_modules"))) {
  symlinkSync(join(repositoryRoot, "node_modules", name), join(folder, "node_modules", name));
}

const kernels: Record<string, KernelProcess> = {
  damlab: { folder },
  "damlab, check beside": { folder, env: { DAMLAB_CHECK: "beside" } },
  tslab: {
    folder,
    program: (file) => [tslab, "kernel", `--config-path=${file}`],
  },
};

type Times = Record<string, number[]>;

async function timed<T>(times: Times, name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  times[name] = [...(times[name] ?? []), performance.now() - start];
  return result;
}

async function run(kernel: KernelClient, code: string): Promise<void> {
  const { reply } = await kernel.execute(code);
  if (reply.status !== "ok") throw new Error(`${code}: ${JSON.stringify(reply)}`);
}

async function round(name: string, times: Times): Promise<void> {
  const kernel = await timed(times, "start to first result, ms", async () => {
    const kernel = await KernelClient.start(kernels[name]);
    await run(kernel, "const first: number = 1; first + 1");
    return kernel;
  });
  for (let k = 0; k < CELLS; k++) {
    await timed(times, "small cell, ms", () => run(kernel, `const a${k} = ${k}; a${k} * 2`));
  }
  await timed(times, "first import of arquero, mathjs, damlab, ms", () => run(kernel, IMPORTS));
  for (let k = 0; k < CELLS; k++) {
    const code = `const b${k} = a${k} + ${k}; b${k} * 2`;
    await timed(times, "small cell after the imports, ms", () => run(kernel, code));
  }
  await kernel.execute("aq.table({ a: [1] }).numRows()");
  for (let k = 0; k < CELLS; k++) {
    const content = { code: `const c = b${k}; aq.ta`, cursor_pos: 22 + String(k).length - 1 };
    await timed(times, "completion of aq.ta, ms", () =>
      kernel.request("shell", "complete_request", content),
    );
  }
  await kernel.close();
}

function residentMB(pid: number): number {
  const text = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(text)![1]) / 1024;
}

async function manyCells(): Promise<void> {
  const kernel = await KernelClient.start(kernels.damlab!);
  const pid = Number((await kernel.execute("process.pid")).value);
  await run(kernel, IMPORTS);
  const rows: Record<string, string>[] = [];
  const latencies: { cell: number; ms: number }[] = [];
  let times: number[] = [];
  for (let k = 1; k <= 500; k++) {
    const start = performance.now();
    await run(kernel, `const c${k}: number = ${k === 1 ? 1 : `c${k - 1} + 1`}; c${k}`);
    times.push(performance.now() - start);
    latencies.push({ cell: k, ms: times.at(-1)! });
    if (k % 50 !== 0) continue;
    rows.push({
      cells: String(k),
      "median ms": median(times).toFixed(1),
      "cells' process, MB": residentMB(pid).toFixed(0),
      "kernel process, MB": residentMB(kernel.child.pid!).toFixed(0),
    });
    times = [];
  }
  console.table(rows);
  await kernel.close();
  const figure = curves(table(columnsOf(latencies)), {
    title: "Latency of a small cell, each using the one before",
    subtitle: `type check included; Node ${process.versions.node}`,
    x: { column: "cell", title: "cell" },
    y: { column: "ms", title: "time to its result (ms)", zero: true },
  });
  const file = join(repositoryRoot, "out", "bench", "kernel-latency.svg");
  await saveFigure(figure, file);
  console.log(`latency of all 500 cells: ${file}`);
}

function columnsOf(rows: readonly { cell: number; ms: number }[]) {
  return { cell: rows.map(({ cell }) => cell), ms: rows.map(({ ms }) => ms) };
}

console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]!.model}`);
const all: Record<string, Times> = Object.fromEntries(
  Object.keys(kernels).map((name) => [name, {}]),
);
for (let k = 0; k < ROUNDS; k++) {
  for (const name of Object.keys(kernels)) await round(name, all[name]!);
}
const ours = all.damlab!;
const theirs = all.tslab!;
console.table(
  Object.keys(ours).map((what) => ({
    what,
    ...Object.fromEntries(
      Object.entries(all).map(([name, times]) => [name, median(times[what]!).toFixed(1)]),
    ),
    "damlab / tslab": (median(ours[what]!) / median(theirs[what]!)).toFixed(2),
  })),
);
await manyCells();
