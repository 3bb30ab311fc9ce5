import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { repositoryRoot } from "./support/paths.ts";

const below = "numerics core";
const machine = `models patterns random ${below} parallel`;
const mayImport: Record<string, string> = {
  core: "",
  jupyter: "",
  parallel: "core",
  numerics: "core",
  random: below,
  patterns: `random ${below}`,
  theory: `random ${below} parallel`,
  models: `patterns random ${below}`,
  dynamics: machine,
  capacity: `dynamics ${machine}`,
  "teacher-student": `dynamics ${machine}`,
  learning: `dynamics ${machine}`,
  experiment: "random numerics parallel",
  plot: "numerics",
  studies: `experiment plot theory teacher-student learning capacity dynamics ${machine}`,
  notebook: "jupyter plot experiment studies patterns numerics",
  engines: "studies experiment parallel",
};
const src = join(repositoryRoot, "src");
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({
    file,
    folder: file.split("/")[0],
    text: readFileSync(join(src, file), "utf8"),
  }));
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");

test("architecture: imports between folders follow the arrows", () => {
  const wrong: string[] = [];
  for (const { file, folder, text } of files) {
    for (const [, target] of text.matchAll(/(?:from|import\(?)\s*"(\.[^"]+)"/g)) {
      const to = relative(src, join(src, file, "..", target)).split("/")[0];
      const open = folder === "cli" || to === folder || mayImport[folder]?.split(" ").includes(to);
      const barrel = file === "index.ts" && to !== "cli" && to !== "engines";
      if (!open && !barrel) wrong.push(`${file} imports ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("architecture: every folder of src has its arrows declared", () => {
  const folders = new Set(files.map(({ folder }) => folder).filter((f) => !f.endsWith(".ts")));
  for (const folder of folders) assert.ok(folder === "cli" || folder in mayImport, folder);
});

test("architecture: no Math.random anywhere, no hidden clock or console in the library", () => {
  const clocks = ["cli", "engines", "experiment", "jupyter", "notebook"];
  const consoles = ["cli", "engines", "jupyter"];
  const wrong: string[] = [];
  for (const { file, folder, text } of files) {
    const body = code(text);
    if (/Math\.random\(/.test(body)) wrong.push(`${file}: Math.random`);
    if (
      !clocks.includes(folder) &&
      /\b(Date\.now|new Date(?!\(\d)|performance\.now|hrtime)\b/.test(body)
    )
      wrong.push(`${file}: clock`);
    if (!consoles.includes(folder) && /\bconsole\./.test(body)) wrong.push(`${file}: console`);
  }
  assert.deepEqual(wrong, []);
});

/** Packages that load in a browser and are small enough to come with the library. */
const light = [
  "@noble/hashes/sha2.js",
  "@noble/hashes/utils.js",
  "@stdlib/math-base-special-cos",
  "@stdlib/math-base-special-exp",
  "@stdlib/math-base-special-ln",
  "@stdlib/math-base-special-log1p",
  "@stdlib/math-base-special-sin",
  "@stdlib/stats-base-dists-binomial-cdf",
  "@stdlib/stats-base-dists-binomial-pmf",
  "@stdlib/stats-base-dists-normal-cdf",
  "@stdlib/stats-base-dists-normal-quantile",
  "@stdlib/stats-base-dists-t-quantile",
  "arquero",
  "#csv-parse",
  "d3-contour",
  "fastest-levenshtein",
  "fflate",
  "json5",
  "#mathjs-number",
  "ml-matrix",
  "munkres",
];

/** Every package, and every module of Node, that a source loads statically, with the files that do. */
function packagesOf(entry: string): Map<string, string[]> {
  const seen = new Set<string>();
  const packages = new Map<string, string[]>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const body = code(readFileSync(join(src, file), "utf8"));
    const statements = body.matchAll(
      /^(?:import|export)\s(?!type\b)(?:[^"';]*?from\s*)?"([^"]+)"/gm,
    );
    for (const [, target] of statements) {
      if (target.startsWith(".")) visit(join(file, "..", target));
      else packages.set(target, [...(packages.get(target) ?? []), file]);
    }
  };
  visit(entry);
  return packages;
}

test("architecture: what index.ts loads statically is the library and packages for browsers", () => {
  const packages = packagesOf("index.ts");
  assert.deepEqual(
    [...packages].filter(([name]) => !light.includes(name)),
    [],
  );
  assert.ok(packages.size > 5, "index.ts reaches the library and its packages");
});

test("architecture: the formatters of a session load no package before they draw a figure", () => {
  assert.deepEqual([...packagesOf("notebook/formatters.ts")], []);
});
