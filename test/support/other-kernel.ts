import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { formatNotebook, type MimeData, parseNotebook } from "../../src/jupyter/nbformat.ts";
import { jupyterProgram } from "./jupyter.ts";
import { repositoryRoot } from "./paths.ts";
import { suiteFolder } from "./temporary-folder.ts";
import { notebookOf } from "./tiny-notebook.ts";

const execute = promisify(execFile);
const numbered = ["01-first-retrieval.ipynb", "02-capacity-and-separation.ipynb"];

/** A notebook after execution. */
export interface Executed {
  /** What its cells showed, in order, results not included. */
  readonly displays: readonly MimeData[];
  /** Streams, errors and results, as texts. */
  readonly others: readonly string[];
}

/** An empty project with the packed package, in which another kernel runs notebooks. */
export class OtherKernel {
  readonly #name: string;
  readonly #folder = suiteFolder();

  /** @param argv  command line of the kernel, "{connection_file}" included */
  constructor(name: string, argv: readonly string[]) {
    this.#name = name;
    const kernel = join(this.#folder, "jupyter", "kernels", name);
    mkdirSync(kernel, { recursive: true });
    const spec = { argv, display_name: name, language: "typescript" };
    writeFileSync(join(kernel, "kernel.json"), JSON.stringify(spec));
    writeFileSync(join(this.#folder, "package.json"), '{"private":true}');
  }

  /** Unpacks the package as npm would, beside links to what is installed here. */
  async install(): Promise<void> {
    const modules = join(this.#folder, "node_modules");
    mkdirSync(join(modules, "damlab"), { recursive: true });
    for (const name of readdirSync(join(repositoryRoot, "node_modules"))) {
      if (name.startsWith(".")) continue;
      symlinkSync(join(repositoryRoot, "node_modules", name), join(modules, name));
    }
    const pack = ["pack", "--ignore-scripts", "--silent", "--pack-destination", this.#folder];
    const tarball = (await this.#run("npm", pack, repositoryRoot)).trim();
    const unpack = ["-xzf", tarball, "-C", join(modules, "damlab"), "--strip-components=1"];
    await this.#run("tar", unpack);
  }

  /** The first two notebooks with their quick parameters: as the runner and as the kernel run them. */
  async numberedNotebooks(): Promise<{ name: string; runner: Executed; kernel: Executed }[]> {
    const sources = numbered.map((name) => join(repositoryRoot, "notebooks", name));
    mkdirSync(join(this.#folder, "notebooks"));
    for (const file of sources) {
      writeFileSync(join(this.#folder, "notebooks", basename(file)), readFileSync(file));
    }
    const damlab = [join("node_modules", "damlab", "dist", "src", "cli", "main.js"), "run"];
    const quick = [...damlab, "notebooks", "--quick", "--out"];
    await this.#run(process.execPath, [...quick, "runner"]);
    await this.#run(process.execPath, [...quick, "prepared", "--prepare-only"]);
    const results = [];
    for (const name of numbered) {
      const runner = outputsOf(join(this.#folder, "runner", name));
      results.push({ name, runner, kernel: await this.#execute(join("prepared", name)) });
    }
    return results;
  }

  /** Runs code cells. */
  async cells(...sources: string[]): Promise<Executed> {
    mkdirSync(join(this.#folder, "small"), { recursive: true });
    const file = join("small", "cells.ipynb");
    writeFileSync(join(this.#folder, file), formatNotebook(notebookOf(...sources)));
    return this.#execute(file);
  }

  async #execute(file: string): Promise<Executed> {
    const options = [
      `--ExecutePreprocessor.kernel_name=${this.#name}`,
      "--ExecutePreprocessor.timeout=300",
      "--to=notebook",
      "--execute",
      "--output-dir=executed",
    ];
    await this.#run(jupyterProgram, ["nbconvert", ...options, file]);
    return outputsOf(join(this.#folder, "executed", basename(file)));
  }

  async #run(program: string, args: readonly string[], cwd = this.#folder): Promise<string> {
    // npm and the test runner hand settings down to what they start; a stranger has none of them.
    const inherited = Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_/i.test(name));
    const env = {
      ...Object.fromEntries(inherited),
      JUPYTER_PATH: join(this.#folder, "jupyter"),
      DENO_DIR: join(this.#folder, "deno"),
    };
    try {
      return (await execute(program, args, { cwd, env, encoding: "utf8" })).stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return assert.fail(`${program} ${args.join(" ")}\n${stdout}\n${stderr}`);
    }
  }
}

function outputsOf(file: string): Executed {
  const { cells } = parseNotebook(readFileSync(file, "utf8"), file);
  const outputs = cells.flatMap((cell) => (cell.cell_type === "code" ? cell.outputs : []));
  const displays = outputs.flatMap((output) =>
    output.output_type === "display_data" ? [output.data] : [],
  );
  const others = outputs.flatMap((output) => {
    if (output.output_type === "display_data") return [];
    if (output.output_type === "stream") return [`${output.name}: ${output.text}`];
    if (output.output_type === "error") return [`${output.ename}: ${output.evalue}`];
    return [`result: ${String(output.data["text/plain"])}`];
  });
  return { displays, others };
}

/** The displays that are figures, each checked to have all the forms of one. */
export function figuresOf({ displays }: Executed): MimeData[] {
  const figures = displays.filter((data) => "application/vnd.vegalite.v5+json" in data);
  for (const data of figures) {
    assert.match(String(data["text/html"]), /^<figure [^>]*><svg [\s\S]*<path /);
    const png = Buffer.from(String(data["image/png"]), "base64");
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    assert.ok(png.length > 1000, `${png.length} bytes`);
  }
  return figures;
}
