import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { Ajv, type ErrorObject } from "ajv";
import writeFileAtomic from "write-file-atomic";
import { findJsonFault } from "./json-fault.ts";
import { NOTEBOOK_SCHEMA } from "./nbformat-schema.ts";

/** A MIME bundle as saved: text as one string, JSON types as plain JSON. */
export type MimeData = Record<string, unknown>;
export type JsonRecord = Record<string, unknown>;

/** An output as the notebook format saves it, with texts joined into one string. */
export type Output =
  | { output_type: "stream"; name: string; text: string }
  | { output_type: "display_data"; data: MimeData; metadata: JsonRecord }
  | {
      output_type: "execute_result";
      data: MimeData;
      metadata: JsonRecord;
      execution_count: number | null;
    }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

export interface CodeCell {
  cell_type: "code";
  id: string;
  metadata: JsonRecord;
  source: string;
  outputs: Output[];
  execution_count: number | null;
}

export interface ProseCell {
  cell_type: "markdown" | "raw";
  id: string;
  metadata: JsonRecord;
  source: string;
  attachments?: Record<string, MimeData>;
}

export type Cell = CodeCell | ProseCell;

/** A notebook in memory: format 4.5, every cell with an id, texts joined. */
export interface Notebook {
  metadata: JsonRecord;
  cells: Cell[];
}

/** Tags of a cell, an empty list when it has none. */
export function tagsOf(cell: Cell): readonly string[] {
  return (cell.metadata.tags as string[] | undefined) ?? [];
}

const validate = new Ajv({ discriminator: true, allErrors: false, strictTypes: false }).compile(
  NOTEBOOK_SCHEMA,
);

/**
 * Reads a notebook of format 4.0 to 4.5; older minor versions are upgraded to 4.5.
 *
 * Missing or repeated cell ids are replaced by ones made from the cell's position and content,
 * so reading the same bytes twice gives the same notebook.
 *
 * @param path  file to read
 * @throws {Error} the text is not JSON (file:line:column), or not a notebook (file and cell)
 */
export async function readNotebook(path: string): Promise<Notebook> {
  return parseNotebook(await readFile(path, "utf8"), basename(path));
}

/**
 * The notebook that a text holds.
 *
 * @param text  content of an .ipynb file; a byte order mark is ignored
 * @param file  name used in messages
 * @throws {Error} as `readNotebook`
 */
export function parseNotebook(text: string, file: string): Notebook {
  const json = text.replace(/^\uFEFF/, "");
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    const fault = findJsonFault(json);
    if (!fault) throw error;
    const { expected, found, line, column } = fault;
    throw new Error(
      `readNotebook: expected JSON with ${expected}, got ${found} at ${file}:${line}:${column}`,
    );
  }
  const major = (value as JsonRecord | null)?.nbformat;
  if (typeof major === "number" && major !== 4) {
    throw new Error(
      `readNotebook: expected nbformat 4, got ${major} in ${file}; ` +
        "open and save it with a current Jupyter",
    );
  }
  if (!validate(value)) throw new Error(describeFault(validate.errors![0]!, value, file));
  return joinTexts(value as unknown as SavedNotebook);
}

/**
 * The bytes of a notebook: format 4.5, keys sorted, one space of indentation, texts as lists of
 * lines, newline at the end. Equal notebooks give equal bytes, and Jupyter saves the same ones.
 */
