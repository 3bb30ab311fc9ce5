import type { ColumnTable } from "arquero";
import { canonicalJson } from "./canonical-json.ts";
import { NotStored } from "./not-stored.ts";
import { projectFolder, resultFolder } from "./project-folder.ts";
import { isNode, provenance, type Recipe, recipe, recipeHash } from "./record.ts";
import {
  type Place,
  readStored,
  resultFromText,
  resultText,
  type StoredResult,
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
 * `capacity/separation-N=${N}`, or delete the file. Of several callers at the same time, also in
 * other processes, the first one stores; the others get its result, or `NotStored` when their
 * recipe is another. Where there are no files (in a browser) the result is computed each time.
 *
 * @param name  `study/name`, letters, digits and `. _ = , + -`
 * @param parameters  everything the result depends on, JSON values; `seed` is kept as the seed
 * @param run  computes the result: an arquero table or a JSON value
 * @throws {RangeError} the name is not of this form, or the seed not an integer 0 ≤ seed < 2⁵³
 * @throws {TypeError} the parameters cannot be stored exactly
 * @throws {Error} other parameters are stored under this name, a stored file is not what was
 *   written, or the folder cannot be written (found before `run` is called)
 * @throws {NotStored} the result cannot be stored exactly, its files cannot be written, or other
 *   parameters were stored under this name during `run`; the error carries the result
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
  const place = isNode() ? await openPlace(name, folder) : null;
  const stored = place && (await readStored(place));
  if (place && stored) return resultFor(wanted, place, stored);
  const started = new Date();
  const result = await run(parameters);
  try {
    const { text, extension } = resultText(result);
    const data = `${name.split("/")[1]}.${extension}`;
    const made = { recipe: wanted, provenance: await provenance(started) };
    const faster = place && (await writeStored(place, { data, text }, made));
    return place && faster ? resultFor(wanted, place, faster) : resultFromText(text, data);
  } catch (cause) {
    throw new NotStored(name, result, cause);
  }
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

function resultFor(wanted: Recipe, place: Place, stored: StoredResult): unknown {
  const { record } = stored;
  if (recipeHash(wanted) === record.hash) return verifiedResult(place, stored);
  const [here, there] = [flat(wanted), flat(record.recipe)];
  const changed = [...new Set([...Object.keys(here), ...Object.keys(there)])].filter(
    (key) => here[key] !== there[key],
  );
  const list = (of: Record<string, string>): string =>
    changed.map((key) => `${key} = ${of[key] ?? "nothing"}`).join(", ");
  throw new Error(
    `produceOrLoad: expected the parameters stored in ${place.shown}/${record.data} ` +
      `(${list(there)}), ` +
      `got ${list(here)}; delete the file or rename the study`,
  );
}

function flat({ parameters, ...others }: Recipe): Record<string, string> {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const entries = [
    ...Object.entries(others),
    ...given.map(([key, value]) => [`parameters.${key}`, value] as const),
  ];
  return Object.fromEntries(entries.map(([key, value]) => [key, canonicalJson(value)]));
}
