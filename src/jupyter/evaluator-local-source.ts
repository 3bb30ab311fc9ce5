import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type ts from "typescript";
import { faultAt } from "./evaluator-fault-place.ts";
import { findJsonFault } from "./json-fault.ts";

/** Key of the global map from a module's URL to the source it was loaded from. */
export const SOURCES = Symbol.for("damlab.evaluator.sources");

/** Key of the global function that is told the classes of each local module. */
export const CLASSES = Symbol.for("damlab.evaluator.classes");

/** A TypeScript source as it was when it was loaded, and the source map of the emitted code. */
export interface ModuleSource {
  readonly code: string;
  readonly map: string;
}

const require = createRequire(import.meta.url);
const CLASS =
  /^(?:export\s+)?(?:default\s+)?(?:class\s+|(?:let|const|var)\s+(?=[\w$]+\s*=\s*(?:class\b|\(\(\) => \{)))([\w$]+)/gm;

/**
 * The JavaScript of a local TypeScript source.
 *
 * @param options  those that say how to emit; the rest is ours
 * @throws {SyntaxError} with its place
 */
export function transpile(file: string, options: ts.CompilerOptions): string {
  const code = readFileSync(file, "utf8");
  const { outputText, sourceMapText } = emitted(file, code, options);
  const source = JSON.stringify({ code, map: sourceMapText });
  // One line before the code; readers of the map subtract it.
  return withClasses(
    `globalThis[Symbol.for("damlab.evaluator.sources")]?.set(import.meta.url, ${source});\n${outputText}`,
  );
}

/** @throws {SyntaxError} with its place, which Node does not tell for ES modules */
export function checkScript(file: string, code: string): void {
  emitted(file, code, {});
}

/** @throws {SyntaxError} with its place, which Node does not always tell */
export function checkJson(file: string): void {
  const code = readFileSync(file, "utf8").replace(/^\ufeff/, "");
  const fault = findJsonFault(code);
  if (!fault) return;
  const { line, column, expected, found } = fault;
  throw faultAt({ file, line, column, code }, `expected ${expected}, got ${found}`);
}

/** A module's code that also tells its top-level classes, by which their instances are known. */
export function withClasses(code: string): string {
  const names = new Set([...code.matchAll(CLASS)].map((match) => match[1]));
  if (names.size === 0) return code;
  // What looked like a class may have been a line of some text.
  const classes = [...names].map((name) => `typeof ${name} === "function" && ${name}`);
  return `${code}\n;globalThis[Symbol.for("damlab.evaluator.classes")]?.(import.meta.url, [${classes.join(", ")}]);\n`;
}

function emitted(file: string, code: string, options: ts.CompilerOptions): ts.TranspileOutput {
  const compiler: typeof ts = require("typescript");
  const output = compiler.transpileModule(code, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      target: compiler.ScriptTarget.ES2022,
      ...options,
      module: compiler.ModuleKind.ESNext,
      sourceMap: true,
    },
  });
  const fault = output.diagnostics?.[0];
  if (!fault) return output;
  const place = fault.file?.getLineAndCharacterOfPosition(fault.start ?? 0);
  const { line = 0, character = 0 } = place ?? {};
  throw faultAt(
    { file, line: line + 1, column: character + 1, code },
    compiler.flattenDiagnosticMessageText(fault.messageText, " "),
  );
}
