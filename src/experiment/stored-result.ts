import { canonicalJson, fromCanonicalJson } from "./canonical-json.ts";
import { type Provenance, type Recipe, recipeHash, sha256Hex } from "./record.ts";
import { isTable, tableFromCSV, tableToCSV } from "./table-csv.ts";

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
export async function resultFromText(text: string, file: string): Promise<unknown> {
  return file.endsWith(".csv") ? tableFromCSV(text, file) : fromCanonicalJson(text);
}

/**
 * What is stored at a place, null when its data is absent.
 *
 * @throws {Error} data without a record, a record that is none, or a record without its recipe
 */
export async function readStored(place: Place): Promise<StoredResult | null> {
  const recordText = await textOf(place, `${place.stem}.record.json`);
  if (recordText === null) {
    for (const file of [`${place.stem}.csv`, `${place.stem}.json`]) {
      if ((await textOf(place, file)) === null) continue;
      throw new Error(
        `produceOrLoad: expected a record beside ${place.shown}/${file}, got none; ` +
          "delete the file or rename the study",
      );
    }
    return null;
  }
  const record = parseRecord(recordText, `${place.shown}/${place.stem}.record.json`);
  const text = await textOf(place, record.data);
  return text === null ? null : { record, text };
}

/**
 * The result of what was read at a place.
 *
 * @throws {Error} the data is not the data that the record was made for
 */
export async function verifiedResult(place: Place, stored: StoredResult): Promise<unknown> {
  const file = `${place.shown}/${stored.record.data}`;
  if (sha256Hex(stored.text) === stored.record.sha256) return resultFromText(stored.text, file);
  throw new Error(
    `produceOrLoad: expected the data recorded for ${file}, got other or incomplete data; ` +
      "restore the file, or delete it to compute it again",
  );
}

/** Writes the record, then the data, each atomically; the result is there once its data is. */
export async function writeStored(
  place: Place,
  { data, text }: { readonly data: string; readonly text: string },
  made: { readonly recipe: Recipe; readonly provenance: Provenance },
): Promise<void> {
  const { join } = await import("node:path");
  const { default: writeFileAtomic } = await import("write-file-atomic");
  const record: StoredRecord = {
    ...made,
    hash: recipeHash(made.recipe),
    data,
    sha256: sha256Hex(text),
  };
  const recordFile = join(place.folder, `${place.stem}.record.json`);
  await writeFileAtomic(recordFile, `${canonicalJson(record, 1)}\n`);
  await writeFileAtomic(join(place.folder, data), text);
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
