import { dirname, join, resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { kernelSlug } from "../jupyter/kernelspec.ts";
import {
  kernelFolders,
  pythonPrefix,
  surroundings,
  userDataFolder,
} from "../jupyter/kernelspec-folders.ts";
import { usage } from "./lists.ts";
import { defaultName } from "./own-kernel.ts";

/** A kernel's name as asked for, and the name of its folder. */
export interface KernelName {
  readonly text: string;
  readonly slug: string;
}

/** The options that say which kernel and where. */
export interface PlaceOptions {
  readonly user?: true;
  readonly sysPrefix?: true;
  readonly prefix?: string;
  readonly name: KernelName;
}

/** Where a kernel is, or is to be. */
export interface Place {
  readonly folder: string;
  /** The folder above it that stays, empty or not, when the kernel is removed. */
  readonly keep: string;
}

/** Adds `--user`, `--sys-prefix`, `--prefix` and `--name`. */
export function withPlaceOptions(command: Command): Command {
  const places = [
    new Option("--user", "in the user's Jupyter folder (default)"),
    new Option("--sys-prefix", "in the active Python environment (venv, conda)"),
    new Option("--prefix <dir>", "in DIR/share/jupyter/kernels").argParser(folderName),
  ];
  const names = places.map((option) => option.attributeName());
  for (const option of places) {
    const others = names.filter((name) => name !== option.attributeName());
    command.addOption(option.conflicts(others));
  }
  return command.addOption(
    new Option("--name <name>", "name of the kernel")
      .argParser(usage((text) => ({ text, slug: kernelSlug(text) })))
      .default({ text: defaultName, slug: defaultName }, defaultName),
  );
}

/**
 * Folder of the kernel that the options name.
 *
 * @throws {InvalidArgumentError} `--sys-prefix` without an active Python environment
 */
export function placeOf({ sysPrefix, prefix, name }: PlaceOptions): Place {
  const around = surroundings();
  if (!sysPrefix && prefix === undefined) {
    const data = resolve(userDataFolder(around));
    const keep = around.env.JUPYTER_DATA_DIR ? data : dirname(data);
    return { folder: join(data, "kernels", name.slug), keep };
  }
  const top = prefix ?? pythonPrefix(around.env);
  if (top === null) {
    throw new InvalidArgumentError(
      "--sys-prefix: expected an active Python environment (VIRTUAL_ENV or CONDA_PREFIX set), " +
        "got none; activate one or name its folder with --prefix",
    );
  }
  const keep = resolve(top);
  return { folder: join(keep, "share", "jupyter", "kernels", name.slug), keep };
}

/** Absolute paths of the folders in which a front end looks for kernels. */
export function searchedFolders(): string[] {
  return kernelFolders(surroundings()).map((folder) => resolve(folder));
}

function folderName(text: string): string {
  if (text === "") throw new InvalidArgumentError("expected a folder, got an empty text");
  return text;
}
