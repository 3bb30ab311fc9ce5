import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { promisify } from "node:util";
import { packageVersion } from "../../src/experiment/package-version.ts";
import { repositoryRoot } from "../support/paths.ts";
import { suiteFolder } from "../support/temporary-folder.ts";

// What a stranger gets: the packed package, installed from its tarball into an empty project.
const project = suiteFolder();

const execute = promisify(execFile);

/** Standard output of a program, with both streams in the error when it fails. */
async function output(file: string, args: readonly string[], cwd = project): Promise<string> {
  // npm hands its settings down to what it starts; a stranger's npm has none of them.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_TEST/i.test(name)),
  );
  try {
    return (await execute(file, args, { cwd, env, encoding: "utf8" })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${file} ${args.join(" ")}\n${stdout}\n${stderr}`, { cause: error });
  }
}

const program = `
import { denseAssociativeMemory, energy, grid, independent, power, row, stream } from "damlab";
const patterns = independent(3, 20, stream(1, "use"));
const memory = denseAssociativeMemory(patterns, power(3));
const value: number = energy(memory, row(patterns, 0));
const points: { readonly N: number; readonly n: string }[] = grid({ N: [1, 2], n: ["a"] });
// @ts-expect-error: an energy is a number, so the types are really there
const text: string = energy(memory, row(patterns, 0));
console.log(value < 0, points.length, patterns.P, text === String(value));
`;

const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"];
let tarball = "";

before(async () => {
  const pack = ["pack", "--ignore-scripts", "--silent", "--pack-destination", project];
  tarball = (await output("npm", pack, repositoryRoot)).trim();
  writeFileSync(join(project, "package.json"), '{"private":true,"type":"module"}');
  const older = "typescript-5.0@npm:typescript@5.0.4";
  await output("npm", ["install", ...quiet, `./${tarball}`, older]);
  writeFileSync(join(project, "use.ts"), program);
});

test("package: holds the built library and its papers, no tests, sources or notebooks", () => {
  const files = readdirSync(join(project, "node_modules", "damlab"), {
    recursive: true,
    encoding: "utf8",
  });
  for (const file of ["package.json", "README.md", "LICENSE", "dist/src/index.d.ts"]) {
    assert.ok(files.includes(file), file);
  }
  const foreign = files.filter((file) => /^(src|test|notebooks|dist\/test)/.test(file));
  assert.deepEqual(foreign, []);
});

test("package: imports and types work under the current TypeScript with nodenext", async () => {
  const compiler = join("node_modules", "typescript", "bin", "tsc");
  const strict = ["--strict", "--skipLibCheck", "--types", "node", "--target", "es2022"];
  await output("node", [compiler, "--module", "nodenext", ...strict, "use.ts"]);
  assert.equal(await output("node", ["use.js"]), "true 2 3 false\n");
});

test("package: types parse under TypeScript 5.0 with node10 resolution", async () => {
  const compiler = join("node_modules", "typescript-5.0", "bin", "tsc");
  const version = JSON.parse(
    readFileSync(join(project, "node_modules", "typescript-5.0", "package.json"), "utf8"),
  ) as { version: string };
  assert.equal(version.version, "5.0.4");
  const options = ["--noEmit", "--strict", "--target", "es2022", "--types", "node"];
  const resolution = ["--module", "esnext", "--moduleResolution", "node10"];
  const all = await output("node", [
    compiler,
    ...options,
    ...resolution,
    "--listFiles",
    "use.ts",
  ]).catch(String);
  assert.match(all, /^\S*node_modules\/damlab\/dist\/src\/index\.d\.ts$/m);
  // Declarations of arquero and flechette need a later TypeScript; ours must not.
  const ours = all
    .split("\n")
    .filter((line) => /: error TS/.test(line) && !/^node_modules\/(arquero|@uwdata)\//.test(line));
  assert.deepEqual(ours, []);
});

test("package: capacity studies run in worker threads", async () => {
  const damlab = join("node_modules", "damlab", "dist", "src", "cli", "main.js");
  const small = ["capacity", "--spins", "16", "--trials", "4", "--csv"];
  const [one, two] = [
    await output("node", [damlab, ...small, "--workers", "1"]),
    await output("node", [damlab, ...small, "--workers", "2"]),
  ];
  assert.match(one, /^"?energy.*\n"?poly"?,3,16,/);
  assert.equal(two, one);
});

test("package: damlab run runs a notebook that imports the package by its name", async () => {
  const source = 'import { power } from "damlab";\nconsole.log(power(3).F(2));';
  const cell = {
    cell_type: "code",
    id: "a",
    metadata: {},
    source,
    outputs: [],
    execution_count: null,
  };
  const notebook = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(join(project, "small.ipynb"), JSON.stringify(notebook));
  await output("npx", ["damlab", "run", "small.ipynb", "--html", "--out", "results"]);
  const ran = readFileSync(join(project, "results", "small.ipynb"), "utf8");
  const { cells } = JSON.parse(ran) as { cells: { outputs: unknown[] }[] };
  assert.deepEqual(cells[0].outputs, [{ name: "stdout", output_type: "stream", text: ["8\n"] }]);
  assert.match(readFileSync(join(project, "results", "small.html"), "utf8"), /^<!doctype html>/i);
});

test("package: damlab capacity and damlab doctor work", async () => {
  const options = ["--energy", "poly", "--order", "2", "--spins", "16", "--trials", "4"];
  const rows = JSON.parse(
    await output("npx", ["damlab", "capacity", ...options, "--seed", "1", "--json"]),
  ) as { energy: string; N: number; k50: number }[];
  assert.equal(rows.length, 1);
  assert.deepEqual([rows[0].energy, rows[0].N], ["poly", 16]);
  assert.ok(rows[0].k50 >= 1 && rows[0].k50 < 16, `${rows[0].k50}`);
  assert.match(await output("npx", ["damlab", "doctor"]), /^ok +typescript +6\.0/m);
});

/** Installs the kernel by one damlab and starts the program that kernel.json names. */
async function startKernelOf(damlab: readonly [string, ...string[]], prefix: string) {
  const [file, ...args] = damlab;
  await output(file, [...args, "kernel", "install", "--prefix", prefix]);
  const folder = join(prefix, "share", "jupyter", "kernels", "damlab");
  const { argv } = JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8")) as {
    argv: [string, string];
  };
  assert.ok(existsSync(argv[0]) && existsSync(argv[1]), argv.join(" "));
  assert.equal(await output(argv[0], [argv[1], "--version"], "/"), `${packageVersion}\n`);
  await output(file, [...args, "kernel", "uninstall", "--prefix", prefix]);
  assert.deepEqual(existsSync(prefix) ? readdirSync(prefix) : [], []);
  return argv[1];
}

test("package: damlab kernel install of a project names a program that starts", async () => {
  const main = await startKernelOf(["npx", "damlab"], join(project, "prefix"));
  assert.ok(main.startsWith(join(project, "node_modules", "damlab")), main);
});

test("package: damlab kernel install of a global installation names a program that starts", async () => {
  const everywhere = join(project, "für alle");
  await output("npm", ["install", ...quiet, "-g", "--prefix", everywhere, join(project, tarball)]);
  const main = await startKernelOf([join(everywhere, "bin", "damlab")], join(project, "global"));
  assert.ok(main.startsWith(join(everywhere, "lib", "node_modules", "damlab")), main);
});
