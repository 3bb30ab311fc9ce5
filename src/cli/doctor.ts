import { access, constants, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { packageVersion } from "../experiment/package-version.ts";
import { type FoundKernel, findKernels } from "../jupyter/kernelspec.ts";
import { programFile } from "../jupyter/program-file.ts";
import { kernelFinding } from "./doctor-kernel.ts";
import { engineFinding, kernelsFinding } from "./doctor-kernels.ts";
import { type Finding, ok } from "./finding.ts";
import { kernelTable } from "./kernel-list.ts";
import { searchedFolders } from "./kernel-place.ts";
import { textTable } from "./text-table.ts";
import { zeromqProblem } from "./zeromq-problem.ts";

const reinstall = "npm ci";

/** `damlab doctor`: what this machine has and which feature misses what. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description(
      "Say what this machine has and which feature misses what.\n" +
        "The kernels listed below are those that a Jupyter front end finds.\n" +
        "Exit code 1 when something is missing that the core needs, 0 otherwise.",
    )
    .option("--json", "print an array of rows")
    .action(async (options: { json?: boolean }) => {
      const kernels = await findKernels(searchedFolders());
      const findings = await examine(kernels);
      console.log(options.json ? JSON.stringify(findings, null, 2) : readable(findings, kernels));
      const failed = findings.filter(({ required, status }) => required && status !== "ok");
      if (failed.length === 0) return;
      process.exitCode = 1;
      const items = failed.map(({ item }) => item).join(", ");
      process.stderr.write(`damlab doctor: not in order: ${items}\n`);
    });
}

function readable(findings: readonly Finding[], kernels: readonly FoundKernel[]): string {
  const lacking = findings.filter(({ remedy }) => remedy !== null);
  const optional = (row: Finding): string => (row.required ? "" : " (optional)");
  const shown = findings.map((row) => ({
    status: row.status,
    item: row.item,
    found: row.found,
    "needed for": row.needed_for + optional(row),
  }));
  const remedies = lacking.map(({ item, remedy }) => `  ${item}: ${remedy}`);
  return [
    textTable(shown),
    "",
    "Kernels that a Jupyter front end finds:",
    kernelTable(kernels),
    ...(lacking.length ? ["", "To add what is missing:"] : []),
    ...remedies,
  ].join("\n");
}

function examine(kernels: readonly FoundKernel[]): Promise<Finding[]> {
  return Promise.all([
    node(),
    { ...ok("damlab", packageVersion), needed_for: "everything", required: true },
    installed("typescript", "cells, type checks", "lib/typescript.js", /^6\.0\./),
    installed("vega", "figures", "package.json"),
    installed("vega-lite", "figures", "package.json"),
    installed("vega-embed", "interactive charts of HTML reports", "package.json"),
    installed("@resvg/resvg-wasm", "PNG figures", "index_bg.wasm"),
    installed("dejavu-fonts-ttf", "labels of figures", "ttf/DejaVuSans.ttf"),
    installed("katex", "formulas of HTML reports", "package.json"),
    writable(".", "out/, figures/out, data/out under the current folder", false),
    writable(tmpdir(), "atomic writes, tests", true),
    cores(),
    memory(),
    kernelsFinding(),
    engineFinding(
      "tfjs-node",
      "npm install @tensorflow/tfjs-node (downloads a library from outside npm)",
    ),
    engineFinding("tfjs-wasm", "npm install @tensorflow/tfjs-core @tensorflow/tfjs-backend-wasm"),
    program("Chromium", ["chromium", "chromium-browser", "google-chrome"], {
      needed_for: "test of HTML reports in a browser",
      remedy: "apt-get install chromium",
    }),
    program("Python", ["python3"], {
      needed_for: "Jupyter",
      remedy: "apt-get install python3",
    }),
    program("Jupyter", ["jupyter"], {
      needed_for: "Jupyter front ends; damlab run works without",
      remedy: "apt-get install jupyter-notebook",
    }),
    messageSockets(),
    kernelFinding(kernels),
  ]);
}

function node(): Finding {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const isRecent = major > 20 || (major === 20 && minor >= 19);
  return {
    item: "Node.js",
    found: process.versions.node,
    needed_for: "everything",
    required: true,
    status: isRecent ? "ok" : "broken",
    remedy: isRecent ? null : "install Node.js 20.19 or newer",
  };
}

async function installed(
  name: string,
  neededFor: string,
  file: string,
  wanted = /./,
): Promise<Finding> {
  const row = { item: name, needed_for: neededFor, required: true };
  const folder = await folderOfPackage(name);
  if (folder === null) {
    return { ...row, found: null, status: "missing", remedy: reinstall };
  }
  try {
    const text = await readFile(join(folder, "package.json"), "utf8");
    const { version } = JSON.parse(text) as { version: string };
    await access(join(folder, file), constants.R_OK);
    if (wanted.test(version)) return { ...row, ...ok(name, version) };
    return { ...row, found: version, status: "broken", remedy: reinstall };
  } catch {
    return { ...row, found: `without a readable ${file}`, status: "broken", remedy: reinstall };
  }
}

async function folderOfPackage(name: string): Promise<string | null> {
  for (const root of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    if (await isReadable(join(root, name, "package.json"))) return join(root, name);
  }
  return null;
}

async function optional(finding: Promise<Finding>, change: Partial<Finding>): Promise<Finding> {
  const found = await finding;
  const remedy = found.status === "ok" ? null : (change.remedy ?? found.remedy);
  return { ...found, required: false, remedy };
}

async function messageSockets(): Promise<Finding> {
  const remedy = "npm install zeromq";
  const row = await optional(installed("zeromq", "the Jupyter kernel", "package.json"), { remedy });
  const problem = row.status === "ok" ? await zeromqProblem() : null;
  return problem === null ? row : { ...row, found: problem, status: "broken", remedy };
}

async function writable(folder: string, neededFor: string, required: boolean): Promise<Finding> {
  const row = {
    item: folder === "." ? "current folder" : "temporary folder",
    needed_for: neededFor,
    required,
  };
  try {
    await access(folder, constants.W_OK);
    return { ...row, found: "writable", status: "ok", remedy: null };
  } catch {
    const remedy = required ? "set TMPDIR to a writable folder" : "give --out a writable folder";
    return { ...row, found: "not writable", status: "broken", remedy };
  }
}

function cores(): Finding {
  const found = String(availableParallelism());
  return { ...ok("cores", found), needed_for: "speed", required: false };
}

function memory(): Finding {
  const limit = process.constrainedMemory?.() ?? 0;
  const bytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  const found = `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  return { ...ok("memory", found), needed_for: "large pattern sets", required: false };
}

async function program(
  item: string,
  names: readonly string[],
  { needed_for, remedy }: { needed_for: string; remedy: string },
): Promise<Finding> {
  const row = { item, needed_for, required: false };
  for (const name of names) {
    if (await programFile(name)) return { ...row, ...ok(item, name) };
  }
  return { ...row, found: null, status: "missing", remedy };
}

async function isReadable(file: string, mode: number = constants.R_OK): Promise<boolean> {
  return access(file, mode).then(
    () => true,
    () => false,
  );
}
