import ts from "#typescript";
import { escapeHtml } from "./report-html.ts";

/** Lines of a cell that are always seen; a few more do not make it long. */
const SHOWN_LINES = 30;
const FEW_MORE = 6;

/**
 * The source of a cell as HTML; of a long one the first lines, and a switch that shows the others; of a
 * blank one nothing.
 */
export function codeToHtml(source: string): string {
  if (source.trim() === "") return "";
  const code = `<pre class="source"><code>${highlight(source)}</code></pre>`;
  const lines = source.trimEnd().split("\n").length;
  if (lines <= SHOWN_LINES + FEW_MORE) return code;
  return (
    `<div class="long" style="--shown: ${SHOWN_LINES}">${code}` +
    `<label><input type="checkbox" autocomplete="off"> all ${lines} lines</label></div>`
  );
}

/** TypeScript source as HTML: spans of class `k` (keyword), `s` (text), `n` (number), `c` (comment). */
export function highlight(source: string): string {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, true);
  let html = "";
  let at = 0;
  const span = (kind: string, text: string) =>
    kind === "" ? escapeHtml(text) : `<span class="${kind}">${escapeHtml(text)}</span>`;
  const visit = (node: ts.Node): void => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode)
      return;
    const children = node.getChildren(file);
    if (children.length > 0) {
      for (const child of children) visit(child);
      return;
    }
    const start = node.getStart(file);
    const between = source.slice(at, start);
    html += span(between.trim() === "" ? "" : "c", between);
    html += span(kindOf(node), source.slice(start, node.end));
    at = node.end;
  };
  visit(file);
  return html;
}

function kindOf({ kind }: ts.Node): string {
  if (kind >= ts.SyntaxKind.FirstKeyword && kind <= ts.SyntaxKind.LastKeyword) return "k";
  if (kind === ts.SyntaxKind.NumericLiteral || kind === ts.SyntaxKind.BigIntLiteral) return "n";
  const isText =
    kind === ts.SyntaxKind.StringLiteral ||
    kind === ts.SyntaxKind.RegularExpressionLiteral ||
    (kind >= ts.SyntaxKind.FirstTemplateToken && kind <= ts.SyntaxKind.LastTemplateToken);
  return isText ? "s" : "";
}
