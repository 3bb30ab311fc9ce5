import { isBuiltin } from "node:module";
import ts from "#typescript";
import { codeFrame } from "./code-frame.ts";
import { brokenSources } from "./evaluator-broken-sources.ts";
import type { KnownNames } from "./evaluator-known-names.ts";
import { capturedNames } from "./evaluator-loops.ts";
import { runtimeName } from "./evaluator-made-up.ts";
import {
  declaredNames,
  exportedNames,
  importedSpecifiers,
  importsComputed,
  type NameKind,
  usedNames,
  valueImports,
} from "./evaluator-names.ts";
import { type Narrowing, narrowingOf } from "./evaluator-narrowing.ts";
import { withoutCellPaths } from "./evaluator-paths.ts";
import { type ScriptNames, scriptTransformers } from "./evaluator-script.ts";
import { type CellService, isCellSpecifier, syntaxFaults } from "./evaluator-service.ts";
import type { SessionOutput } from "./session.ts";
import type { CompiledCell } from "./session-messages.ts";

export type Compiled =
  | ({ status: "compiled" } & CompiledCell)
  | { status: "refused"; output: SessionOutput };

/** When types are checked: before a cell runs, which it does only when it is sound, or beside. */
export type CheckMode = "first" | "beside";

export interface CellCompiler {
  /** Makes a cell's names known and, in the mode "first", refuses one whose types are wrong. */
  compile(id: number, label: string, code: string): Compiled;
  /** Installed packages that a cell needs before its first statement. */
  packagesOf(code: string): string[];
  /**
   * Checks the oldest cell that was compiled without; undefined when there is none. The text says
   * what is wrong with it, if anything.
   */
  reviewNext(): { id: number; text: string } | undefined;
  /** A compiled cell did not come to its end. */
  abandon(id: number): void;
}

const MAXIMUM_FAULTS = 10;
/** A variable whose type evolves (`let x; const rows = [];`) is `any` in later cells. */
const EVOLVING_TYPE_CODES = new Set([7005, 7034]);

/**
 * A compiler for the cells of one notebook: each cell is a virtual module in the notebook's folder.
 *
 * @param known          the names of the cells; those of each sound cell are added
 * @param reservedNames  names of the global object that a cell's variables must not replace
 * @param clean          takes absolute paths out of a message
 * @param mode           when types are checked
 */
export function createCellCompiler(
  service: CellService,
  known: KnownNames,
  reservedNames: ReadonlySet<string>,
  clean: (text: string) => string,
  mode: CheckMode,
): CellCompiler {
  /** Names that some function of some cell refers to. */
  const captured = new Set<string>();

  /** Faults of a text, counted from where the user's code begins in it. */
  const check = (text: string, start = 0): readonly ts.Diagnostic[] => {
    service.open(text);
    return service.language
      .getSemanticDiagnostics(service.draft)
      .filter(
        ({ category, code }) =>
          category === ts.DiagnosticCategory.Error && !EVOLVING_TYPE_CODES.has(code),
      )
      .map((fault) => ({ ...fault, start: Math.max(0, (fault.start ?? 0) - start) }));
  };
  check("export {};");
  const broken = () =>
    brokenSources(service.language.getProgram() as ts.Program, service.directory);

  /** What a cell means, as far as its own text and the names of earlier cells tell. */
  const read = (id: number, label: string, code: string): CellText => {
    const file = service.fileOf(id);
    const alone = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true);
    const declared = declaredNames(alone);
    const exported = exportedNames(alone);
    const used = [...usedNames(alone)].filter((name) => !declared.has(name));
    const own = [...declared.keys()].filter((name) => !exported.has(name));
    const { assertions, declarations } = known.narrowed(used);
    const exports = `export { ${own.join(", ")} };`;
    const trailer = [...known.trailer(used, declared), ...declarations, exports];
    return {
      file,
      label,
      code,
      alone,
      declared,
      used,
      prelude: assertions.map((assertion) => `${assertion}\n`).join(""),
      text: `${code}\n${trailer.join(" ")}\n`,
    };
  };

  const refusal = (cell: CellText, ename: string, faults: readonly ts.Diagnostic[]) => {
    // Types of a source that cannot be read are guesses: their faults are likely the source's.
    const sources = ename === "TypeScriptError" ? broken() : [];
    const text = (message: string | ts.DiagnosticMessageChain) =>
      clean(withoutCellPaths(ts.flattenDiagnosticMessageText(message, "\n")));
    const output = faultOutput(ename, cell.label, cell.code, cell.alone, faults, text);
    for (const { place, file, faults } of sources) {
      const { traceback } = faultOutput("SyntaxError", place, file.text, file, faults, text);
      output.traceback.push(...traceback);
    }
    return output;
  };

  /** Faults of a cell in the light of the earlier ones, and the text that has the fewest. */
  const review = ({ prelude, text }: CellText) => {
    const checked = prelude + text;
    const faults = check(checked, prelude.length);
    // What the cells before have narrowed helps; where it hinders, the declared types count: a
    // parameter `let mode: "fast" | "slow" = "fast"` may be compared with "slow".
    if (faults.length === 0 || prelude === "" || check(text).length > 0) return { faults, checked };
    return { faults: [], checked: text };
  };

  /** What the emitted script has to know of names, and what runs beside it. */
  const prepare = ({ alone, declared, used }: CellText) => {
    for (const name of capturedNames(alone)) captured.add(name);
    const kindOf = (name: string) => declared.get(name) ?? known.kindOf(name);
    const rename = (name: string) => (kindOf(name) ? runtimeName(name, reservedNames) : name);
    const script: ScriptNames = {
      isCell: isCellSpecifier,
      rename,
      isPrivate: (name) => !captured.has(name) && ["let", "const"].includes(kindOf(name) ?? ""),
    };
    const declares = [...declared.keys()].map(rename);
    const uses = used.filter((name) => known.kindOf(name)).map(rename);
    return { script, names: { declares, uses } };
  };

  const compileChecked = (cell: CellText): Compiled => {
    const { file, label, code, alone, declared, used, text } = cell;
    const { faults, checked } = review(cell);
    if (faults.length > 0) {
      return { status: "refused", output: refusal(cell, "TypeScriptError", faults) };
    }
    const narrowing = endOf(service);
    const importsLocal = service.importsLocal() || importsComputed(alone);
    const { script, names } = prepare(cell);
    service.open(text);
    const emitted = emit(service, code.length, script);
    service.keep(file, checked);
    known.add(file, label, { declared, used, narrowing });
    return { status: "compiled", file, names, importsLocal, ...emitted };
  };

  const compileUnchecked = (cell: CellText): Compiled => {
    const { file, label, code, alone, declared, used, text } = cell;
    const { script, names } = prepare(cell);
    const emitted = transpile(text, file, code.length, script, service.options);
    service.keep(file, text);
    known.add(file, label, { declared, used, narrowing: NO_NARROWING });
    const importsLocal = importsComputed(alone) || importedSpecifiers(alone).some(mayBeLocal);
    return { status: "compiled", file, names, importsLocal, ...emitted };
  };

  const unchecked: { id: number; cell: CellText }[] = [];
  return {
    compile(id, label, code) {
      const cell = read(id, label, code);
      const syntax = syntaxFaults(cell.alone);
      if (syntax.length > 0) {
        return { status: "refused", output: refusal(cell, "SyntaxError", syntax) };
      }
      if (mode === "first") return compileChecked(cell);
      unchecked.push({ id, cell });
      return compileUnchecked(cell);
    },
    packagesOf(code) {
      if (!/\bimport\b/.test(code)) return [];
      const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022);
      return valueImports(file).filter((name) => !isPath(name) && !isBuiltin(name));
    },
    reviewNext() {
      const next = unchecked.shift();
      if (!next) return undefined;
      const { faults } = review(next.cell);
      const output = faults.length > 0 && refusal(next.cell, "TypeScriptError", faults);
      return { id: next.id, text: output ? `${output.traceback.join("\n")}\n` : "" };
    },
    abandon: (id) => known.withdrawNarrowing(service.fileOf(id)),
  };
}

