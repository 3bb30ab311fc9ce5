import ts from "#typescript";
import { codeFrame } from "./code-frame.ts";
import { brokenSources } from "./evaluator-broken-sources.ts";
import type { KnownNames } from "./evaluator-known-names.ts";
import { capturedNames } from "./evaluator-loops.ts";
import { runtimeName } from "./evaluator-made-up.ts";
import { declaredNames, exportedNames, usedNames } from "./evaluator-names.ts";
import { type Narrowing, narrowingOf } from "./evaluator-narrowing.ts";
import { withoutCellPaths } from "./evaluator-paths.ts";
import { type ScriptNames, scriptTransformers } from "./evaluator-script.ts";
import { type CellService, isCellSpecifier, syntaxFaults } from "./evaluator-service.ts";
import type { SessionOutput } from "./session.ts";
import type { CompiledCell } from "./session-messages.ts";

export type Compiled =
  | ({ status: "compiled" } & CompiledCell)
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

  return {
    compile(id, label, code) {
      const file = service.fileOf(id);
      const alone = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true);
      const refuse = (ename: string, faults: readonly ts.Diagnostic[]): Compiled => {
        // Types of a source that cannot be read are guesses: their faults are likely the source's.
        const sources = ename === "TypeScriptError" ? broken() : [];
        const text = (message: string | ts.DiagnosticMessageChain) =>
          clean(withoutCellPaths(ts.flattenDiagnosticMessageText(message, "\n")));
        const output = faultOutput(ename, label, code, alone, faults, text);
        for (const { place, file, faults } of sources) {
          const { traceback } = faultOutput("SyntaxError", place, file.text, file, faults, text);
          output.traceback.push(...traceback);
        }
        return { status: "refused", output };
      };
      const syntax = syntaxFaults(alone);
      if (syntax.length > 0) return refuse("SyntaxError", syntax);

      const declared = declaredNames(alone);
      const exported = exportedNames(alone);
      const used = [...usedNames(alone)].filter((name) => !declared.has(name));
      const own = [...declared.keys()].filter((name) => !exported.has(name));
      const { assertions, declarations } = known.narrowed(used);
      const prelude = assertions.map((assertion) => `${assertion}\n`).join("");
      const exports = `export { ${own.join(", ")} };`;
      const trailer = [...known.trailer(used, declared), ...declarations, exports];
      const text = `${code}\n${trailer.join(" ")}\n`;
      let checked = prelude + text;
      let faults = check(checked, prelude.length);
      // What the cells before have narrowed helps; where it hinders, the declared types count: a
      // parameter `let mode: "fast" | "slow" = "fast"` may be compared with "slow".
      if (faults.length > 0 && prelude !== "" && check(text).length === 0) {
        faults = [];
        checked = text;
      }
      if (faults.length > 0) return refuse("TypeScriptError", faults);
      const narrowing = endOf(service);

      for (const name of capturedNames(alone)) captured.add(name);
      const kindOf = (name: string) => declared.get(name) ?? known.kindOf(name);
      const rename = (name: string) => (kindOf(name) ? runtimeName(name, reservedNames) : name);
      const names = {
        declares: [...declared.keys()].map(rename),
        uses: used.filter((name) => known.kindOf(name)).map(rename),
      };
      service.open(text);
      const emitted = emit(service, code.length, {
        isCell: isCellSpecifier,
        rename,
        isPrivate: (name) => !captured.has(name) && ["let", "const"].includes(kindOf(name) ?? ""),
      });
      service.keep(file, checked);
      known.add(file, label, { declared, used, narrowing });
      return { status: "compiled", file, names, ...emitted };
    },
    abandon: (id) => known.withdrawNarrowing(service.fileOf(id)),
  };
}

function endOf({ language, draft }: CellService): Narrowing {
  const program = language.getProgram() as ts.Program;
  return narrowingOf(program.getSourceFile(draft) as ts.SourceFile, program.getTypeChecker());
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
