import ts from "#typescript";
import { CELL_GLOBALS } from "./cell-globals.ts";
import { cellCompilerOptions } from "./compiler-options.ts";
import { type CellText, COMMENTS, cellHost } from "./evaluator-host.ts";
import { isSettled } from "./evaluator-resolution.ts";

const CELL = ".cell-";

/** TypeScript's language service over the cells of one notebook, which are virtual files. */
export interface CellService {
  readonly language: ts.LanguageService;
  readonly options: ts.CompilerOptions;
  /** Absolute folder of the notebook. */
  readonly directory: string;
  /**
   * The file that is looked at: always the same, because a program with another root would be built
   * from scratch. Other files come in by its imports.
   */
  readonly draft: string;
  /** Gives the draft its text. */
  open(text: string): void;
  /** Gives a cell its text. */
  keep(file: string, text: string): void;
  /** Whether the draft imports something other than installed packages and other cells. */
  importsLocal(): boolean;
  /** Absolute name of a cell's file; cells count from 1. */
  fileOf(id: number): string;
}

export function createCellService(directory: string): CellService {
  const options = cellCompilerOptions(directory);
  const cells = new Map<string, CellText>();
  const hasBrowser = options.lib?.some((library) => /dom|webworker/.test(library));
  let versions = 0;
  // The compiler writes the names of files with slashes on every system.
  const folder = directory.replaceAll("\\", "/");
  const fileOf = (id: number) => `${folder}/${CELL}${id}.ts`;
  const draft = fileOf(0);
  const globals = `${folder}/${CELL}globals.d.ts`;
  cells.set(globals, { text: CELL_GLOBALS, version: "0" });
  const roots = hasBrowser ? [draft] : [draft, globals];
  const host = cellHost(directory, options, cells, () => roots);
  const keep = (file: string, text: string) => {
    if (cells.get(file)?.text !== text) cells.set(file, { text, version: String(++versions) });
  };
  return {
    language: ts.createLanguageService(host, keepingRegistry(directory)),
    options,
    directory,
    draft,
    open: (text) => keep(draft, text),
    keep,
    importsLocal: () => host.importsLocal(draft),
    fileOf,
  };
}

export function isCellSpecifier(specifier: string): boolean {
  return specifier.startsWith(`./${CELL}`);
}

/** What is wrong with the grammar of a file that was parsed alone. */
export function syntaxFaults(file: ts.SourceFile): readonly ts.Diagnostic[] {
  return (file as unknown as { parseDiagnostics: ts.Diagnostic[] }).parseDiagnostics;
}

/**
 * Keeps the parsed files of installed packages: a cell that does not use a package would otherwise
 * drop them, and the next one that does would parse them again.
 */
function keepingRegistry(directory: string): ts.DocumentRegistry {
  const registry = ts.createDocumentRegistry(undefined, directory, COMMENTS);
  const { releaseDocumentWithKey: release } = registry;
  registry.releaseDocumentWithKey = (
    path,
    key,
    kind?: ts.ScriptKind,
    format?: ts.ResolutionMode,
  ) => {
    if (!isSettled(path)) release(path, key, kind as ts.ScriptKind, format);
  };
  return registry;
}
