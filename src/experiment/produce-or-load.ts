import type { ColumnTable } from "arquero";
import { canonicalJson } from "./canonical-json.ts";
import { projectFolder, resultFolder } from "./project-folder.ts";
import { isNode, provenance, type Recipe, recipe } from "./record.ts";
import {
  type Place,
  readStored,
  resultFromText,
  resultText,
  verifiedResult,
  writeStored,
} from "./stored-result.ts";

/** Options of `produceOrLoad`. */
export interface StoreOptions {
  /** Folder of all studies, seen from the current folder; `data/out` of the project, or DAMLAB_DATA. */
  readonly folder?: string;
  /** Integer, raised by hand when the computation changes its meaning; 1. */
  readonly version?: number;
}

/**
 * The stored result of a computation, or its result now, stored for the next time.
 *
 * Data goes to `<folder>/<study>/<name>.csv` (arquero tables) or `.json` (other JSON values), the
 * record – recipe, its hash and provenance – to `<name>.record.json` beside it. Stored and loaded
 * values are equal bit for bit: numbers (also NaN, ±Infinity, −0), strings, booleans, null;
 * undefined becomes null, table columns become plain arrays. The result is loaded when its recipe
 * – name, version, parameters, seed, version of this package – is the stored one, computed when
 * there is none. Nothing stored is ever overwritten: for other parameters take another name, e.g.
 * `capacity/separation-N=${N}`, or delete the file. Where there are no files (in a browser) the
 * result is computed each time.
 *
 * @param name  `study/name`, letters, digits and `. _ = , + -`
 * @param parameters  everything the result depends on, JSON values; `seed` is kept as the seed
 * @param run  computes the result: an arquero table or a JSON value
 * @throws {RangeError} the name is not of this form
 * @throws {TypeError} parameters or result cannot be stored exactly
 * @throws {Error} other parameters are stored under this name, a stored file is not what was
 *   written, or the folder cannot be written (found before `run` is called)
 */
export async function produceOrLoad<P extends Readonly<Record<string, unknown>>>(
  name: string,
  parameters: P,
  run: (parameters: P) => ColumnTable | Promise<ColumnTable>,
  options?: StoreOptions,
): Promise<ColumnTable>;
export async function produceOrLoad<P extends Readonly<Record<string, unknown>>, T>(
  name: string,
  parameters: P,
  run: (parameters: P) => T | Promise<T>,
  options?: StoreOptions,
): Promise<T>;
export async function produceOrLoad(
  name: string,
  parameters: Readonly<Record<string, unknown>>,
  run: (parameters: Readonly<Record<string, unknown>>) => unknown,
  { folder, version = 1 }: StoreOptions = {},
): Promise<unknown> {
  checkName(name);
  const { seed = null, ...others } = parameters;
  if (seed !== null && typeof seed !== "number") {
    throw new TypeError(`produceOrLoad: expected a number as seed, got ${seed}`);
  }
  const wanted = recipe({ name, version, parameters: others, seed });
  if (!isNode()) {
    const { text, extension } = resultText(await run(parameters));
    return resultFromText(text, `${name}.${extension}`);
  }
  const place = await openPlace(name, folder);
  const stored = await readStored(place);
  if (stored !== null) {
    refuseOthers(wanted, stored.record.recipe, `${place.shown}/${stored.record.data}`);
    return verifiedResult(place, stored);
  }
  const started = new Date();
  const { text, extension } = resultText(await run(parameters));
  const data = `${place.stem}.${extension}`;
  const made = { recipe: wanted, provenance: await provenance(started) };
  await writeStored(place, { data, text }, made);
  return resultFromText(text, data);
}

function checkName(name: string): void {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._=,+-]*\/[\p{L}\p{N}][\p{L}\p{N}._=,+-]*$/u.test(name)) return;
  throw new RangeError(
    `produceOrLoad: expected a name of the form study/name from letters, digits and . _ = , + -, ` +
      `got ${JSON.stringify(name)}`,
  );
}

async function openPlace(name: string, folder: string | undefined): Promise<Place> {
  const { access, constants, mkdir } = await import("node:fs/promises");
  const { join, relative, resolve } = await import("node:path");
  const all = folder === undefined ? await resultFolder("data") : resolve(folder);
  const [study, stem] = name.split("/");
  const place = {
    folder: join(all, study),
    stem,
    shown: `${folder ?? relative(await projectFolder(), all)}/${study}`,
  };
  try {
    await mkdir(place.folder, { recursive: true });
    await access(place.folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `produceOrLoad: expected a writable folder, got ${place.shown} (${code}); ` +
        "pass another one as option folder",
      { cause: error },
    );
  }
  return place;
}

function refuseOthers(wanted: Recipe, stored: Recipe, file: string): void {
  const [here, there] = [flat(wanted), flat(stored)];
  const changed = [...new Set([...Object.keys(here), ...Object.keys(there)])].filter(
    (key) => here[key] !== there[key],
  );
  if (changed.length === 0) return;
  const list = (of: Record<string, string>): string =>
    changed.map((key) => `${key} = ${of[key] ?? "nothing"}`).join(", ");
  throw new Error(
    `produceOrLoad: expected the parameters stored in ${file} (${list(there)}), ` +
      `got ${list(here)}; delete the file or rename the study`,
  );
}

function flat({ parameters, ...others }: Recipe): Record<string, string> {
  const entries = Object.entries({ ...others, ...parameters });
  return Object.fromEntries(entries.map(([key, value]) => [key, canonicalJson(value)]));
}
