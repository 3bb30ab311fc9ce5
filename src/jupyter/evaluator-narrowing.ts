import ts from "#typescript";
import { MADE_UP } from "./evaluator-made-up.ts";

// Whatever is known about a variable at the end of a cell ("it is not undefined, the cell would have
// thrown") holds in the next one, as it would in one file. Each cell exports the types that its
// variables have at its end; a cell that uses one of them asserts that type before its first line.

const START = `${MADE_UP}Start`;
const END = `${MADE_UP}End`;
const HOLDS = `holds${MADE_UP}`;

/** Statement that exports the type that a variable has at the end of its cell. */
export function endType(name: string): string {
  return `export type ${name}${END} = typeof ${name};`;
}

/**
 * Statement that names the type that a variable has at the start of a cell. It stands where the
 * assertion may be left out: a text with other imports would make another program.
 */
export function startType(name: string, module: string): string {
  return `type ${name}${START} = import("${module}").${name}${END};`;
}

/** Statement that gives a variable the type that it has at the start of a cell. */
export function assertion(name: string): string {
  return `${HOLDS}<${name}${START}>(${name});`;
}

/** Declaration that assertions need somewhere in their file. */
export const ASSERTS = `declare function ${HOLDS}<T>(value: unknown): asserts value is T;`;

/** What the end of a checked cell says about its variables. */
export interface Narrowing {
  /**
   * Ends of declarations that need no other name: `: number`, ` = 100`. A cell that uses such a
   * variable need not look into the cell that declares it, and so into all that this one uses.
   */
  readonly plain: ReadonlyMap<string, string>;
  /** Variables that have a narrower type there, which they did not have at its start. */
  readonly newly: ReadonlySet<string>;
  /** Variables that still have the type that was asserted at its start. */
  readonly still: ReadonlySet<string>;
}

export function narrowingOf(file: ts.SourceFile, checker: ts.TypeChecker): Narrowing {
  const asserted = new Map<string, ts.Type>();
  const newly = new Set<string>();
  const still = new Set<string>();
  const plain = new Map<string, string>();
  for (const statement of file.statements) {
    if (isAssertion(statement)) {
      const {
        arguments: [variable],
        typeArguments,
      } = statement.expression;
      const type = checker.getTypeFromTypeNode(typeArguments[0]);
      asserted.set((variable as ts.Identifier).text, type);
    }
    if (!isEndType(statement)) continue;
    const variable = checker.getSymbolAtLocation(statement.type.exprName);
    if (!variable) continue;
    const declared = checker.getTypeOfSymbol(variable);
    const text = plainDeclaration(variable, declared, checker);
    if (text !== undefined) plain.set(variable.name, text);
    const last = checker.getTypeFromTypeNode(statement.type);
    if (asserted.get(variable.name) === last) still.add(variable.name);
    // The end of a cell that cannot be reached says nothing.
    else if (last.flags & ts.TypeFlags.Never) continue;
    else if (!checker.isTypeAssignableTo(declared, last)) {
      newly.add(variable.name);
    }
  }
  return { plain, newly, still };
}

const PLAIN =
  ts.TypeFlags.Number |
  ts.TypeFlags.String |
  ts.TypeFlags.Boolean |
  ts.TypeFlags.BigInt |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Null;
const LONGEST_LITERAL = 200;

function plainDeclaration(
  variable: ts.Symbol,
  type: ts.Type,
  checker: ts.TypeChecker,
): string | undefined {
  if (isPlain(type)) return `: ${checker.typeToString(type)}`;
  // The type of a literal widens where the constant goes on: written as a type it would not.
  const declaration = variable.valueDeclaration;
  if (!declaration || !ts.isVariableDeclaration(declaration) || declaration.type) return undefined;
  const value = declaration.initializer;
  const isLiteral = value && (ts.isNumericLiteral(value) || ts.isStringLiteral(value));
  const text = isLiteral ? value.getText() : "";
  return text === "" || text.length > LONGEST_LITERAL ? undefined : ` = ${text}`;
}

function isPlain(type: ts.Type): boolean {
  if (type.aliasSymbol) return false;
  if (type.flags & PLAIN) return true;
  return type.isUnion() && type.types.every(isPlain);
}

function isEndType(
  statement: ts.Statement,
): statement is ts.TypeAliasDeclaration & { type: ts.TypeQueryNode } {
  return ts.isTypeAliasDeclaration(statement) && statement.name.text.endsWith(END);
}

function isAssertion(statement: ts.Statement): statement is ts.ExpressionStatement & {
  expression: ts.CallExpression & { typeArguments: [ts.TypeNode] };
} {
  if (!ts.isExpressionStatement(statement)) return false;
  const call = statement.expression;
  return (
    ts.isCallExpression(call) && ts.isIdentifier(call.expression) && call.expression.text === HOLDS
  );
}
