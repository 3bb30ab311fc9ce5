import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { damlab } from "./cli.ts";
import { type CommandResult, runCommand } from "./command.ts";
import { jupyterHome } from "./jupyter-home.ts";
import { needs } from "./required.ts";

/** Debian's Python, for which its Jupyter is installed. */
export const python = "/usr/bin/python3";
export const jupyterProgram = "/usr/bin/jupyter";

/** Options for tests that need Debian's Jupyter with the given Python modules. */
export function needsJupyter(...modules: string[]): { skip?: string } {
  const imports = `import ${["jupyter_core", ...modules].join(", ")}`;
  const { status } = spawnSync(python, ["-c", imports], { stdio: "ignore" });
  return needs("jupyter", status === 0, `${python} cannot ${imports}`);
}

/** Jupyter of a user who has nothing but our kernel. */
export interface JupyterUser {
  /** An empty folder outside of any project. */
  readonly folder: string;
  /** Added to the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs `jupyter …` in the folder, at most so many seconds. */
  jupyter(args: readonly string[], limit: number): Promise<CommandResult>;
}

/**
 * Installs our kernel for a fresh user; folders have a space and an umlaut in their names.
 *
 * @param home  an empty folder, where everything goes
 */
export async function jupyterUser(home: string): Promise<JupyterUser> {
  const [folder, prefix, ipython] = ["Mein Ördner", "prä fix", "ipython"].map((name) => {
    const made = join(home, name);
    mkdirSync(made);
    return made;
  });
  const env = {
    ...jupyterHome(home),
    JUPYTER_PATH: join(prefix, "share", "jupyter"),
    IPYTHONDIR: ipython,
    DAMLAB_HISTORY: join(home, "history"),
  };
  const { code, stderr } = await damlab(["kernel", "install", "--prefix", prefix], { env });
  assert.equal(code, 0, stderr);
  return {
    folder,
    env,
    jupyter: (args, limit) => runCommand(jupyterProgram, args, { cwd: folder, env, limit }),
  };
}
