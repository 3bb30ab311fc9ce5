import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

// All benchmarks one after another, or those named: npm run bench -- core random

const named = process.argv.slice(2);
const folder = import.meta.dirname;
const files = readdirSync(folder).filter(
  (file) =>
    file.endsWith(".bench.js") &&
    (named.length === 0 || named.some((name) => file.startsWith(`${name}.`))),
);
if (files.length === 0) {
  console.error(`bench: expected names of benchmarks in test/bench, got ${named.join(" ")}`);
  process.exitCode = 2;
}
for (const file of files) {
  console.log(`== ${file.replace(".bench.js", "")}`);
  const { status } = spawnSync(process.execPath, [join(folder, file)], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
