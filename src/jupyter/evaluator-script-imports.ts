import ts from "#typescript";
import { GATE, IMPORTED, RESUME } from "./evaluator-made-up.ts";

/** How the names of a cell are written. */
export interface ImportNames {
  isCell(specifier: string): boolean;
  /** Makes a name one of the cell's. */
  declare(name: ts.Identifier): ts.Identifier;
}

/** `await import()` in the place of an import declaration, and what gives the names their values. */
export function importStatements(
  node: ts.ImportDeclaration,
  f: ts.NodeFactory,
  { isCell, declare }: ImportNames,
): ts.Statement[] {
  const evaluate = (expression: ts.Expression) =>
    ts.setTextRange(f.createExpressionStatement(expression), node);
  const call = (name: string, argument: ts.Expression) =>
    f.createCallExpression(f.createIdentifier(name), undefined, [argument]);
  const specifier = node.moduleSpecifier as ts.StringLiteral;
  if (isCell(specifier.text)) return [];
  const options = node.attributes && importOptions(f, node.attributes);
  const module = f.createCallExpression(
    f.createToken(ts.SyntaxKind.ImportKeyword) as unknown as ts.Expression,
    undefined,
    options ? [specifier, options] : [specifier],
  );
  const loaded = call(RESUME, f.createAwaitExpression(call(GATE, module)));
  const clause = node.importClause;
  const properties: ts.ObjectLiteralElementLike[] = [];
  const names: [local: ts.Identifier, exported: string][] = [];
  const add = (key: ts.ModuleExportName, local: ts.Identifier) => {
    const variable = declare(local);
    properties.push(f.createPropertyAssignment(key, variable));
    names.push([variable, key.text]);
  };
  if (clause?.name) add(f.createIdentifier("default"), clause.name);
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) {
    const namespace = declare(bindings.name);
    names.push([namespace, "*"]);
    const value = noted(f, loaded, specifier, names);
    const statements = [evaluate(f.createAssignment(namespace, value))];
    if (properties.length === 0) return statements;
    const rest = f.createAssignment(f.createObjectLiteralExpression(properties), namespace);
    return [...statements, evaluate(f.createParenthesizedExpression(rest))];
  }
  for (const element of bindings?.elements ?? []) {
    add(element.propertyName ?? element.name, element.name);
  }
  const value = noted(f, loaded, specifier, names);
  if (!clause) return [evaluate(value)];
  const pattern = f.createAssignment(f.createObjectLiteralExpression(properties), value);
  return [evaluate(f.createParenthesizedExpression(pattern))];
}

/** A namespace, reported with the variables that take something from it. */
function noted(
  f: ts.NodeFactory,
  namespace: ts.Expression,
  specifier: ts.StringLiteral,
  names: readonly [local: ts.Identifier, exported: string][],
): ts.Expression {
  const entries = names.map(([{ text }, exported]) =>
    f.createPropertyAssignment(f.createStringLiteral(text), f.createStringLiteral(exported)),
  );
  const values = [namespace, specifier, f.createObjectLiteralExpression(entries)];
  return f.createCallExpression(f.createIdentifier(IMPORTED), undefined, values);
}

function importOptions(f: ts.NodeFactory, attributes: ts.ImportAttributes): ts.Expression {
  const entries = attributes.elements.map((element) =>
    f.createPropertyAssignment(element.name as ts.PropertyName, element.value),
  );
  const object = f.createObjectLiteralExpression(entries);
  return f.createObjectLiteralExpression([f.createPropertyAssignment("with", object)]);
}
