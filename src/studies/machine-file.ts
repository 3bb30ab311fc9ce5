import { canonicalJson, fromCanonicalJson } from "../experiment/canonical-json.ts";
import { type Provenance, type Recipe, recipeHash, sha256Hex } from "../experiment/record.ts";
import type { PottsGrowthState } from "../learning/growth-state.ts";
import type { PottsTrainingState } from "../learning/potts-training-state.ts";
import {
  type PottsMachine,
  type PottsMachineParts,
  pottsMachine,
} from "../models/potts-machine.ts";
import { machineSchema } from "./machine-schema.ts";
import { type PackedArray, packArrays, unpackArrays } from "./packed-arrays.ts";

/** Where training or growth stands. */
export type MachineState = PottsTrainingState | PottsGrowthState;

/** What a model file tells beside the machine. */
export interface MachineFacts {
  /** What made the machine, hashed and compared. */
  readonly recipe: Recipe;
  /** Names of its C classes; default "0", "1", … */
  readonly classes?: readonly string[];
  /** Height and width of the images that memories are; default null. */
  readonly image?: { readonly height: number; readonly width: number } | null;
  /** How training went, JSON values; default null. */
  readonly training?: Readonly<Record<string, unknown>> | null;
  /** Where training stands, to go on from there; default null. */
  readonly state?: MachineState | null;
  /** When and where it was made: kept beside, never compared; default null. */
  readonly provenance?: Provenance | null;
}

/** A machine from a file. */
export interface SavedMachine extends Required<MachineFacts> {
  readonly machine: PottsMachine;
}

const format = "damlab machine";
const version = 1;
const caller = "readMachine";

/**
 * Writes a machine as one JSON file, whole or not at all.
 *
 * Numbers are kept bit for bit, 8 bytes each or 4 where these hold them, in base64: P = 1000 memories of N = 784
 * take at most 8.4 MB, a training state at most as much again. The file carries its recipe, the SHA-256 of that and of its content.
 *
 * @throws {RangeError} another number of class names than classes, an image of other than N pixels
 * @throws {Error} a file that cannot be written
 */
export async function saveMachine(
  path: string,
  machine: PottsMachine,
  facts: MachineFacts,
): Promise<void> {
  const text = machineText(machine, facts);
  const { default: writeFileAtomic } = await import("write-file-atomic");
  try {
    await writeFileAtomic(path, text);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Error(
      `saveMachine: expected a file that can be written, got ${path} (${code ?? message})`,
      { cause },
    );
  }
}

/**
 * Reads a machine that `saveMachine` wrote.
 *
 * @throws {Error} no such file; one that is cut off, changed, of another kind or of a newer version; each by name
 */
export async function readMachine(path: string): Promise<SavedMachine> {
  const { readFile } = await import("node:fs/promises");
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Error(
      `${caller}: expected a model file, got ${path} (${code ?? message}); damlab train writes one`,
      { cause },
    );
  }
  return machineFromText(path, text);
}

/** The text of a model file. */
export function machineText(machine: PottsMachine, facts: MachineFacts): string {
  if (facts?.recipe === undefined) {
    throw new TypeError("saveMachine: expected { recipe, … }, got none; recipe() makes one");
  }
  const { N, C } = machine;
  const { recipe, image = null, training = null, state = null, provenance = null } = facts;
  const classes = facts.classes ?? Array.from({ length: C }, (_, y) => String(y));
  if (classes.length !== C) {
    throw new RangeError(
      `saveMachine: expected a name for each of C = ${C} classes, got ${classes.length}`,
    );
  }
  if (image !== null && image.height * image.width !== N) {
    throw new RangeError(
      `saveMachine: expected an image of N = ${N} pixels, got ${image.height} x ${image.width}`,
    );
  }
  const { memories, classWeights, beta, regularization, normaliser } = machine;
  const { value, arrays } = packArrays({
    machine: { N, C, memories, classWeights, beta, regularization, normaliser },
    state,
  });
  const content = {
    ...{ format, version, recipe, hash: recipeHash(recipe) },
    ...{ classes, image, training },
    ...(value as Record<"machine" | "state", unknown>),
    arrays,
  };
  const sha256 = sha256Hex(canonicalJson(content));
  const lines = Object.entries({ ...content, sha256, provenance }).map(
    ([key, part]) => `"${key}": ${canonicalJson(part)}`,
  );
  return `{\n${lines.join(",\n")}\n}\n`;
}

async function machineFromText(path: string, text: string): Promise<SavedMachine> {
  const refuse = (expected: string, got: string, remedy: string): never => {
    throw new Error(`${caller}: expected ${expected}, got ${got} in ${path}; ${remedy}`);
  };
  const restore = "restore the file or train again";
  let file: unknown;
  try {
    file = fromCanonicalJson(text);
  } catch {
    refuse("a whole model file", "other or incomplete content", restore);
  }
  const head = file as {
    format?: unknown;
    version?: unknown;
    recipe?: { package?: unknown };
  } | null;
  if (head?.format !== format) refuse("a model file", "something else", "damlab train writes one");
  if (typeof head?.version === "number" && head.version > version) {
    const by = String(head.recipe?.package ?? "a newer damlab");
    refuse(`version ${version} of model files`, `version ${head.version} (${by})`, "update damlab");
  }
  const { Ajv } = await import("ajv");
  const ajv = new Ajv({ strictTypes: false });
  if (!ajv.validate(machineSchema, file)) {
    refuse("a model file", ajv.errorsText(ajv.errors, { dataVar: "other content, file" }), restore);
  }
  const { sha256, provenance, ...content } = file as ModelFile;
  if (sha256Hex(canonicalJson(content)) !== sha256 || recipeHash(content.recipe) !== content.hash) {
    refuse("the content that was written", "other content (SHA-256)", restore);
  }
  const { recipe, classes, image, training, arrays, machine, state } = content;
  try {
    const parts = unpackArrays({ value: { machine, state }, arrays }) as {
      machine: PottsMachineParts;
      state: MachineState | null;
    };
    return {
      machine: pottsMachine(parts.machine),
      ...{ recipe, classes, image, training, provenance },
      state: parts.state,
    };
  } catch (error) {
    return refuse("a machine", (error as Error).message, restore);
  }
}

/** The fields of a model file that its schema holds. */
interface ModelFile extends Required<MachineFacts> {
  readonly hash: string;
  readonly machine: unknown;
  readonly arrays: readonly PackedArray[];
  readonly sha256: string;
}
