import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { programFile } from "./program-file.ts";

/** What `kernel.json` says: how to start a kernel and what to call it. */
export interface Kernelspec {
  /** Program and arguments; `{connection_file}` stands for the file with ports and key. */
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  /** How a front end stops a cell: by a signal (Jupyter's default) or by a message. */
  readonly interrupt_mode?: "signal" | "message";
  /** Variables added to the environment of the kernel. */
  readonly env?: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A folder with a `kernel.json`. */
export interface ReadKernelspec {
  /** null when Jupyter cannot read it, and then shows no such kernel. */
  readonly spec: Kernelspec | null;
  /** Why the kernel cannot start, null when nothing speaks against it. */
  readonly problem: string | null;
}

/** A kernel and its place among all that Jupyter finds. */
export interface FoundKernel extends ReadKernelspec {
  /** The name by which front ends know it: that of its folder in lower case. */
  readonly name: string;
  readonly folder: string;
  /** Folder of the kernel of the same name that Jupyter takes instead, null when it takes this one. */
  readonly hiddenBy: string | null;
}

/**
 * All kernels below the given folders, in their order and by name within each; the first of a name hides
 * the others. Folders that do not exist are passed over.
 *
 * The kernel that a Python package brings without a folder of its own (ipykernel's `python3`) is not
 * among them.
 */
export async function findKernels(folders: readonly string[]): Promise<FoundKernel[]> {
  const found: FoundKernel[] = [];
  const first = new Map<string, string>();
  for (const parent of folders) {
    const entries = await readdir(parent).catch(() => []);
    for (const entry of entries.sort()) {
      const folder = join(parent, entry);
      if (!(await isFile(join(folder, "kernel.json")))) continue;
      const name = entry.toLowerCase();
      const hiddenBy = first.get(name) ?? null;
      if (hiddenBy === null) first.set(name, folder);
      found.push({ name, folder, hiddenBy, ...(await readKernelspec(folder)) });
    }
  }
  return found;
}

/** Reads the `kernel.json` of a folder and looks whether its program exists. */
export async function readKernelspec(folder: string): Promise<ReadKernelspec> {
  const file = join(folder, "kernel.json");
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const reason = error instanceof SyntaxError ? "is not JSON" : "cannot be read";
    return { spec: null, problem: `kernel.json ${reason}` };
  }
  const wrong = wrongField(json);
  if (wrong !== null) return { spec: null, problem: `kernel.json: ${wrong}` };
  const given = json as Partial<Kernelspec>;
  const spec = { display_name: "", language: "", ...given, argv: [...(given.argv ?? [])] };
  return { spec, problem: await missingProgram(spec, folder) };
}

/**
 * Name of a kernel's folder for any text: `Mein Körnel 2` becomes `mein-kornel-2`. Jupyter knows kernels
 * by names of a–z, 0–9, point, underscore and hyphen.
 *
 * @throws {RangeError} a text of which nothing is left
 */
export function kernelSlug(text: string): string {
  const slug = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  if (slug === "" || slug.length > 100) {
    throw new RangeError(
      `kernelSlug: expected 1 to 100 letters a-z, digits, "_" or, between them, "." and "-", ` +
        `got ${JSON.stringify(text)}; put other texts into the display name`,
    );
  }
  return slug;
}

const isText = (value: unknown): boolean => typeof value === "string";
const isRecord = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What Jupyter requires of the fields that are there. */
const fields: Readonly<Record<string, (value: unknown) => boolean>> = {
  argv: (value) => Array.isArray(value) || isText(value), // Jupyter: a text is a list of letters
  display_name: isText,
  language: isText,
  interrupt_mode: (value) => isText(value) && /^(signal|message)$/i.test(value as string),
  env: isRecord,
  metadata: isRecord,
};

function wrongField(json: unknown): string | null {
  if (!isRecord(json)) return "not an object";
  for (const [key, value] of Object.entries(json as object)) {
    if (Object.hasOwn(fields, key) && !fields[key](value)) return `wrong ${key}`;
  }
  return null;
}

async function missingProgram({ argv }: Kernelspec, folder: string): Promise<string | null> {
  if (argv.length === 0 || !argv.every(isText)) return "kernel.json: no command in argv";
  const program = argv[0].replaceAll("{resource_dir}", folder);
  // Jupyter starts these with its own Python, wherever that is.
  if (/^python(3(\.\d+)?)?$/.test(program) || program.includes("{prefix}")) return null;
  return (await programFile(program)) === null ? `no program ${program}` : null;
}

function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
