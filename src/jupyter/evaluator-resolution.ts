import { existsSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

type Resolution = ts.ResolvedModuleWithFailedLookupLocations & {
  /** The compiler's own note of where it looked in vain. */
  readonly failedLookupLocations?: readonly string[];
};

/** Methods of a host that say which files imports mean, and whether they still do. */
export interface ImportResolution {
  getModuleResolutionCache(): ts.ModuleResolutionCache;
  resolveModuleNameLiterals: NonNullable<ts.LanguageServiceHost["resolveModuleNameLiterals"]>;
  /** Whether imports of a file must be resolved anew, though its text is the same. */
  hasInvalidatedResolutions(file: string): boolean;
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
  const own = new Map<string, readonly Resolution[]>();
  const fileOf = ({ resolvedModule }: Resolution) => resolvedModule?.resolvedFileName ?? "";
  const resolve = (text: string, from: string, redirected?: ts.ResolvedProjectReference) => {
    const kept = ts.resolveModuleName(text, from, options, disk, cache, redirected);
    if ([from, fileOf(kept)].some(isSettled) || isCell(fileOf(kept))) return kept;
    const fresh = ts.resolveModuleName(text, from, options, disk);
    return fresh.resolvedModule || text !== "damlab" ? fresh : ownDeclarations();
  };
  const isOutdated = (resolution: Resolution) => {
    const file = fileOf(resolution);
    if (isSettled(file) || isCell(file)) return false;
    if (file !== "" && !disk.fileExists(file)) return true;
    return resolution.failedLookupLocations?.some((place) => disk.fileExists(place)) ?? false;
  };
  return {
    getModuleResolutionCache: () => cache,
    resolveModuleNameLiterals(literals, containing, redirected) {
      const resolutions = literals.map(({ text }) => resolve(text, containing, redirected));
      if (!isSettled(containing)) own.set(containing, resolutions);
      return resolutions;
    },
    hasInvalidatedResolutions: (file) => own.get(file)?.some(isOutdated) ?? false,
  };
}

/** Whether a file belongs to an installed package. */
export function isSettled(file: string): boolean {
  return file.includes(`${sep}node_modules${sep}`);
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
