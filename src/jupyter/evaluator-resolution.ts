import { existsSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "#typescript";

type Resolution = ts.ResolvedModuleWithFailedLookupLocations & {
  /** The compiler's own note of where it looked in vain. */
  readonly failedLookupLocations?: readonly string[];
};

/** Methods of a host that say which files imports mean. */
export interface ImportResolution {
  getModuleResolutionCache(): ts.ModuleResolutionCache;
  /** Whether imports of an unchanged file may mean other files than before. */
  hasInvalidatedResolutions(file: string): boolean;
  /** Whether one of the user's files imports something other than installed packages and cells. */
  importsLocal(file: string): boolean;
  resolveModuleNameLiterals: NonNullable<ts.LanguageServiceHost["resolveModuleNameLiterals"]>;
}

/**
 * Resolves the imports of cells and of what they import.
 *
 * Installed packages are looked up once. The user's own files may appear, go away, or come to hide
 * one another while the session runs.
 *
 * @param isCell  whether a file is one of the cells, whose meaning never changes
 */
export function importResolution(
  directory: string,
  options: ts.CompilerOptions,
  disk: ts.ModuleResolutionHost,
  isCell: (file: string) => boolean,
): ImportResolution {
  const cache = ts.createModuleResolutionCache(directory, (name) => name, options);
  /** By importing file, as the compiler compares names, and text of the import. */
  const own = new Map<string, Map<string, Resolution>>();
  const isKept = ({ resolvedModule }: Resolution) => {
    const file = resolvedModule?.resolvedFileName ?? "";
    return isSettled(file) || isCell(file);
  };
  const isUpToDate = (resolution: Resolution) => {
    if (isKept(resolution)) return true;
    const file = resolution.resolvedModule?.resolvedFileName;
    if (file === undefined || !disk.fileExists(file)) return false;
    return !resolution.failedLookupLocations?.some((place) => disk.fileExists(place));
  };
  const resolve = (text: string, from: string, redirected?: ts.ResolvedProjectReference) => {
    const cached = ts.resolveModuleName(text, from, options, disk, cache, redirected);
    if (isSettled(from) || isKept(cached)) return cached;
    const fresh = ts.resolveModuleName(text, from, options, disk);
    return fresh.resolvedModule || text !== "damlab" ? fresh : ownDeclarations();
  };
  return {
    getModuleResolutionCache: () => cache,
    hasInvalidatedResolutions: (file) =>
      [...(own.get(file)?.values() ?? [])].some((one) => !isUpToDate(one)),
    importsLocal: (file) =>
      [...(own.get(canonical(file)) ?? [])].some(([text, one]) => !isBuiltin(text) && !isKept(one)),
    resolveModuleNameLiterals(literals, from, redirected) {
      const texts = literals.map(({ text }) => text);
      if (isSettled(from)) return texts.map((text) => resolve(text, from, redirected));
      const known = own.get(canonical(from));
      const resolved = texts.map((text) => {
        const last = known?.get(text);
        return last && isUpToDate(last) ? last : resolve(text, from, redirected);
      });
      own.set(canonical(from), new Map(texts.map((text, k) => [text, resolved[k] as Resolution])));
      return resolved;
    },
  };
}

/** A file name as the compiler compares it. */
function canonical(file: string): string {
  return ts.sys.useCaseSensitiveFileNames ? file : file.toLowerCase();
}

/** Whether a file belongs to an installed package. */
export function isSettled(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file);
}

/** The types of this installation, for folders that have no damlab of their own. */
function ownDeclarations(): Resolution {
  const resolvedFileName = join(dirname(fileURLToPath(import.meta.url)), "..", "index.d.ts");
  const extension = ts.Extension.Dts;
  return {
    resolvedModule: existsSync(resolvedFileName)
      ? { resolvedFileName, extension, isExternalLibraryImport: true }
      : undefined,
  };
}
