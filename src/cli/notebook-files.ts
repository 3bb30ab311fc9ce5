import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { requireWritable } from "./require-writable.ts";

/** A notebook to run and where its results go. */
export interface NotebookFile {
  readonly source: string;
  /** The notebook with its outputs; equal to `source` for a run in place. */
  readonly target: string;
  /** The HTML report. */
  readonly report: string;
}

/**
 * Notebooks named on the command line, folders searched with all their sub-folders in sorted order.
 *
 * A file goes to the out folder under its name, a folder's files under their path in that folder.
 * Commands that can write over a notebook say whether they do in `inPlace`.
 * Folders that are hidden, named out or node_modules, and checkpoints are passed over.
 *
 * @throws {InvalidArgumentError} a path does not exist, is no notebook, or two results would meet
 */
export async function findNotebooks(
  paths: readonly string[],
  options: { readonly out: string; readonly inPlace?: boolean; readonly html: boolean },
): Promise<NotebookFile[]> {
  const found: NotebookFile[] = [];
  for (const path of paths) {
    const isFolder = (await kindOf(path)) === "folder";
    const files = isFolder ? await search(path, resolve(options.out)) : [path];
    if (files.length === 0) {
      throw new InvalidArgumentError(`expected a folder with notebooks, got none in ${path}`);
    }
    for (const source of files) {
      const inside = isFolder ? relative(path, source) : basename(source);
      const target = join(options.out, inside);
      const report = `${target.slice(0, -extname(target).length)}.html`;
      found.push({ source, target: options.inPlace ? source : target, report });
    }
  }
  refuseClashes(found, options);
  return found;
}

/**
 * Makes the folders of a notebook's results and checks that they can be written.
 *
 * @throws {Error} naming the file and the reason
 */
export async function prepareTargets(
  file: NotebookFile,
  options: { readonly html: boolean },
): Promise<void> {
  for (const path of options.html ? [file.target, file.report] : [file.target]) {
    await requireWritable("run", path, "choose another folder with --out");
  }
}

async function kindOf(path: string): Promise<"folder" | "file"> {
  const found = await stat(path).catch(() => undefined);
  if (!found)
    throw new InvalidArgumentError(`expected a notebook or a folder, got no file ${path}`);
  if (found.isDirectory()) return "folder";
  if (extname(path) === ".ipynb") return "file";
  throw new InvalidArgumentError(`expected a file that ends in .ipynb, got ${path}`);
}

async function search(folder: string, out: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".") || /checkpoint/i.test(entry.name)) continue;
    if (entry.isDirectory()) {
      if (["out", "node_modules"].includes(entry.name) || resolve(path) === out) continue;
      found.push(...(await search(path, out)));
    } else if (extname(entry.name) === ".ipynb") {
      found.push(path);
    }
  }
  return found;
}

function refuseClashes(
  files: readonly NotebookFile[],
  options: { readonly inPlace?: boolean; readonly html: boolean },
): void {
  const sources = new Set(files.map(({ source }) => resolve(source)));
  const targets = new Map<string, string>();
  for (const { source, target, report } of files) {
    for (const result of options.html ? [target, report] : [target]) {
      const other = targets.get(resolve(result));
      if (other !== undefined) {
        throw new InvalidArgumentError(
          `expected notebooks with different results, got ${other} and ${source}, both for ${result}; ` +
            "name their common folder instead",
        );
      }
      targets.set(resolve(result), source);
    }
    if (!options.inPlace && sources.has(resolve(target))) {
      throw new InvalidArgumentError(
        `expected an out folder other than the notebook's, got ${dirname(target)}; ` +
          (options.inPlace === undefined
            ? "choose another by --out"
            : "use --in-place to write over the notebook"),
      );
    }
  }
}
