import ts from "#typescript";
import { withoutImports } from "./evaluator-paths.ts";
import { openDraft, original, type Workspace } from "./language-draft.ts";
import type { Preview, Variable } from "./session-queries.ts";

const MAXIMUM_CHARACTERS = 200;

/** Values of names as the main thread shows them, undefined where there is no such variable. */
export type Previews = (names: string[]) => Promise<(Preview | undefined)[] | undefined>;

/**
 * The variables, functions and classes of the cells, with types and values; "(busy)" for each
 * value while the main thread does not answer.
 */
export async function listVariables(workspace: Workspace, previews: Previews): Promise<Variable[]> {
  const types = valueTypes(workspace);
  const names = [...types.keys()];
  const shown = await previews(names);
  return names.flatMap((name, index) => {
    const value = shown ? shown[index] : { value: "(busy)" };
    return value ? [{ name, type: types.get(name) as string, ...value }] : [];
  });
}

/** The type of each name of a cell that is more than a type. */
function valueTypes(workspace: Workspace): Map<string, string> {
  const { file, checker } = openDraft(workspace, "", workspace.known.all());
  const types = new Map<string, string>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name } of bindings.elements) {
      const symbol = checker.getSymbolAtLocation(name);
      const target = symbol && original(symbol, checker);
      if (!target || (target.flags & ts.SymbolFlags.Value) === 0) continue;
      const type = checker.typeToString(checker.getTypeOfSymbol(target), file);
      types.set(name.text, short(workspace.clean(withoutImports(type))));
    }
  }
  return types;
}

function short(text: string): string {
  return text.length > MAXIMUM_CHARACTERS ? `${text.slice(0, MAXIMUM_CHARACTERS - 1)}…` : text;
}
