import ts from "#typescript";
import { withoutImports } from "./evaluator-paths.ts";
import { type Documentation, documentationOf } from "./language-documentation.ts";
import { type Draft, openDraft, original, type Workspace } from "./language-draft.ts";
import type { MimeBundle } from "./mime-bundle.ts";

const LINES_OF_DECLARATION = 10;

/**
 * What is known about the name under or before the cursor or, inside the parentheses of a call,
 * about the call: signature and documentation; undefined when there is nothing to say.
 *
 * @param cursor  in UTF-16 units
 * @param detail  1 adds where the name is declared, and the first lines of its declaration
 */
export function inspect(
  workspace: Workspace,
  code: string,
  cursor: number,
  detail: 0 | 1,
): MimeBundle | undefined {
  const draft = openDraft(workspace, code);
  const position = draft.start + Math.max(0, Math.min(cursor, code.length));
  const { language } = workspace.service;
  const quick = known(language.getQuickInfoAtPosition(draft.name, position));
  const help = quick ? undefined : language.getSignatureHelpItems(draft.name, position, {});
  const signature = quick
    ? withoutAlias(ts.displayPartsToString(quick.displayParts))
    : help && signatureHelp(help);
  if (signature === undefined) return undefined;
  const place =
    quick?.textSpan.start ??
    calleeStart(draft, (help as ts.SignatureHelpItems).applicableSpan.start);
  const declaration = place === undefined ? undefined : declarationAt(draft, place);
  return bundle({
    signature: workspace.clean(withoutImports(signature)),
    documentation: declaration && documentationOf(declaration),
    declared: detail === 1 && declaration ? whereDeclared(workspace, declaration) : undefined,
  });
}

/** Of a name that does not exist the service says that its type is any. */
function known(quick: ts.QuickInfo | undefined): ts.QuickInfo | undefined {
  const isUnknown = quick?.kind === "" && ts.displayPartsToString(quick.displayParts) === "any";
  return isUnknown ? undefined : quick;
}

/** What a name stands for says more than that it is imported. */
function withoutAlias(text: string): string {
  return text.replace(/^\(alias\) /, "").replace(/(.)\n(?:import|export) [^\n]*$/, "$1");
}

function signatureHelp({ items, selectedItemIndex }: ts.SignatureHelpItems): string {
  const first = items[selectedItemIndex] as ts.SignatureHelpItem;
  const others = items.filter((item) => item !== first);
  return [first, ...others].map(itemText).join("\n");
}

function itemText(item: ts.SignatureHelpItem): string {
  const text = ts.displayPartsToString;
  const parameters = item.parameters.map(({ displayParts }) => text(displayParts));
  const separator = text(item.separatorDisplayParts);
  return text(item.prefixDisplayParts) + parameters.join(separator) + text(item.suffixDisplayParts);
}

function nodeAt(file: ts.SourceFile, position: number): ts.Node {
  let node: ts.Node = file;
  for (;;) {
    const child = ts.forEachChild(node, (next) =>
      next.getStart(file) <= position && position < next.end ? next : undefined,
    );
    if (!child) return node;
    node = child;
  }
}

/** Start of the name of the function whose arguments begin at a position. */
function calleeStart({ file }: Draft, position: number): number | undefined {
  let callee: ts.Expression | undefined;
  const visit = (node: ts.Node): void => {
    if (node.pos > position || node.end < position) return;
    const isCall = ts.isCallExpression(node) || ts.isNewExpression(node);
    if (isCall && node.expression.end < position) callee = node.expression;
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (!callee) return undefined;
  return (ts.isPropertyAccessExpression(callee) ? callee.name : callee).getStart(file);
}

/** The declaration of the name at a position, of several the one that is meant or documented. */
function declarationAt({ file, checker }: Draft, position: number): ts.Node | undefined {
  const node = nodeAt(file, position);
  const symbol = expectedMember(node, checker) ?? checker.getSymbolAtLocation(node);
  if (!symbol) return undefined;
  const target = original(symbol, checker);
  const { parent } = node;
  const called = ts.isPropertyAccessExpression(parent) && parent.name === node ? parent : node;
  const call = called.parent;
  const isCalled =
    (ts.isCallExpression(call) || ts.isNewExpression(call)) && call.expression === called;
  const chosen = isCalled ? checker.getResolvedSignature(call)?.declaration : undefined;
  const all = target.declarations ?? [];
  const first = chosen ?? target.valueDeclaration ?? all[0];
  return [first, ...all].find((one) => one && documentationOf(one)) ?? first;
}

/** For the name of a member in an object literal: the member of the type that is expected there. */
function expectedMember(node: ts.Node, checker: ts.TypeChecker): ts.Symbol | undefined {
  const { parent } = node;
  if (!ts.isIdentifier(node) || !ts.isObjectLiteralElement(parent) || parent.name !== node) {
    return undefined;
  }
  const type = checker.getContextualType(parent.parent as ts.ObjectLiteralExpression);
  return type && checker.getPropertyOfType(checker.getNonNullableType(type), node.text);
}

function whereDeclared({ known, clean }: Workspace, declaration: ts.Node): Declared {
  const file = declaration.getSourceFile();
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const start = statement.getStart(file);
  const line = file.getLineAndCharacterOfPosition(start).line + 1;
  const label = known.labelOf(file.fileName);
  const lines = file.text.slice(start, statement.end).split("\n");
  const shown = lines.slice(0, LINES_OF_DECLARATION).join("\n");
  return {
    place: label === undefined ? `${clean(file.fileName)}:${line}` : `${label}:${line}`,
    text: lines.length > LINES_OF_DECLARATION ? `${shown}\n...` : shown,
  };
}

interface Declared {
  readonly place: string;
  readonly text: string;
}

interface Found {
  readonly signature: string;
  readonly documentation: Documentation | undefined;
  readonly declared: Declared | undefined;
}

function bundle({ signature, documentation, declared }: Found): MimeBundle {
  const { text = "", tags = [] } = documentation ?? {};
  const plain = [
    signature,
    text,
    tags.map((tag) => `@${tag.name} ${tag.text}`.trim()).join("\n"),
    declared && `Declared at ${declared.place}\n${declared.text}`,
  ];
  const markdown = [
    fence(signature),
    text,
    tags.map(markdownTag).join("  \n"),
    declared && `Declared at ${declared.place}\n\n${fence(declared.text)}`,
  ];
  const join = (parts: (string | undefined)[]) => parts.filter((part) => part).join("\n\n");
  return { "text/plain": join(plain), "text/markdown": join(markdown) };
}

function fence(code: string): string {
  return `\`\`\`ts\n${code}\n\`\`\``;
}

function markdownTag({ name, text }: { name: string; text: string }): string {
  const [, subject = "", rest = ""] = name === "param" ? (/^(\S+)([\s\S]*)$/.exec(text) ?? []) : [];
  const words = subject === "" ? text : `\`${subject}\`${rest}`;
  const isBlock = name === "example" && !words.includes("```");
  return `*@${name}*${isBlock ? `\n\n${fence(words)}` : words && ` ${words}`}`;
}
