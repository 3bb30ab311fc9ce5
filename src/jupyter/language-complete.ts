import ts from "#typescript";
import { MADE_UP } from "./evaluator-made-up.ts";
import { withoutImports } from "./evaluator-paths.ts";
import { documentationOf } from "./language-documentation.ts";
import { type Draft, openDraft, original, type Workspace } from "./language-draft.ts";
import type { Completion, CompletionMatch } from "./session-queries.ts";

const MAXIMUM_MATCHES = 300;
/** Of more names of cells the latest are offered. */
const MAXIMUM_NAMES = 150;
/** Types and documentation take time: the first matches get them, all but a few within a limit. */
const DETAILED = 30;
const ALWAYS_DETAILED = 5;
const DETAIL_MS = 20;
const MAXIMUM_SIGNATURE = 300;

/**
 * What may stand at the cursor: names of cells, members, parts of imports, literals, keywords; in
 * broken code too. The first matches carry their types and documentation.
 *
 * @param cursor  in UTF-16 units
 */
export function complete(workspace: Workspace, code: string, cursor: number): Completion {
  const at = Math.max(0, Math.min(cursor, code.length));
  const word = /[\p{ID_Continue}$\u200c\u200d]*$/u.exec(code.slice(0, at))?.[0] ?? "";
  const isMember = /(^|[^.])\.\s*$/.test(code.slice(0, at - word.length));
  const names = isMember ? [] : workspace.known.all().filter((name) => begins(name, word));
  const further = names.slice(-MAXIMUM_NAMES);
  const draft = openDraft(workspace, code, further);
  const found = workspace.service.language.getCompletionsAtPosition(draft.name, draft.start + at, {
    includeSymbol: true,
    includeCompletionsWithInsertText: true,
  });
  const entries = withOwnPackage(found?.entries ?? [], code.slice(0, at));
  const candidates = entries.flatMap((entry) => {
    const { insertText, replacementSpan: span } = entry;
    const start = span ? span.start - draft.start : at - word.length;
    const end = span && insertText === undefined ? start + span.length : at;
    const typed = insertText === undefined ? code.slice(start, at) : word;
    const isOfUser = !entry.name.includes(MADE_UP) && !isOfBrowser(entry);
    const isWanted = begins(entry.name, typed) && isOfUser;
    return isWanted ? [{ entry, start, end, isExact: entry.name.startsWith(typed) }] : [];
  });
  if (candidates.length === 0) return { matches: [], start: at, end: at };
  // Some replace the dot too, such as [Symbol.iterator]. All have to begin at one place.
  const start = Math.max(...candidates.map((candidate) => candidate.start));
  const end = Math.max(...candidates.map((candidate) => candidate.end));
  const kept = candidates
    .filter((candidate) => candidate.start === start)
    .sort(
      (a, b) =>
        compare(a.entry.sortText, b.entry.sortText) || Number(b.isExact) - Number(a.isExact),
    );
  const deadline = performance.now() + DETAIL_MS;
  const matches = kept.slice(0, MAXIMUM_MATCHES).map(({ entry, end: own }, index) => {
    const text = (entry.insertText ?? entry.name) + code.slice(own, end);
    const hasTime = index < DETAILED && performance.now() < deadline;
    const details = index < ALWAYS_DETAILED || hasTime ? detailsOf(entry, draft, workspace) : {};
    return { text, type: typeOf(entry, draft), ...details };
  });
  return { matches, start, end };
}

/** Every session can import this package, also where the service does not see it installed. */
function withOwnPackage(entries: ts.CompletionEntry[], codeBefore: string): ts.CompletionEntry[] {
  const isSpecifier = /\b(?:from|import)\s*\(?\s*["'][\w-]*$/.test(codeBefore);
  if (!isSpecifier || entries.some(({ name }) => name === "damlab")) return entries;
  const kind = ts.ScriptElementKind.externalModuleName;
  return [{ name: "damlab", kind, sortText: "00" }, ...entries];
}

function begins(name: string, typed: string): boolean {
  return name.slice(0, typed.length).toLowerCase() === typed.toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Cells are checked with the types of the web, most of whose names do not exist here. */
function isOfBrowser({ name, symbol }: ts.CompletionEntry): boolean {
  const declarations = symbol?.declarations ?? [];
  return (
    declarations.length > 0 &&
    declarations.every((one) => one.getSourceFile().fileName.endsWith("/lib.dom.d.ts")) &&
    declarations.some((one) => ts.isSourceFile(one.parent) || ts.isVariableDeclaration(one)) &&
    !(name in globalThis)
  );
}

function detailsOf(
  { symbol, kind }: ts.CompletionEntry,
  { checker, file }: Draft,
  { clean }: Workspace,
): Partial<CompletionMatch> {
  if (!symbol) return {};
  const target = original(symbol, checker);
  const documentation = target.declarations?.map(documentationOf).find((found) => found)?.text;
  const documented = documentation ? { documentation } : {};
  if ((target.flags & ts.SymbolFlags.Value) === 0) return documented;
  const type = checker.getTypeOfSymbolAtLocation(target, file);
  const [first, ...more] = checker.getSignaturesOfType(type, ts.SignatureKind.Call);
  const text = first ? checker.signatureToString(first, file) : checker.typeToString(type, file);
  const overloads = more.length > 0 ? ` (+${more.length} overloads)` : "";
  const signature = short(clean(withoutImports(text))) + overloads;
  const isFunction = first && (kind === "alias" || kind === "const" || kind === "let");
  return { ...(isFunction ? { type: "function" } : {}), signature, ...documented };
}

function short(text: string): string {
  return text.length > MAXIMUM_SIGNATURE ? `${text.slice(0, MAXIMUM_SIGNATURE - 1)}…` : text;
}

/** Kinds of the language service, in the words that front ends know. */
const TYPES: Record<string, string> = {
  const: "variable",
  let: "variable",
  var: "variable",
  "local var": "variable",
  parameter: "param",
  getter: "property",
  setter: "property",
  "enum member": "property",
  "local function": "function",
  "local class": "class",
  "primitive type": "keyword",
  "type parameter": "type",
  script: "path",
  directory: "path",
  "external module name": "module",
  string: "literal",
};

const MEANINGS: [flags: ts.SymbolFlags, type: string][] = [
  [ts.SymbolFlags.Class, "class"],
  [ts.SymbolFlags.Function, "function"],
  [ts.SymbolFlags.Enum, "enum"],
  [ts.SymbolFlags.Variable, "variable"],
  [ts.SymbolFlags.Module, "module"],
  [ts.SymbolFlags.Interface, "interface"],
  [ts.SymbolFlags.TypeAlias, "type"],
];

function typeOf({ kind, symbol }: ts.CompletionEntry, { checker }: Draft): string {
  if (kind !== "alias" || !symbol) return TYPES[kind] ?? kind;
  const { flags } = original(symbol, checker);
  return MEANINGS.find(([flag]) => flags & flag)?.[1] ?? "variable";
}
