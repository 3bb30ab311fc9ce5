import ts from "#typescript";
import type { KnownNames } from "./evaluator-known-names.ts";
import { declaredNames, usedNames } from "./evaluator-names.ts";
import type { CellService } from "./evaluator-service.ts";

/** What questions about code are answered from. */
export interface Workspace {
  readonly service: CellService;
  readonly known: KnownNames;
  /** Takes absolute paths out of a text. */
  readonly clean: (text: string) => string;
}

/** Code that is being written, in a file that knows the names of the cells. */
export interface Draft {
  readonly name: string;
  readonly file: ts.SourceFile;
  readonly checker: ts.TypeChecker;
  /** Where the code begins in the file. */
  readonly start: number;
}

/**
 * Opens code that may be broken as a file. The names of cells are declared before it: whatever is
 * left open in the code would swallow them after it.
 *
 * @param further  names of cells that are to be known even though the code does not use them
 */
export function openDraft(
  { service, known }: Workspace,
  code: string,
  further: readonly string[] = [],
): Draft {
  const name = service.draft;
  const alone = ts.createSourceFile(name, code, ts.ScriptTarget.ES2022);
  const declared = declaredNames(alone);
  const isEarlier = (name: string) => !declared.has(name);
  const used = [...usedNames(alone)].filter(isEarlier);
  const imports = known.imports(new Set([...used, ...further.filter(isEarlier)]));
  const { assertions, declarations } = known.narrowed(used);
  const prelude = [...imports, ...declarations, ...assertions].join(" ");
  service.open(`${prelude}\n${code}`);
  const program = service.language.getProgram() as ts.Program;
  return {
    name,
    file: program.getSourceFile(name) as ts.SourceFile,
    checker: program.getTypeChecker(),
    start: prelude.length + 1,
  };
}

/** What a name stands for, also when it was imported. */
export function original(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
