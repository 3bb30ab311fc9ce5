import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "#typescript";
import { fileStamp } from "./file-stamp.ts";

/** What a notebook takes from the tsconfig.json of its project. */
export interface UserConfig {
  /** The options that count for cells; none when the file is missing or broken. */
  readonly options: ts.CompilerOptions;
  /** The first fault, with the place; empty when there is none. */
  readonly fault: string;
  /**
   * Absolute files that decide the options, those that might appear and do so included, each with
   * its stamp when it was read.
   */
  readonly files: ReadonlyMap<string, string>;
}

/** Of the options that count, those that say how JSX, decorators and class fields are emitted. */
export const LANGUAGE_OPTIONS: readonly string[] = [
  "jsx",
  "jsxFactory",
  "jsxFragmentFactory",
  "jsxImportSource",
  "reactNamespace",
  "experimentalDecorators",
  "emitDecoratorMetadata",
  "useDefineForClassFields",
];

/**
 * The options that count. All others are ours, because the way in which cells are checked, emitted
 * and run rests on them: `module`, `moduleResolution`, `moduleDetection`, `isolatedModules`,
 * `verbatimModuleSyntax`, `importHelpers`, whatever concerns files that are written, and whatever
 * Node would not do at run time (`rootDirs`, `moduleSuffixes`, `preserveSymlinks`). Of `target`,
 * the years from 2022 on count. Unused names are no fault in a cell: they are for later cells.
 */
const HONOURED = [
  // checking
  "strict",
  "noImplicitAny",
  "strictNullChecks",
  "strictFunctionTypes",
  "strictBindCallApply",
  "strictPropertyInitialization",
  "strictBuiltinIteratorReturn",
  "noImplicitThis",
  "useUnknownInCatchVariables",
  "alwaysStrict",
  "exactOptionalPropertyTypes",
  "noUncheckedIndexedAccess",
  "noPropertyAccessFromIndexSignature",
  "noImplicitReturns",
  "noImplicitOverride",
  "noFallthroughCasesInSwitch",
  "noUncheckedSideEffectImports",
  "allowUnreachableCode",
  "allowUnusedLabels",
  "allowUmdGlobalAccess",
  "erasableSyntaxOnly",
  "noErrorTruncation",
  "ignoreDeprecations",
  // libraries and types
  "lib",
  "libReplacement",
  "types",
  "typeRoots",
  // what imports mean
  "baseUrl",
  "paths",
  "pathsBasePath",
  "customConditions",
  "resolveJsonModule",
  "allowJs",
  "checkJs",
  ...LANGUAGE_OPTIONS,
];
/** The files that a tsconfig.json lists are nothing to a notebook, not even when there are none. */
const NO_INPUT_CODES = new Set([18002, 18003]);

/**
 * Reads the nearest tsconfig.json at or above a folder, no higher than the nearest package.json,
 * and what it extends.
 *
 * @param directory  absolute folder of the notebook
 */
export function userConfig(directory: string): UserConfig {
  const files = new Map<string, string>();
  const note = (file: string) => files.set(file, fileStamp(file));
  for (let folder = directory; ; folder = dirname(folder)) {
    const file = join(folder, "tsconfig.json");
    note(file);
    if (existsSync(file)) return { ...read(file, directory, note), files };
    if (existsSync(join(folder, "package.json")) || dirname(folder) === folder) break;
  }
  return { options: {}, fault: "", files };
}

function read(file: string, directory: string, note: (file: string) => void) {
  const source = ts.readJsonConfigFile(file, ts.sys.readFile);
  const host = { ...ts.sys, readDirectory: () => [] };
  const parsed = ts.parseJsonSourceFileConfigFileContent(
    source,
    host,
    dirname(file),
    undefined,
    file,
  );
  for (const extended of source.extendedSourceFiles ?? []) note(extended);
  const faults = [
    ...(source as unknown as { parseDiagnostics: ts.Diagnostic[] }).parseDiagnostics,
    ...parsed.errors,
  ].filter(({ code }) => !NO_INPUT_CODES.has(code));
  const [first] = faults;
  if (first) return { options: {}, fault: faultText(first, file, directory) };
  const options: ts.CompilerOptions = {};
  for (const name of HONOURED) {
    if (parsed.options[name] !== undefined) options[name] = parsed.options[name];
  }
  const { target } = parsed.options;
  if (target !== undefined) {
    // A later target would leave syntax as it is that Node does not know.
    const { ES2022, ES2025 } = ts.ScriptTarget;
    options.target = Math.max(ES2022, Math.min(target, ES2025));
  }
  return { options, fault: "" };
}

function faultText(fault: ts.Diagnostic, file: string, directory: string): string {
  const place = fault.file?.getLineAndCharacterOfPosition(fault.start ?? 0);
  const where = relative(directory, fault.file?.fileName ?? file);
  const at = place ? `:${place.line + 1}:${place.character + 1}` : "";
  const text = ts.flattenDiagnosticMessageText(fault.messageText, " ");
  return `${where}${at} ${text} (TS${fault.code})`;
}
