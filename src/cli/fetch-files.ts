import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { OfficialFile } from "../studies/mnist-files.ts";
import { type DownloadOptions, download } from "./download.ts";
import { contentFault, isGzip } from "./official-content.ts";
import { type PartialFile, partialFile } from "./partial-file.ts";

/** One of the files and where it came from. */
export interface FetchedFile {
  readonly file: string;
  readonly part: string;
  readonly kind: string;
  /** Length of the unpacked file. */
  readonly bytes: number;
  /** `there` before, `copied`, `downloaded`, or `missing`. */
  readonly source: "there" | "copied" | "downloaded" | "missing";
  /** Where it lies; null for a missing one. */
  readonly path: string | null;
}

/** Where the files come from and go to. */
export interface FetchOptions extends Omit<DownloadOptions, "limit" | "onBytes"> {
  readonly files: readonly OfficialFile[];
  readonly folder: string;
  /** Folder with some of the files, taken instead of a download. */
  readonly from?: string;
  /** Addresses of folders, each tried in turn. */
  readonly mirrors: readonly string[];
  /** Messages for people. */
  readonly say: (message: string) => void;
  /** Called with each address before it is asked. */
  readonly onDownload?: (url: string) => void;
  /** Share of file k that is there. */
  readonly onProgress?: (file: number, share: number) => void;
  /** Called with each file once it is dealt with. */
  readonly onFile?: (file: FetchedFile) => void;
}

/**
 * Puts published files into a folder, each whole and of the official content or not at all.
 *
 * @throws {Error} a folder that cannot be written, or a file that no mirror delivers, with what to do
 */
export async function fetchFiles(options: FetchOptions): Promise<void> {
  const { files, folder, from, say, onProgress, onFile } = options;
  await mkdir(folder, { recursive: true }).catch((error) =>
    refuse("a writable folder", folder, error),
  );
  if (from !== undefined) await readdir(from).catch((error) => refuse("a folder", from, error));
  for (const [k, file] of files.entries()) {
    options.signal.throwIfAborted();
    let path = await officialIn(folder, [file.name], file, say);
    let source: FetchedFile["source"] = "there";
    if (path === null && from !== undefined) {
      const found = await officialIn(from, [file.name, dotted(file.name)], file, say);
      path = found && (await copied(found, folder, file));
      source = path === null ? "missing" : "copied";
    } else if (path === null) {
      path = await fromMirrors(file, options, (share) => onProgress?.(k, share));
      source = "downloaded";
    }
    onFile?.({
      file: file.name,
      part: file.part,
      kind: file.kind,
      bytes: file.bytes,
      source,
      path,
    });
  }
}

function refuse(expected: string, path: string, error: NodeJS.ErrnoException): never {
  throw new Error(`expected ${expected}, got ${path} (${error.code ?? error.message})`);
}

/** Path of a file in a folder, packed or not, null when it is not there or of other content. */
async function officialIn(
  folder: string,
  names: readonly string[],
  file: OfficialFile,
  say: FetchOptions["say"],
): Promise<string | null> {
  for (const name of names.flatMap((one) => [`${one}.gz`, one])) {
    const path = join(folder, name);
    let bytes: Uint8Array;
    try {
      bytes = await readFile(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOENT") say(`${path} cannot be read (${code})`);
      continue;
    }
    const fault = contentFault(bytes, file);
    if (fault === null) return path;
    say(`${path} is not the official file: ${fault}`);
  }
  return null;
}

/** The name that some programs give the file when they unpack it: train-images.idx3-ubyte. */
const dotted = (name: string): string => name.replace("-idx", ".idx");

async function copied(path: string, folder: string, { name }: OfficialFile): Promise<string> {
  const part = partialFile(join(folder, name));
  await part.remove();
  await writeFile(part.path, await readFile(path), { flush: true });
  return inPlace(part, folder, name);
}

/** Gives a checked file its name, in place of any of the same name that was found wanting. */
async function inPlace(part: PartialFile, folder: string, name: string): Promise<string> {
  const [packed, plain] = [join(folder, `${name}.gz`), join(folder, name)];
  const [target, other] = isGzip(await readFile(part.path)) ? [packed, plain] : [plain, packed];
  await rename(part.path, target);
  await part.remove();
  await rm(other, { force: true });
  return target;
}

async function fromMirrors(
  file: OfficialFile,
  options: FetchOptions,
  onShare: (share: number) => void,
): Promise<string> {
  const { folder, mirrors, say, signal } = options;
  const part = partialFile(join(folder, `${file.name}.gz`));
  for (const mirror of mirrors) {
    const url = `${mirror.replace(/\/?$/, "/")}${file.name}.gz`;
    let fault: string | null;
    options.onDownload?.(url);
    try {
      fault = await downloadFault(url, part, file, options, onShare);
    } catch (error) {
      signal.throwIfAborted();
      fault = (error as Error).message;
    }
    if (fault === null) return inPlace(part, folder, file.name);
    say(`${url}: ${fault}`);
  }
  throw new Error(
    `expected ${file.name}.gz from one of ${mirrors.join(", ")}, got none; without network, fetch the files ` +
      "elsewhere and name their folder with --from",
  );
}

/** What is wrong with a download, null for the official content. */
async function downloadFault(
  url: string,
  part: PartialFile,
  file: OfficialFile,
  options: FetchOptions,
  onShare: (share: number) => void,
): Promise<string | null> {
  const wentOn = await download(url, part, {
    ...options,
    // packed, the official files are shorter than unpacked
    limit: file.bytes + 65536,
    onBytes: (done, total) => onShare(Math.min(1, done / (total ?? file.bytes))),
  });
  const fault = contentFault(await readFile(part.path), file);
  if (fault === null) return null;
  await part.remove();
  // its beginning may have been of another download
  return wentOn
    ? downloadFault(url, part, file, options, onShare)
    : `not the official file, ${fault}`;
}