/** A cell as it was read. */
interface CellText {
  readonly file: string;
  readonly label: string;
  readonly code: string;
  /** The code, parsed by itself. */
  readonly alone: ts.SourceFile;
  readonly declared: ReadonlyMap<string, NameKind>;
  readonly used: readonly string[];
  /** What earlier cells narrowed, as statements for its beginning. */
  readonly prelude: string;
  /** The code and the statements that give it the names of earlier cells. */
  readonly text: string;
}

const NO_NARROWING: Narrowing = { plain: new Map(), newly: new Set(), still: new Set() };

/** Whether an import may mean something other than an installed package. */
function mayBeLocal(specifier: string): boolean {
  return isPath(specifier) || specifier === "damlab";
}

function isPath(specifier: string): boolean {
  return /^(\.|\/|file:)/.test(specifier);
}

function endOf({ language, draft }: CellService): Narrowing {
  const program = language.getProgram() as ts.Program;
  return narrowingOf(program.getSourceFile(draft) as ts.SourceFile, program.getTypeChecker());
}

/** Emits a cell by its text alone. */
function transpile(
  text: string,
  fileName: string,
  userLength: number,
  names: ScriptNames,
  options: ts.CompilerOptions,
): { js: string; map: string } {
  const { outputText, sourceMapText = "" } = ts.transpileModule(text, {
    fileName,
    compilerOptions: options,
    transformers: scriptTransformers(userLength, names),
  });
  return { js: withoutMapComment(outputText), map: sourceMapText };
}

function withoutMapComment(js: string): string {
  return js.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
}

function emit(
  { language, draft }: CellService,
  userLength: number,
  names: ScriptNames,
): { js: string; map: string } {
  const program = language.getProgram() as ts.Program;
  const emitted = { js: "", map: "" };
  program.emit(
    program.getSourceFile(draft),
    (name, text) => {
      if (name.endsWith(".map")) emitted.map = text;
      else emitted.js = withoutMapComment(text);
    },
    undefined,
    false,
    scriptTransformers(userLength, names),
  );
  return emitted;
}

function faultOutput(
  ename: string,
  label: string,
  code: string,
  file: ts.SourceFile,
  faults: readonly ts.Diagnostic[],
  textOf: (message: string | ts.DiagnosticMessageChain) => string,
): SessionOutput & { output_type: "error" } {
  const lines: string[] = [];
  let evalue = "";
  for (const fault of faults.slice(0, MAXIMUM_FAULTS)) {
    const position = Math.min(fault.start ?? 0, code.length);
    const { line, character } = file.getLineAndCharacterOfPosition(position);
    const place = `${label}:${line + 1}:${character + 1}`;
    // the compiler keeps what helps most, such as the name of a missing argument, beside the message
    const notes = (fault.relatedInformation ?? []).map(({ messageText }) => messageText);
    const text = [fault.messageText, ...notes].map(textOf).join("\n");
    evalue ||= `${place} ${text.replaceAll("\n", " ")} (TS${fault.code})`;
    lines.push(
      `${ename} at ${place} (TS${fault.code}): ${text}`,
      ...codeFrame(code, line + 1, character + 1),
    );
  }
  const more = faults.length - MAXIMUM_FAULTS;
  if (more > 0) lines.push(`... and ${more} more`);
  return { output_type: "error", ename, evalue, traceback: lines.flatMap((l) => l.split("\n")) };
}
