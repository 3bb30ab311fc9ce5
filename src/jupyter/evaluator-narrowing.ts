import ts from "#typescript";
import { MADE_UP } from "./evaluator-made-up.ts";

// Whatever is known about a variable at the end of a cell ("it is not undefined, the cell would have
// thrown") holds in the next one, as it would in one file. Each cell exports the types that its
// variables have at its end; a cell that uses one of them asserts that type before its first line.

const END = `${MADE_UP}End`;
const HOLDS = `holds${MADE_UP}`;

/** Statement that exports the type that a variable has at the end of its cell. */
export function endType(name: string): string {
  return `export type ${name}${END} = typeof ${name};`;
}

/** Statement that gives a variable the type that it has at the end of a cell. */
export function assertion(name: string, module: string): string {
  return `${HOLDS}<import("${module}").${name}${END}>(${name});`;
}

/** Declaration that assertions need somewhere in their file. */
export const ASSERTS = `declare function ${HOLDS}<T>(value: unknown): asserts value is T;`;

/** The variables of a checked cell whose type at its end says more than their declared one. */
export function narrowedNames(file: ts.SourceFile, checker: ts.TypeChecker): Set<string> {
  const names = new Set<string>();
  for (const { type } of file.statements.filter(isEndType)) {
    const variable = checker.getSymbolAtLocation(type.exprName);
    if (!variable) continue;
    const declared = checker.getTypeOfSymbol(variable);
    const last = checker.getTypeFromTypeNode(type);
    // The end of a cell that cannot be reached says nothing.
    const isReached = (last.flags & ts.TypeFlags.Never) === 0;
    if (isReached && !checker.isTypeAssignableTo(declared, last)) names.add(variable.name);
  }
  return names;
}

function isEndType(
  statement: ts.Statement,
): statement is ts.TypeAliasDeclaration & { type: ts.TypeQueryNode } {
  return ts.isTypeAliasDeclaration(statement) && statement.name.text.endsWith(END);
}
