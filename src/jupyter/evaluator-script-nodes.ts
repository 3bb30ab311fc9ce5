import ts from "#typescript";

/** The modifiers of a declaration that is no longer one of a module. */
export function withoutExport(
  modifiers: ts.NodeArray<ts.ModifierLike> | undefined,
): ts.Modifier[] | undefined {
  return modifiers?.filter(
    (modifier): modifier is ts.Modifier =>
      ts.isModifier(modifier) &&
      modifier.kind !== ts.SyntaxKind.ExportKeyword &&
      modifier.kind !== ts.SyntaxKind.DefaultKeyword,
  );
}

/** Whether a list declares `var`s of the user's. */
export function isVarList(node: ts.Node | undefined): node is ts.VariableDeclarationList {
  if (!node || !ts.isVariableDeclarationList(node)) return false;
  if (node.declarations.some((declaration) => isGenerated(declaration.name))) return false;
  return (node.flags & ts.NodeFlags.BlockScoped) === 0;
}

/** Whether TypeScript's own transformers made up the name, whose text they choose when printing. */
export function isGenerated(name: ts.Node): boolean {
  return (name as { emitNode?: { autoGenerate?: object } }).emitNode?.autoGenerate !== undefined;
}

type NamedMember = ts.Node & { name: ts.PropertyName };

/** Whether a node has a name that is no variable. */
export function isNamedMember(node: ts.Node): node is NamedMember {
  return (
    ts.isPropertyAssignment(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isGetAccessorDeclaration(node) ||
    ts.isSetAccessorDeclaration(node)
  );
}
