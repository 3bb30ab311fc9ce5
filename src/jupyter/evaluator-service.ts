import { join } from "node:path";
import ts from "#typescript";
import { CELL_GLOBALS } from "./cell-globals.ts";
import { cellCompilerOptions } from "./compiler-options.ts";
import { type CellText, COMMENTS, cellHost, isSettled } from "./evaluator-host.ts";

const CELL = ".cell-";

/** TypeScript's language service over the cells of one notebook, which are virtual files. */
export interface CellService {
  readonly language: ts.LanguageService;
  /** Absolute name of a cell's file. Cells count from 1; 0 is for code that becomes no cell. */
  fileOf(id: number): string;
  /** Gives a file its text and makes it the root: other files come in by its imports. */
  open(file: string, text: string): void;
  forget(file: string): void;
}

export function createCellService(directory: string): CellService {
  const options = cellCompilerOptions(directory);
  const cells = new Map<string, CellText>();
  const globals = join(directory, `${CELL}globals.d.ts`);
  const hasBrowser = options.lib?.some((library) => /dom|webworker/.test(library));
  const others = hasBrowser ? [] : [globals];
  cells.set(globals, { text: CELL_GLOBALS, version: "0" });
  let root: string[] = [];
  let versions = 0;
  const host = cellHost(directory, options, cells, () => root);
  return {
    language: ts.createLanguageService(host, keepingRegistry(directory)),
    fileOf: (id) => join(directory, `${CELL}${id}.ts`),
    open(file, text) {
      if (cells.get(file)?.text !== text) cells.set(file, { text, version: String(++versions) });
      root = [file, ...others];
    },
    forget: (file) => cells.delete(file),
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
