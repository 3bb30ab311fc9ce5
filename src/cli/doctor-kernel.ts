import { execFile } from "node:child_process";
import { dirname, resolve } from "node:path";
import { promisify } from "node:util";
import type { FoundKernel, Kernelspec } from "../jupyter/kernelspec.ts";
import { surroundings, userDataFolder } from "../jupyter/kernelspec-folders.ts";
import { type Finding, ok } from "./finding.ts";
import { defaultName, stateOf } from "./own-kernel.ts";

const execute = promisify(execFile);

/** Whether a front end finds a kernel of ours, and whether the program behind it starts. */
export async function kernelFinding(kernels: readonly FoundKernel[]): Promise<Finding> {
  const row = { item: "Jupyter kernel", needed_for: "notebooks in front ends", required: false };
  const ours = kernels.filter((kernel) => stateOf(kernel).ours);
  const seen = ours.filter(({ hiddenBy }) => hiddenBy === null);
  for (const kernel of seen.length > 0 ? seen : ours) {
    const { status, problem } = stateOf(kernel);
    const fault = status === "ok" ? await startFault(kernel.spec!) : `${status}: ${problem}`;
    if (fault === null) continue;
    const found = `${kernel.name} in ${kernel.folder}: ${fault}`;
    return { ...row, found, status: "broken", remedy: remedyFor(kernel) };
  }
  if (seen.length === 0) {
    return { ...row, found: "not installed", status: "missing", remedy: "damlab kernel install" };
  }
  return {
    ...row,
    ...ok(row.item, seen.map(({ name, folder }) => `${name} in ${folder}`).join(", ")),
  };
}

/** Runs the program of a kernel only to ask for its version. */
async function startFault({ argv: [node, main] }: Kernelspec): Promise<string | null> {
  try {
    await execute(node, [main, "--version"], { timeout: 10_000 });
    return null;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const line = (stderr || message).split("\n").find((text) => /error/i.test(text)) ?? message;
    return `does not start: ${line.trim()}`;
  }
}

function remedyFor({ name, folder, hiddenBy }: FoundKernel): string {
  if (hiddenBy !== null) return `damlab kernel install --name ${name}-2`;
  const again = ["damlab kernel install", ...(name === defaultName ? [] : [`--name ${name}`])];
  const data = dirname(dirname(folder));
  if (data === resolve(userDataFolder(surroundings()))) return again.join(" ");
  const prefix = /^(.+)[\\/]share[\\/]jupyter$/.exec(data)?.[1];
  if (prefix === undefined) return `remove ${folder}, then ${again.join(" ")}`;
  return [...again, `--prefix ${quoted(prefix)}`].join(" ");
}

function quoted(path: string): string {
  return /^[\w./:\\-]+$/.test(path) ? path : JSON.stringify(path);
}
