import ts from "#typescript";

/** A loop of a cell, outside its functions, with the labels before it. */
export function loopOf(node: ts.Node): ts.IterationStatement | undefined {
  if (ts.isLabeledStatement(node)) return loopOf(node.statement);
  return ts.isIterationStatement(node, false) ? node : undefined;
}

export interface LoopFacts {
  /** Whether other code may run or look during the loop: then its variables must be shared as always. */
  awaits: boolean;
  /** Whether a step may take long: it calls something other than `Math`. */
  calls: boolean;
  /** Identifiers in the loop, and those among them that it assigns. */
  names: Set<string>;
  assigned: Set<string>;
  /** Names that the loop declares for itself: in it they may mean another variable. */
  declared: Set<string>;
}

/** Through these the variables of the script can be read or assigned by other names. */
const REFLECTIVE = new Set(["eval", "Function", "globalThis"]);

export function loopFacts(loop: ts.Node): LoopFacts {
  const facts: LoopFacts = {
    awaits: false,
    calls: false,
    names: new Set(),
    assigned: new Set(),
    declared: new Set(),
  };
  const assign = (target: ts.Node): void => {
    if (ts.isIdentifier(target)) facts.assigned.add(target.text);
    // In `row[i] = x` no variable is assigned.
    const isEntry = ts.isElementAccessExpression(target) || ts.isPropertyAccessExpression(target);
    if (!isEntry) ts.forEachChild(target, assign);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      facts.names.add(node.text);
      if (REFLECTIVE.has(node.text)) facts.awaits = true;
    }
    if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) {
      if (node.name) facts.declared.add(node.name.text);
    }
    if (ts.isFunctionLike(node)) return;
    if (ts.isVariableDeclarationList(node) && node.flags & ts.NodeFlags.BlockScoped) {
      for (const { name } of node.declarations) addNames(name, facts.declared);
    }
    if (ts.isCatchClause(node) && node.variableDeclaration) {
      addNames(node.variableDeclaration.name, facts.declared);
    }
    if (ts.isAwaitExpression(node)) facts.awaits = true;
    if (ts.isForOfStatement(node) && node.awaitModifier) facts.awaits = true;
    if (isCall(node)) facts.calls = true;
    if (isAssignment(node)) {
      assign(node.left);
    }
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) assign(node.operand);
    if (ts.isForInStatement(node) || ts.isForOfStatement(node)) assign(node.initializer);
    if (ts.isVariableDeclaration(node)) assign(node.name);
    ts.forEachChild(node, visit);
  };
  visit(loop);
  return facts;
}

/** `a = b`, `a += b` and the like. */
export function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function isCall(node: ts.Node): boolean {
  if (ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) return true;
  if (!ts.isCallExpression(node)) return false;
  const called = node.expression;
  const isMath =
    ts.isPropertyAccessExpression(called) &&
    ts.isIdentifier(called.expression) &&
    called.expression.text === "Math";
  return !isMath;
}

/**
 * The names that functions and classes of a cell may read or assign from outside themselves.
 * Errs on the safe side: a name declared in an inner block of a function counts as captured.
 */
export function capturedNames(file: ts.SourceFile): Set<string> {
  const captured = new Set<string>();
  const visit = (node: ts.Node, own: ReadonlySet<string>, inside: boolean): void => {
    if (inside && ts.isIdentifier(node) && !own.has(node.text)) captured.add(node.text);
    const enters = ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node);
    if (!enters) {
      ts.forEachChild(node, (child) => visit(child, own, inside));
      return;
    }
    const parameters = new Set(own);
    if (ts.isFunctionLike(node)) for (const { name } of node.parameters) addNames(name, parameters);
    const body = "body" in node ? node.body : undefined;
    const locals = new Set(parameters);
    if (body && ts.isBlock(body)) {
      for (const statement of body.statements) {
        if (!ts.isVariableStatement(statement)) continue;
        for (const { name } of statement.declarationList.declarations) addNames(name, locals);
      }
    }
    ts.forEachChild(node, (child) => visit(child, child === body ? locals : parameters, true));
  };
  visit(file, new Set(), false);
  return captured;
}

function addNames(name: ts.Node, names: Set<string>): void {
  if (ts.isIdentifier(name)) names.add(name.text);
  else if (ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name)) {
    for (const element of name.elements) {
      if (ts.isBindingElement(element)) addNames(element.name, names);
    }
  }
}
