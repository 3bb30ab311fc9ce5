import ts from "#typescript";

export interface Documentation {
  /** What a declaration says about itself, in Markdown. */
  readonly text: string;
  readonly tags: readonly { readonly name: string; readonly text: string }[];
}

/**
 * The documentation of a declaration, or undefined.
 *
 * Files are parsed without comments, for speed. The comment before a declaration is parsed here,
 * alone, when somebody asks for it.
 */
export function documentationOf(declaration: ts.Node): Documentation | undefined {
  const file = declaration.getSourceFile();
  const comment = commentBefore(documentedNode(declaration), file);
  if (comment === undefined) return undefined;
  const options = {
    languageVersion: ts.ScriptTarget.ES2022,
    jsDocParsingMode: ts.JSDocParsingMode.ParseAll,
  };
  const parsed = ts.createSourceFile("comment.ts", `${comment}\nlet it;`, options, true);
  const parts = ts.getJSDocCommentsAndTags(parsed.statements[0] as ts.Statement);
  const jsDoc = parts.find(ts.isJSDoc);
  if (!jsDoc) return undefined;
  const tags = (jsDoc.tags ?? []).map((tag) => ({ name: tag.tagName.text, text: tagText(tag) }));
  return { text: commentText(jsDoc.comment), tags };
}

function commentBefore(node: ts.Node, file: ts.SourceFile): string | undefined {
  const { text } = file;
  const start = node.getStart(file);
  // One on the line of the token before belongs to the node only when that is there too.
  const beside = ts.getTrailingCommentRanges(text, node.pos) ?? [];
  const isBesideNode = ({ end }: ts.CommentRange) => !text.slice(end, start).includes("\n");
  return [...beside.filter(isBesideNode), ...(ts.getLeadingCommentRanges(text, node.pos) ?? [])]
    .map((range) => text.slice(range.pos, range.end))
    .findLast((comment) => comment.startsWith("/**"));
}

/** The node before which a declaration's comment stands. */
function documentedNode(declaration: ts.Node): ts.Node {
  if (ts.isVariableDeclaration(declaration)) {
    const { parent } = declaration;
    return ts.isVariableDeclarationList(parent) ? parent.parent : parent;
  }
  return declaration;
}

function tagText(tag: ts.JSDocTag): string {
  const text = commentText(tag.comment);
  const named = ts.isJSDocParameterTag(tag) || ts.isJSDocPropertyTag(tag);
  if (!named) return text;
  const name = tag.name.getText();
  return [name, text.replace(/^\s*-\s*/, "")].filter((part) => part !== "").join(" — ");
}

function commentText(comment: ts.JSDocTag["comment"]): string {
  const text = ts.getTextOfJSDocComment(comment) ?? "";
  return text.replace(
    /\{@link(?:code|plain)?\s+([^\s|}]+)[\s|]*([^}]*)\}/g,
    (_, target, label) => label.trim() || target,
  );
}
