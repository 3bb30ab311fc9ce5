import { canonicalJson, fromCanonicalJson } from "./canonical-json.ts";
import { isTable } from "./is-table.ts";
import { type Provenance, type Recipe, recipeHash, sha256Hex } from "./record.ts";
import { tableFromCSV, tableToCSV } from "./table-csv.ts";

/** Where one result lies: `<folder>/<stem>.csv` or `.json`, and `<stem>.record.json` beside it. */
export interface Place {
  /** Absolute path of the folder. */
  readonly folder: string;
  readonly stem: string;
  /** The folder as messages name it. */
  readonly shown: string;
}

/** What lies beside stored data. */
export interface StoredRecord {
  readonly recipe: Recipe;
  /** SHA-256 of the canonical JSON of the recipe. */
  readonly hash: string;
  /** Name of the data file. */
  readonly data: string;
  /** SHA-256 of the data file. */
  readonly sha256: string;
  readonly provenance: Provenance;
}

/** A record and the text of its data. */
export interface StoredResult {
  readonly record: StoredRecord;
  readonly text: string;
}

/** A result as text and the extension of its file: tables as CSV, other values as JSON. */
export function resultText(result: unknown): { text: string; extension: "csv" | "json" } {
  return isTable(result)
    ? { text: tableToCSV(result), extension: "csv" }
    : { text: `${canonicalJson(result, 1)}\n`, extension: "json" };
}

/** The result that a stored text stands for. */
export function resultFromText(text: string, file: string): unknown {
  return file.endsWith(".csv") ? tableFromCSV(text, file) : fromCanonicalJson(text);
}

/**
 * What is stored at a place, null when its data is absent.
 *
 * @throws {Error} data without a record, a record that is none, or a record without its recipe
 */
export async function readStored(place: Place): Promise<StoredResult | null> {
  // The record is read last: whoever stores puts it in place before the data.
  const texts = new Map<string, string>();
  for (const file of dataFiles(place)) {
    const text = await textOf(place, file);
    if (text !== null) texts.set(file, text);
  }
  if (texts.size === 0) return null;
  const recordText = await textOf(place, recordFile(place));
  const record =
    recordText === null ? null : parseRecord(recordText, `${place.shown}/${recordFile(place)}`);
  const text = texts.get(record?.data ?? "");
  if (record !== null && text !== undefined) return { record, text };
  throw new Error(
    `produceOrLoad: expected a record beside ${place.shown}/${[...texts.keys()][0]}, ` +
      `got ${record === null ? "none" : `one for ${record.data}`}; delete the file or rename the study`,
  );
}

/**
 * The result of what was read at a place.
 *
 * @throws {Error} the data is not the data that the record was made for
 */
export function verifiedResult(place: Place, stored: StoredResult): unknown {
  const file = `${place.shown}/${stored.record.data}`;
  if (sha256Hex(stored.text) === stored.record.sha256) return resultFromText(stored.text, file);
  throw new Error(
    `produceOrLoad: expected the data recorded for ${file}, got other or incomplete data; ` +
      "restore the file, or delete it to compute it again",
  );
}

/**
 * Stores a result unless one is stored, and returns the one that was there, else null.
 *
 * Files of their own are written first; they take their names, the data last, in one go while a
 * folder `<stem>.claim` keeps other writers out. So a result is there with all its data or not at
 * all, and the first one stays.
 *
 * @throws {Error} the claim of another writer does not go away, or as `readStored`
 */
export async function writeStored(
  place: Place,
  { data, text }: { readonly data: string; readonly text: string },
  made: { readonly recipe: Recipe; readonly provenance: Provenance },
): Promise<StoredResult | null> {
  const { rm, writeFile } = await import("node:fs/promises");
  const { join } = await import("node:path");
  const { setTimeout: sleep } = await import("node:timers/promises");
  const record: StoredRecord = {
    ...made,
    hash: recipeHash(made.recipe),
    data,
    sha256: sha256Hex(text),
  };
  const own = join(place.folder, `.${crypto.randomUUID()}`);
  const files = { record: `${own}.record.tmp`, data: `${own}.data.tmp` };
  try {
    await writeFile(files.record, `${canonicalJson(record, 1)}\n`, { flush: true });
    await writeFile(files.data, text, { flush: true });
    for (let attempt = 0; attempt < 100; attempt++) {
      const stored = await readStored(place);
      if (stored !== null) return stored;
      if (await publish(place, files, data)) return null;
      await sleep(20);
    }
  } finally {
    await Promise.all([files.record, files.data].map((file) => rm(file, { force: true })));
  }
  throw new Error(
    `produceOrLoad: expected other writers to finish, got ${place.shown}/${place.stem}.claim; ` +
      "delete this folder if no other program runs",
  );
}

/** Moves both files to their names; false when another writer is at work or was faster. */
async function publish(
  place: Place,
  files: { readonly record: string; readonly data: string },
  data: string,
): Promise<boolean> {
  const { existsSync, mkdirSync, renameSync, rmdirSync } = await import("node:fs");
  const { join } = await import("node:path");
  const inFolder = (file: string): string => join(place.folder, file);
  const claim = inFolder(`${place.stem}.claim`);
  try {
    mkdirSync(claim);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  // Synchronous, so that the claim is short and no interrupt leaves it behind.
  try {
    if (dataFiles(place).some((file) => existsSync(inFolder(file)))) return false;
    renameSync(files.record, inFolder(recordFile(place)));
    renameSync(files.data, inFolder(data));
    return true;
  } finally {
    rmdirSync(claim);
  }
}

function dataFiles({ stem }: Place): string[] {
  return [`${stem}.csv`, `${stem}.json`];
}

function recordFile({ stem }: Place): string {
  return `${stem}.record.json`;
}

async function textOf(place: Place, file: string): Promise<string | null> {
  const { readFile } = await import("node:fs/promises");
  const { join } = await import("node:path");
  try {
    return await readFile(join(place.folder, file), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function parseRecord(text: string, shown: string): StoredRecord {
  try {
    const record = fromCanonicalJson(text) as StoredRecord;
    if (recipeHash(record.recipe) === record.hash && typeof record.data === "string") return record;
  } catch {
    // Malformed JSON is reported like a record without its fields.
  }
  throw new Error(
    `produceOrLoad: expected a record in ${shown}, got other or incomplete content; ` +
      "restore the file, or delete it and its data",
  );
}
