import ts from "#typescript";
import { syntaxFaults } from "./evaluator-service.ts";
import type { Completeness } from "./session-queries.ts";

const STEP = "  ";
/** Faults of literals that end with their line: no further line mends them. */
const ENDS_WITH_LINE = new Set([
  1002, // unterminated string
  1161, // unterminated regular expression
]);
/** Faults of text in which an indent would be more text. */
const OPEN_TEXT = new Set([
  1002, // unterminated string
  1010, // unterminated comment
  1126, // end of text after a backslash
  1160, // unterminated template
]);
/** Faults in the midst of an expression, a type or a member. */
const UNFINISHED = new Set([1003, 1109, 1110]);

const { SyntaxKind } = ts;
const OPENING = new Set([
  SyntaxKind.OpenBraceToken,
  SyntaxKind.OpenParenToken,
  SyntaxKind.OpenBracketToken,
  SyntaxKind.TemplateHead,
]);
const CLOSING = new Set([
  SyntaxKind.CloseBraceToken,
  SyntaxKind.CloseParenToken,
  SyntaxKind.CloseBracketToken,
  SyntaxKind.TemplateTail,
]);
/** The parser takes these for the end of a declaration. */
const LEADS_ON = new Set([
  SyntaxKind.CommaToken,
  SyntaxKind.ConstKeyword,
  SyntaxKind.LetKeyword,
  SyntaxKind.VarKeyword,
]);

/**
 * Whether code can run as it is, or its author has to go on, or to correct it.
 *
 * Code is incomplete when its only faults are at its end. A string that is left open is invalid,
 * because a further line does not close it, unless its line ends with a backslash.
 */
export function isComplete(code: string): Completeness {
  const options = {
    languageVersion: ts.ScriptTarget.ES2022,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  };
  const file = ts.createSourceFile("code.ts", code, options, true);
  const faults = syntaxFaults(file);
  const end = file.endOfFileToken.pos;
  const isContinued = code.trimEnd().endsWith("\\");
  const isMendable = ({ code: number, start = 0 }: ts.Diagnostic) =>
    start >= end && (isContinued || !ENDS_WITH_LINE.has(number));
  if (!faults.every(isMendable)) return { status: "invalid" };
  const tokens = tokensOf(file);
  const last = tokens.at(-1);
  const leadsOn = last !== undefined && LEADS_ON.has(last.kind);
  if (faults.length === 0 && !leadsOn && !lacksBody(file)) return { status: "complete" };
  return { status: "incomplete", indent: nextIndent(file, tokens, faults) };
}

/** `function f()` may be an overload, whose implementation has to follow. */
function lacksBody(file: ts.SourceFile): boolean {
  const last = file.statements.at(-1);
  if (!last || !ts.isFunctionDeclaration(last) || last.body) return false;
  return !last.modifiers?.some(({ kind }) => kind === SyntaxKind.DeclareKeyword);
}

function nextIndent(
  file: ts.SourceFile,
  tokens: ts.Node[],
  faults: readonly ts.Diagnostic[],
): string {
  if (faults.some(({ code }) => OPEN_TEXT.has(code))) return "";
  const open: ts.Node[] = [];
  for (const token of tokens) {
    if (OPENING.has(token.kind)) open.push(token);
    else if (CLOSING.has(token.kind)) open.pop();
  }
  const innermost = open.at(-1);
  const inside = innermost ? indentAt(file, innermost.getStart(file)) + STEP : "";
  const last = tokens.at(-1);
  if (!last || last === innermost || last.kind === SyntaxKind.CommaToken) return inside;
  return UNFINISHED.has(faults[0]?.code ?? 0) ? inside + STEP : inside;
}

function indentAt(file: ts.SourceFile, position: number): string {
  const line = file.text.slice(file.text.lastIndexOf("\n", position) + 1, position);
  return /^\s*/.exec(line)?.[0] ?? "";
}

/** The tokens of a file in their order, without those that the parser made up. */
function tokensOf(file: ts.SourceFile): ts.Node[] {
  const tokens: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(file);
    if (children.length > 0) children.forEach(visit);
    else if (node.getStart(file) < node.end) tokens.push(node);
  };
  visit(file);
  return tokens;
}
