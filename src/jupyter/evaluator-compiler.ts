import ts from "#typescript";
import { codeFrame } from "./code-frame.ts";
import type { KnownNames } from "./evaluator-known-names.ts";
import { capturedNames } from "./evaluator-loops.ts";
import { runtimeName } from "./evaluator-made-up.ts";
import { declaredNames, exportedNames, usedNames } from "./evaluator-names.ts";
import { ASSERTS, narrowedNames } from "./evaluator-narrowing.ts";
import { withoutCellPaths } from "./evaluator-paths.ts";
import { type ScriptNames, scriptTransformers } from "./evaluator-script.ts";
import { type CellService, isCellSpecifier, syntaxFaults } from "./evaluator-service.ts";
import type { SessionOutput } from "./session.ts";

export type Compiled =
  | { status: "compiled"; file: string; js: string; map: string }
  | { status: "refused"; output: SessionOutput };

export interface CellCompiler {
  /** Checks a cell against all earlier ones and, when it is sound, makes its names known. */
  compile(id: number, label: string, code: string): Compiled;
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
 */
export function createCellCompiler(
  service: CellService,
  known: KnownNames,
  reservedNames: ReadonlySet<string>,
  clean: (text: string) => string,
): CellCompiler {
  /** Names that some function of some cell refers to. */
  const captured = new Set<string>();

  /** Faults of a text, counted from where the user's code begins in it. */
  const check = (file: string, text: string, start = 0): readonly ts.Diagnostic[] => {
    service.open(file, text);
    return service.language
      .getSemanticDiagnostics(file)
      .filter(
        ({ category, code }) =>
          category === ts.DiagnosticCategory.Error && !EVOLVING_TYPE_CODES.has(code),
      )
      .map((fault) => ({ ...fault, start: Math.max(0, (fault.start ?? 0) - start) }));
  };
  check(service.fileOf(0), "export {};");

  return {
    compile(id, label, code) {
      const file = service.fileOf(id);
      const alone = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true);
      const refuse = (ename: string, faults: readonly ts.Diagnostic[]): Compiled => {
        service.forget(file);
        const text = (message: string | ts.DiagnosticMessageChain) =>
          clean(withoutCellPaths(ts.flattenDiagnosticMessageText(message, "\n")));
        const output = faultOutput(ename, label, code, alone, faults, text);
        return { status: "refused", output };
      };
      const syntax = syntaxFaults(alone);
      if (syntax.length > 0) return refuse("SyntaxError", syntax);

      const declared = declaredNames(alone);
      const exported = exportedNames(alone);
      const used = [...usedNames(alone)].filter((name) => !declared.has(name));
      const own = [...declared.keys()].filter((name) => !exported.has(name));
      const assertions = known.assertions(used);
      const prelude = assertions.map((assertion) => `${assertion}\n`).join("");
      const trailer = [...known.trailer(used, declared), `export { ${own.join(", ")} };`];
      if (prelude !== "") trailer.push(ASSERTS);
      const text = `${code}\n${trailer.join(" ")}\n`;
      let checked = prelude + text;
      let faults = check(file, checked, prelude.length);
      // What the cells before have narrowed helps; where it hinders, the declared types count: a
      // parameter `let mode: "fast" | "slow" = "fast"` may be compared with "slow".
      if (faults.length > 0 && prelude !== "" && check(file, text).length === 0) {
        faults = [];
        checked = text;
      }
      if (faults.length > 0) return refuse("TypeScriptError", faults);
      const narrowed = narrowedIn(service.language, file);

      for (const name of capturedNames(alone)) captured.add(name);
      const kindOf = (name: string) => declared.get(name) ?? known.kindOf(name);
      service.open(file, text);
      const emitted = emit(service.language, file, code.length, {
        isCell: isCellSpecifier,
        rename: (name) => (kindOf(name) ? runtimeName(name, reservedNames) : name),
        isPrivate: (name) => !captured.has(name) && ["let", "const"].includes(kindOf(name) ?? ""),
      });
      service.open(file, checked);
      known.add(file, label, { declared, used, narrowed });
      return { status: "compiled", file, ...emitted };
    },
    abandon: (id) => known.withdrawNarrowing(service.fileOf(id)),
  };
}

function narrowedIn(service: ts.LanguageService, file: string): Set<string> {
  const program = service.getProgram() as ts.Program;
  return narrowedNames(program.getSourceFile(file) as ts.SourceFile, program.getTypeChecker());
}

function emit(
  service: ts.LanguageService,
  file: string,
  userLength: number,
  names: ScriptNames,
): { js: string; map: string } {
  const program = service.getProgram() as ts.Program;
  const emitted = { js: "", map: "" };
  program.emit(
    program.getSourceFile(file),
    (name, text) => {
      if (name.endsWith(".map")) emitted.map = text;
      else emitted.js = text.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
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
): SessionOutput {
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
