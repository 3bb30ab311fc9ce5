import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { type CLIResult, damlab } from "./cli.ts";
import { jupyterHome } from "./jupyter-home.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** One row of `damlab kernel list --json`. */
export type KernelRow = Record<
  "name" | "display_name" | "language" | "status" | "problem" | "folder",
  string | null
> & { ours: boolean; folder: string };

/** Runs `damlab kernel …`. */
export type KernelCommand = (
  args: readonly string[],
  env?: Record<string, string>,
) => Promise<CLIResult>;

/** An empty home folder, and `damlab kernel …` for the user who lives there. */
export function kernelCommandAtHome(t: TestContext): { home: string; kernel: KernelCommand } {
  const home = temporaryFolder(t);
  const kernel: KernelCommand = (args, env = {}) =>
    damlab(["kernel", ...args], { cwd: home, env: { ...jupyterHome(home), ...env } });
  return { home, kernel };
}

/** The kernels listed that are below a folder: what the machine has of its own does not count. */
export async function kernelsBelow(
  folder: string,
  kernel: KernelCommand,
  env?: Record<string, string>,
): Promise<KernelRow[]> {
  const { code, stdout, stderr } = await kernel(["list", "--json"], env);
  assert.equal(code, 0, stderr);
  const rows = JSON.parse(stdout) as KernelRow[];
  return rows.filter((row) => row.folder.startsWith(folder));
}

/** The kernel.json of a folder. */
export function kernelJson(folder: string): { argv: string[]; [key: string]: unknown } {
  return JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"));
}
