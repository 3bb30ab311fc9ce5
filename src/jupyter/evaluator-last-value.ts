import ts from "#typescript";
import { isAssignment } from "./evaluator-loops.ts";

/**
 * Makes the last expression statement of a cell its returned value, unless it changes a variable.
 *
 * @param userLength  length of the user's text in the file
 */
export function returnLastValue(file: ts.SourceFile, userLength: number): ts.SourceFile {
  const statements = [...file.statements];
  const index = statements.findLastIndex((statement) => statement.getStart(file) < userLength);
  const last = statements[index];
  if (!last || !ts.isExpressionStatement(last) || isChange(last.expression)) return file;
  const returned = ts.factory.createReturnStatement(last.expression);
  statements[index] = ts.setTextRange(returned, last);
  return ts.factory.updateSourceFile(file, statements);
}

function isChange(expression: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(expression)) return isChange(expression.expression);
  if (ts.isPostfixUnaryExpression(expression)) return true;
  if (!ts.isPrefixUnaryExpression(expression)) return isAssignment(expression);
  const { operator } = expression;
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}
