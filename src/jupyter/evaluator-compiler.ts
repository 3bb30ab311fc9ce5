import { join } from "node:path";
import ts from "typescript";
import { codeFrame } from "./code-frame.ts";
import { cellCompilerOptions } from "./compiler-options.ts";
import { brokenSources } from "./evaluator-broken-sources.ts";
import { COMMENTS, cellHost } from "./evaluator-host.ts";
import { capturedNames } from "./evaluator-loops.ts";
import { MADE_UP } from "./evaluator-made-up.ts";
import { declaredNames, exportedNames, type NameKind, usedNames } from "./evaluator-names.ts";
import { type ScriptNames, scriptTransformers } from "./evaluator-script.ts";
import type { SessionOutput } from "./session.ts";
import type { CompiledCell } from "./session-messages.ts";

export type Compiled =
  | ({ status: "compiled" } & CompiledCell)
  | { status: "refused"; output: SessionOutput };

export interface CellCompiler {
  /** Checks a cell against all earlier ones and, when it is sound, makes its names known. */
  compile(id: number, label: string, code: string): Compiled;
}

const CELL = ".cell-";
const MAXIMUM_FAULTS = 10;
/** A variable whose type evolves (`let x; const rows = [];`) is `any` in later cells. */
const EVOLVING_TYPE_CODES = new Set([7005, 7034]);

/**
 * A compiler for the cells of one notebook: each cell is a virtual module in the notebook's folder.
 *
 * @param directory      absolute folder of the notebook
 * @param reservedNames  names of the global object that a cell's variables must not replace
 * @param clean          takes absolute paths out of a message
 */
export function createCellCompiler(
  directory: string,
  reservedNames: ReadonlySet<string>,
  clean: (text: string) => string,
): CellCompiler {
  const options = cellCompilerOptions(directory);
  const cells = new Map<string, string>();
  const known = new Map<string, { cell: string; kind: NameKind }>();
  /** Names that some function of some cell refers to. */
  const captured = new Set<string>();
  let current: string[] = [];
  const host = cellHost(directory, options, cells, () => current);
  const registry = ts.createDocumentRegistry(undefined, directory, COMMENTS);
  const service = ts.createLanguageService(host, registry);
  const fileOf = (id: number) => join(directory, `${CELL}${id}.ts`);

  const check = (file: string, code: string): readonly ts.Diagnostic[] => {
    cells.set(file, code);
    current = [file];
    return service
      .getSemanticDiagnostics(file)
      .filter(
        ({ category, code }) =>
          category === ts.DiagnosticCategory.Error && !EVOLVING_TYPE_CODES.has(code),
      );
  };
  check(fileOf(0), "export {};");
  const broken = () => brokenSources(service.getProgram() as ts.Program, directory);

  return {
    compile(id, label, code) {
      const file = fileOf(id);
      const alone = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true);
      const refuse = (ename: string, faults: readonly ts.Diagnostic[]): Compiled => {
        // Types of a source that cannot be read are guesses: their faults are likely the source's.
        const sources = ename === "TypeScriptError" ? broken() : [];
        cells.delete(file);
        const text = (message: string | ts.DiagnosticMessageChain) =>
          clean(withoutCellPaths(ts.flattenDiagnosticMessageText(message, "\n")));
        const output = faultOutput(ename, label, code, alone, faults, text);
        for (const { place, file, faults } of sources) {
          const { traceback } = faultOutput("SyntaxError", place, file.text, file, faults, text);
          output.traceback.push(...traceback);
        }
        return { status: "refused", output };
      };
      const syntax = (alone as unknown as { parseDiagnostics: ts.Diagnostic[] }).parseDiagnostics;
      if (syntax.length > 0) return refuse("SyntaxError", syntax);

      const declared = declaredNames(alone);
      const exported = exportedNames(alone);
      const trailer: string[] = [];
      for (const name of usedNames(alone)) {
        const earlier = known.get(name);
        if (!earlier || declared.has(name)) continue;
        const { cell, kind } = earlier;
        trailer.push(
          kind === "alias"
            ? `import { ${name} } from "./${cell}";`
            : `declare ${kind} ${name}: typeof import("./${cell}").${name};`,
        );
      }
      const own = [...declared.keys()].filter((name) => !exported.has(name));
      trailer.push(`export { ${own.join(", ")} };`);
      const faults = check(file, `${code}\n${trailer.join(" ")}\n`);
      if (faults.length > 0) return refuse("TypeScriptError", faults);

      for (const name of capturedNames(alone)) captured.add(name);
      const kindOf = (name: string) => declared.get(name) ?? known.get(name)?.kind;
      const rename = (name: string) =>
        reservedNames.has(name) && kindOf(name) ? name + MADE_UP : name;
      const uses = [...usedNames(alone)].filter((name) => known.has(name) && !declared.has(name));
      const names = { declares: [...declared.keys()].map(rename), uses: uses.map(rename) };
      const emitted = emit(service, file, code.length, {
        isCell: (specifier) => specifier.startsWith(`./${CELL}`),
        rename,
        isPrivate: (name) => !captured.has(name) && ["let", "const"].includes(kindOf(name) ?? ""),
      });
      for (const [name, kind] of declared) known.set(name, { cell: `${CELL}${id}`, kind });
      return { status: "compiled", file, names, ...emitted };
    },
  };
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

/** Types of earlier cells are printed as `import("/folder/.cell-1").Name`. */
function withoutCellPaths(text: string): string {
  return text
    .replace(/import\("[^"]*\.cell-\d+"\)\./g, "")
    .replace(/import\("[^"]*\/([^"/]+)"\)/g, 'import("$1")');
}
