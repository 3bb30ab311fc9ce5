import { existsSync, lstatSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CheckMode } from "../jupyter/evaluator-compiler.ts";
import { type FoundKernel, type Kernelspec, readKernelspec } from "../jupyter/kernelspec.ts";

/** Name of our kernel unless another is chosen. */
export const defaultName = "damlab";

/** The built command line that this process runs, symbolic links resolved. */
export const mainFile: string = fileURLToPath(new URL("./main.js", import.meta.url));

const start = ["kernel", "start", "{connection_file}"] as const;

/** What `kernel.json` says of our kernel as installed here. */
export function ownKernelspec(displayName: string, check: CheckMode): Kernelspec {
  return {
    argv: [process.execPath, mainFile, ...start],
    display_name: displayName,
    language: "typescript",
    interrupt_mode: "message",
    ...(check === "first" ? {} : { env: { DAMLAB_CHECK: check } }),
    metadata: { debugger: false },
  };
}

/** Whether a kernel is one of damlab's, of this installation or of another. */
export function isOwn(spec: Kernelspec): boolean {
  if (spec.argv.length !== 2 + start.length) return false;
  const [, main, ...rest] = spec.argv;
  return /[\\/]src[\\/]cli[\\/]main\.js$/.test(main) && start.every((word, k) => rest[k] === word);
}

/** What is where a kernel of ours is to be. */
export interface FolderContent {
  readonly kind: "none" | "ours" | "foreign";
  /** Words that continue "got …". */
  readonly words: string;
}

/** What is at the path of a kernel's folder: nothing, a kernel of ours, or something else. */
export async function contentOf(folder: string): Promise<FolderContent> {
  if (!lstatSync(folder, { throwIfNoEntry: false })) return { kind: "none", words: "none" };
  const { spec, problem } = await readKernelspec(folder);
  if (spec === null) return { kind: "foreign", words: `a folder (${problem})` };
  const kind = isOwn(spec) ? "ours" : "foreign";
  return { kind, words: `one that runs ${spec.argv.join(" ")}` };
}

/** What a front end makes of a kernel. */
export interface KernelState {
  readonly ours: boolean;
  readonly status: "ok" | "broken" | "hidden";
  /** What is missing, or the folder that a front end takes instead; null when all is well. */
  readonly problem: string | null;
}

/** State of a kernel: hidden by another of its name, broken because a file is missing, or ok. */
export function stateOf({ spec, problem, hiddenBy }: FoundKernel): KernelState {
  const ours = spec !== null && isOwn(spec);
  if (hiddenBy !== null) return { ours, status: "hidden", problem: `by ${hiddenBy}` };
  const lacking = problem ?? (ours ? missingMain(spec) : null);
  return { ours, status: lacking === null ? "ok" : "broken", problem: lacking };
}

function missingMain({ argv }: Kernelspec): string | null {
  return existsSync(argv[1]) ? null : `no file ${argv[1]}`;
}
