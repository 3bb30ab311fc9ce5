import ts from "#typescript";

/** How a later cell sees a name: as a variable, a constant, or an alias of the declaration. */
export type NameKind = "let" | "const" | "alias";

/** The names that a cell declares at its top level, nested `var`s included. */
export function declaredNames(file: ts.SourceFile): Map<string, NameKind> {
  const names = new Map<string, NameKind>();
  const add = (name: ts.BindingName, kind: NameKind) => {
    if (ts.isIdentifier(name)) {
      names.set(name.text, names.has(name.text) && kind !== "let" ? "alias" : kind);
      return;
    }
    for (const element of name.elements) {
      if (ts.isBindingElement(element)) add(element.name, kind);
    }
  };
  const nestedVars = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return;
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0) {
      for (const declaration of node.declarations) add(declaration.name, "let");
    }
    ts.forEachChild(node, nestedVars);
  };
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) {
      const { flags, declarations } = statement.declarationList;
      const kind = flags & ts.NodeFlags.Const || flags & ts.NodeFlags.Using ? "const" : "let";
      for (const declaration of declarations) add(declaration.name, kind);
    } else if (ts.isImportDeclaration(statement)) {
      for (const name of importedNames(statement.importClause)) add(name, "alias");
    } else if (isNamedDeclaration(statement)) {
      if (statement.name && ts.isIdentifier(statement.name)) add(statement.name, "alias");
    } else nestedVars(statement);
  }
  names.delete("global");
  return names;
}

/** Every identifier that occurs in a cell, in whatever position. */
export function usedNames(file: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

/** What a cell imports, as it writes it. */
export function importedSpecifiers(file: ts.SourceFile): string[] {
  return importArguments(file).flatMap((node) => (isText(node) ? [node.text] : []));
}

/** What the import declarations of a cell load, those of types left out. */
export function valueImports(file: ts.SourceFile): string[] {
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !isText(statement.moduleSpecifier)) return [];
    const clause = statement.importClause;
    const bindings = clause?.namedBindings;
    const isOfTypes =
      clause?.isTypeOnly ||
      (clause?.name === undefined &&
        bindings !== undefined &&
        ts.isNamedImports(bindings) &&
        bindings.elements.every(({ isTypeOnly }) => isTypeOnly));
    return isOfTypes ? [] : [statement.moduleSpecifier.text];
  });
}

/** Whether a cell imports what is known only when it runs. */
export function importsComputed(file: ts.SourceFile): boolean {
  return importArguments(file).some((node) => !isText(node));
}

function isText(node: ts.Node | undefined): node is ts.StringLiteralLike {
  return node !== undefined && ts.isStringLiteralLike(node);
}

function importArguments(file: ts.SourceFile): (ts.Node | undefined)[] {
  const found: (ts.Node | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) found.push(node.moduleSpecifier);
    const isImport =
      ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    if (isImport) found.push(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The names a cell exports by itself, which must not be exported again. */
export function exportedNames(file: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause;
      if (clause && ts.isNamedExports(clause)) {
        for (const element of clause.elements) names.add(element.name.text);
      }
      continue;
    }
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    const has = (kind: ts.SyntaxKind) => modifiers?.some((modifier) => modifier.kind === kind);
    if (!has(ts.SyntaxKind.ExportKeyword) || has(ts.SyntaxKind.DefaultKeyword)) continue;
    const single = ts.factory.createNodeArray([statement]);
    for (const name of declaredNames({ ...file, statements: single } as ts.SourceFile).keys()) {
      names.add(name);
    }
  }
  return names;
}

function importedNames(clause: ts.ImportClause | undefined): ts.Identifier[] {
  const bindings = clause?.namedBindings;
  const names = clause?.name ? [clause.name] : [];
  if (!bindings) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, bindings.name];
  return [...names, ...bindings.elements.map((element) => element.name)];
}

function isNamedDeclaration(
  node: ts.Node,
): node is ts.Statement & { readonly name?: ts.Node | undefined } {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportEqualsDeclaration(node)
  );
}
