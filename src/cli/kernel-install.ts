import { basename, dirname } from "node:path";
import { Command } from "commander";
import type { CheckMode } from "../jupyter/evaluator-compiler.ts";
import { kernelLogo } from "../jupyter/kernel-logo.ts";
import { findKernels } from "../jupyter/kernelspec.ts";
import { writeKernelspec } from "../jupyter/kernelspec-install.ts";
import { drawPNG } from "../plot/png.ts";
import { type PlaceOptions, placeOf, searchedFolders, withPlaceOptions } from "./kernel-place.ts";
import { checkOption } from "./kernel-start.ts";
import { usage } from "./lists.ts";
import { contentOf, mainFile, ownKernelspec } from "./own-kernel.ts";
import { zeromqProblem } from "./zeromq-problem.ts";

interface InstallOptions extends PlaceOptions {
  readonly displayName?: string;
  readonly check: CheckMode;
}

const defaultDisplayName = "TypeScript (damlab)";

/** `damlab kernel install`: writes the folder by which front ends find the kernel. */
export function kernelInstallCommand(): Command {
  const command = new Command("install").description(
    "Make the kernel known to Jupyter, VS Code and other front ends: write a\n" +
      "folder with kernel.json and the logo. An earlier kernel of damlab of the\n" +
      "same name is replaced; a kernel of another program is not.\n\n" +
      "A name with spaces or letters other than a-z becomes the name that is shown;\n" +
      "the folder is called after it in the letters that Jupyter allows.",
  );
  return withPlaceOptions(command)
    .option(
      "--display-name <text>",
      `what front ends show (default: "${defaultDisplayName}")`,
      usage(displayName),
    )
    .addOption(checkOption())
    .action(install);
}

async function install(options: InstallOptions): Promise<void> {
  const { text, slug } = options.name;
  const { folder } = placeOf(options);
  refuseTemporary(mainFile);
  await refuseForeign(folder);
  const isRenamed = text !== slug;
  const shown = options.displayName ?? (isRenamed ? text.trim() : defaultDisplayName);
  await writeKernelspec(folder, {
    "kernel.json": `${JSON.stringify(ownKernelspec(shown, options.check), null, 2)}\n`,
    "logo-svg.svg": kernelLogo,
    "logo-32x32.png": await drawPNG(kernelLogo, 48),
    "logo-64x64.png": await drawPNG(kernelLogo, 96),
  });
  if (isRenamed) {
    say(`Jupyter allows a-z, 0-9, ".", "_", "-" in names: ${JSON.stringify(text)} is ${slug}`);
  }
  console.log(`installed ${JSON.stringify(shown)} as ${slug} in ${folder}`);
  await sayWhatHinders(folder);
}

/** What a front end would trip over after the installation. */
async function sayWhatHinders(folder: string): Promise<void> {
  const folders = searchedFolders();
  const parent = dirname(folder);
  if (!folders.includes(parent)) {
    say(`a front end sees it where JUPYTER_PATH has ${dirname(parent)} or Python that prefix`);
  }
  const kernel = (await findKernels(folders)).find((one) => one.folder === folder);
  if (kernel?.hiddenBy) say(`a front end takes ${kernel.hiddenBy} instead; choose another --name`);
  const problem = await zeromqProblem();
  if (problem !== null) say(`the kernel cannot start: ${problem}; npm install zeromq`);
}

/** What a package manager fetches for a single run is gone soon, and the kernel with it. */
function refuseTemporary(file: string): void {
  if (!/[\\/](_npx|dlx(-[^\\/]*)?|bunx-[^\\/]*)[\\/]/.test(file)) return;
  throw new Error(
    `expected an installed package, got ${file} in a cache that is emptied at times; ` +
      "first npm install the package in a project or with -g",
  );
}

async function refuseForeign(folder: string): Promise<void> {
  const { kind, words } = await contentOf(folder);
  if (kind !== "foreign") return;
  throw new Error(
    `expected no kernel of another program in ${folder}, got ${words}; ` +
      `choose another --name than ${basename(folder)}, or delete the folder`,
  );
}

function displayName(text: string): string {
  if (text.trim() !== "") return text.trim();
  throw new RangeError("expected a text to show, got an empty one");
}

function say(message: string): void {
  process.stderr.write(`damlab kernel install: ${message}\n`);
}