export function formatNotebook(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => {
    const saved: JsonRecord = { ...cell, source: splitLines(cell.source) };
    if (cell.cell_type === "code") saved.outputs = cell.outputs.map(splitOutput);
    else if (cell.attachments) saved.attachments = mapValues(cell.attachments, splitBundle);
    return saved;
  });
  const saved = { cells, metadata: notebook.metadata, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(sortKeys(saved), null, 1)}\n`;
}

/** Writes a notebook so that the file is at every moment either the old or the new one, whole. */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  await writeFileAtomic(path, formatNotebook(notebook));
}

type Text = string | string[];
interface SavedCell {
  cell_type: Cell["cell_type"];
  id?: string;
  metadata: JsonRecord;
  source: Text;
  outputs?: JsonRecord[];
  attachments?: Record<string, MimeData>;
}
interface SavedNotebook {
  metadata: JsonRecord;
  cells: SavedCell[];
}

function joinTexts(saved: SavedNotebook): Notebook {
  const taken = new Set<string>();
  const { orig_nbformat: _, ...metadata } = saved.metadata;
  const cells = saved.cells.map((cell, index) => {
    const source = joinText(cell.source);
    const id =
      cell.id !== undefined && !taken.has(cell.id)
        ? cell.id
        : makeCellId(`${index}\n${cell.cell_type}\n${source}`, taken);
    taken.add(id);
    const joined: JsonRecord = { ...cell, id, source };
    if (cell.outputs) joined.outputs = cell.outputs.map(joinOutput);
    if (cell.attachments) joined.attachments = mapValues(cell.attachments, joinBundle);
    return joined as unknown as Cell;
  });
  return { metadata, cells };
}

/** An id of eight hexadecimal digits made from a text, not among those taken. */
export function makeCellId(text: string, taken: ReadonlySet<string>): string {
  for (let attempt = 0; ; attempt++) {
    const id = createHash("sha256").update(`${text}\n${attempt}`).digest("hex").slice(0, 8);
    if (!taken.has(id)) return id;
  }
}

function isJsonType(mime: string): boolean {
  return /^application\/(?:.*\+)?json$/.test(mime);
}

function joinText(text: Text): string {
  return typeof text === "string" ? text : text.join("");
}

/** Lines with their ends, split where Jupyter splits them. */
function splitLines(text: string): string[] {
  return text.match(LINE) ?? [];
}
const LINE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Jupyter ends a line at each of these.
  /[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029])|[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+$/g;

function joinBundle(bundle: MimeData): MimeData {
  return Object.fromEntries(
    Object.entries(bundle).map(([mime, value]) => [
      mime,
      isJsonType(mime) ? value : joinText(value as Text),
    ]),
  );
}

function splitBundle(bundle: MimeData): MimeData {
  return Object.fromEntries(
    Object.entries(bundle).map(([mime, value]) => {
      const isText =
        mime.startsWith("text/") || mime === "image/svg+xml" || mime === "application/javascript";
      return [mime, isText && typeof value === "string" ? splitLines(value) : value];
    }),
  );
}

function joinOutput(output: JsonRecord): JsonRecord {
  if (output.output_type === "stream") return { ...output, text: joinText(output.text as Text) };
  if (output.output_type === "error") return output;
  return { ...output, data: joinBundle(output.data as MimeData) };
}

function splitOutput(output: Output): JsonRecord {
  if (output.output_type === "stream") return { ...output, text: splitLines(output.text) };
  if (output.output_type === "error") return { ...output };
  return { ...output, data: splitBundle(output.data) };
}

function mapValues<A, B>(record: Record<string, A>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}

function describeFault(error: ErrorObject, root: unknown, file: string): string {
  const path = error.instancePath
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  let value: unknown = root;
  for (const key of path) value = (value as JsonRecord)[key];
  const isInCell = path[0] === "cells" && path.length > 1;
  const cell = isInCell ? ` (cell ${Number(path[1]) + 1})` : "";
  const field = (isInCell ? path.slice(2) : path).join(".");
  const where = field || (isInCell ? "cell" : "notebook");
  const { expected, got } = explain(error, value);
  return `readNotebook: expected ${where} ${expected}, got ${got} in ${file}${cell}`;
}

function explain(error: ErrorObject, value: unknown): { expected: string; got: string } {
  const { params, keyword, message } = error;
  if (keyword === "required") {
    return { expected: `to have "${params.missingProperty}"`, got: preview(value) };
  }
  if (keyword === "additionalProperties") {
    const name = params.additionalProperty as string;
    return { expected: "to have only the fields of the format", got: `"${name}"` };
  }
  if (keyword === "discriminator") {
    return { expected: `to have a known "${params.tag}"`, got: preview(params.tagValue) };
  }
  const condition =
    keyword === "const"
      ? `to be ${JSON.stringify(params.allowedValue)}`
      : (message ?? keyword).replace(/^must /, "to ");
  return {
    expected: keyword === "type" ? condition.replaceAll(",", " or ") : condition,
    got: preview(value),
  };
}

function preview(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
