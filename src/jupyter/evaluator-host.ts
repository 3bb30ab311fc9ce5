import { realpathSync } from "node:fs";
import ts from "#typescript";
import { type ImportResolution, importResolution, isSettled } from "./evaluator-resolution.ts";
import { fileStamp } from "./file-stamp.ts";

/** Comments count where they hold types, in JavaScript; without the others declarations are parsed a fifth faster. */
export const COMMENTS = ts.JSDocParsingMode.ParseForTypeInfo;

export interface CellText {
  readonly text: string;
  /** Another one whenever the text is another one. */
  readonly version: string;
}

/**
 * What the language service sees: the cells, from memory, and the disk.
 *
 * Nearly the whole time of a small cell goes into finding that nothing has changed, so texts and
 * resolutions are kept. Installed packages do not change under a running session; the user's own
 * files may, and may appear.
 *
 * @param cells  absolute file name → each cell
 * @param roots  the files to check now
 */
export function cellHost(
  directory: string,
  options: ts.CompilerOptions,
  cells: ReadonlyMap<string, CellText>,
  roots: () => string[],
): ts.LanguageServiceHost & ImportResolution {
  const snapshots = new Map<string, { version: string; snapshot: ts.IScriptSnapshot }>();
  const packages = new Map<string, string | undefined>();
  const fileExists = (file: string) => cells.has(file) || ts.sys.fileExists(file);
  const readFile = (file: string) => {
    if (!isSettled(file) || !file.endsWith("package.json")) {
      return cells.get(file)?.text ?? ts.sys.readFile(file);
    }
    if (!packages.has(file)) packages.set(file, ts.sys.readFile(file));
    return packages.get(file);
  };
  const disk = {
    fileExists,
    readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    getCurrentDirectory: () => directory,
    realpath: (file: string) => (cells.has(file) ? file : realpathSync(file)),
  };
  const getScriptVersion = (file: string) =>
    cells.get(file)?.version ?? (isSettled(file) ? "1" : fileStamp(file));
  const host: ts.LanguageServiceHost & ImportResolution = {
    ...disk,
    ...importResolution(directory, options, disk, (file) => cells.has(file)),
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    readDirectory: ts.sys.readDirectory,
    getCompilationSettings: () => options,
    jsDocParsingMode: COMMENTS,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: roots,
    getScriptVersion,
    getScriptSnapshot(file) {
      const version = getScriptVersion(file);
      const known = snapshots.get(file);
      if (known?.version === version) return known.snapshot;
      const text = readFile(file);
      if (text === undefined) return undefined;
      const snapshot = ts.ScriptSnapshot.fromString(text);
      snapshots.set(file, { version, snapshot });
      return snapshot;
    },
  };
  return host;
}
