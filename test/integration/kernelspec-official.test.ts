import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { programFile } from "../../src/jupyter/program-file.ts";
import { damlab } from "../support/cli.ts";
import { jupyterHome } from "../support/jupyter-home.ts";
import { kernelFolder } from "../support/kernel-folder.ts";
import { needs } from "../support/required.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const hasJupyter = (await programFile("jupyter")) !== null;
const jupyter = needs("jupyter", hasJupyter, "no jupyter on PATH");

/** Names and folders of the kernels that Jupyter itself finds. */
function seenByJupyter(env: Record<string, string>): Record<string, string> {
  const { IPYTHONDIR, ...rest } = { ...process.env, ...env };
  const text = execFileSync("jupyter", ["kernelspec", "list", "--json"], {
    // IPython takes an empty variable for the current folder.
    env: IPYTHONDIR ? { ...rest, IPYTHONDIR } : rest,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const { kernelspecs } = JSON.parse(text) as {
    kernelspecs: Record<string, { resource_dir: string }>;
  };
  return Object.fromEntries(
    Object.entries(kernelspecs).map(([name, { resource_dir }]) => [name, resource_dir]),
  );
}

/** The same from `damlab kernel list`. */
async function seenByUs(env: Record<string, string>): Promise<Record<string, string>> {
  const { stdout } = await damlab(["kernel", "list", "--json"], { env });
  const rows = JSON.parse(stdout) as {
    name: string;
    display_name: string | null;
    status: string;
    folder: string;
  }[];
  // Of a kernel.json that it cannot read, Jupyter says so on standard error and shows no kernel.
  const seen = rows.filter((row) => row.status !== "hidden" && row.display_name !== null);
  return Object.fromEntries(seen.map(({ name, folder }) => [name, folder]));
}

test("kernel list: sees exactly the kernels that Jupyter sees", jupyter, async (t) => {
  const home = temporaryFolder(t);
  const node = { argv: [process.execPath], display_name: "Node", language: "javascript" };
  const [one, two, data, xdg] = ["one", "two ünï", "data", "xdg"].map((name) => join(home, name));
  const local = join(home, ".local", "share", "jupyter");
  const ipython = join(home, ".ipython");
  for (const [k, folder] of [one, two, data, join(xdg, "jupyter"), local, ipython].entries()) {
    kernelFolder(folder, "Shared", node);
    kernelFolder(folder, `only-${k}`, node);
  }
  kernelFolder(one, "no-json", "{");
  kernelFolder(two, "no-json", node);
  kernelFolder(one, "no-program", { ...node, argv: ["/no/such"] });
  kernelFolder(one, "no-argv", { display_name: "x" });
  kernelFolder(one, "argv-text", { ...node, argv: "x" });
  kernelFolder(one, "argv-number", { ...node, argv: 3 });
  kernelFolder(one, "wrong-mode", { ...node, interrupt_mode: "x" });
  kernelFolder(one, "wrong-env", { ...node, env: [] });
  kernelFolder(one, "extra", { ...node, colour: "blue" });
  kernelFolder(one, "with space", node);
  mkdirSync(join(one, "kernels", "empty"));

  const environments: Record<string, string>[] = [
    { JUPYTER_PATH: `${one}/:${two}` },
    { JUPYTER_PATH: `${two}:${one}`, JUPYTER_DATA_DIR: data },
    { XDG_DATA_HOME: xdg },
    { XDG_DATA_HOME: xdg, PYTHONNOUSERSITE: "1", IPYTHONDIR: two },
    { JUPYTER_DATA_DIR: data, PYTHONUSERBASE: join(home, ".local") },
  ];
  for (const changes of environments) {
    const env = { ...jupyterHome(home), ...changes };
    const seen = seenByJupyter(env);
    assert.ok(Object.keys(seen).length > 2, JSON.stringify(seen));
    assert.deepEqual(await seenByUs(env), seen, JSON.stringify(changes));
  }
});

test("kernel install: Jupyter sees the kernel, and no more after uninstall", jupyter, async (t) => {
  const home = temporaryFolder(t);
  const env = jupyterHome(home);
  const { stdout } = await damlab(["kernel", "install", "--name", "Mein Körnel"], { env });
  const folder = seenByJupyter(env)["mein-kornel"];
  assert.ok(folder && stdout.endsWith(` in ${folder}\n`), stdout);
  await damlab(["kernel", "uninstall", "--name", "Mein Körnel"], { env });
  assert.equal(seenByJupyter(env)["mein-kornel"], undefined);
});
