import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "#typescript";

/** Types need no comments; without them declarations are parsed a fifth faster. */
export const COMMENTS = ts.JSDocParsingMode.ParseNone;

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
): ts.LanguageServiceHost {
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
  const cache = ts.createModuleResolutionCache(directory, (name) => name, options);
  const getScriptVersion = (file: string) =>
    cells.get(file)?.version ?? (isSettled(file) ? "1" : modified(file));
  const host: ts.LanguageServiceHost & Pick<ts.CompilerHost, "getModuleResolutionCache"> = {
    ...disk,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    readDirectory: ts.sys.readDirectory,
    getCompilationSettings: () => options,
    jsDocParsingMode: COMMENTS,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getModuleResolutionCache: () => cache,
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
    resolveModuleNameLiterals: (literals, containing, redirected) =>
      literals.map(({ text }) => {
        const kept = ts.resolveModuleName(text, containing, options, disk, cache, redirected);
        if (kept.resolvedModule || isSettled(containing)) return kept;
        // The cache keeps failures too, yet the file may have been written since.
        const fresh = ts.resolveModuleName(text, containing, options, disk);
        return fresh.resolvedModule || text !== "damlab" ? fresh : ownDeclarations();
      }),
  };
  return host;
}

/** Whether a file belongs to an installed package. */
export function isSettled(file: string): boolean {
  return file.includes(`${sep}node_modules${sep}`);
}

function modified(file: string): string {
  return String(statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}

/** The types of this installation, for folders that have no damlab of their own. */
function ownDeclarations(): ts.ResolvedModuleWithFailedLookupLocations {
  const resolvedFileName = join(dirname(fileURLToPath(import.meta.url)), "..", "index.d.ts");
  const extension = ts.Extension.Dts;
  return {
    resolvedModule: existsSync(resolvedFileName)
      ? { resolvedFileName, extension, isExternalLibraryImport: true }
      : undefined,
  };
}
