import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type ts from "typescript";

/**
 * Module hooks of the child process: local TypeScript sources, extensionless imports, JSON without
 * an attribute, and the package `damlab` for folders that have none of their own.
 *
 * The same functions serve `module.registerHooks` (synchronous) and, on versions of Node without
 * it, `module.register`: they decide from the file system and hand all else on.
 */

/** Key of the global map from a module's URL to the source it was loaded from. */
export const SOURCES = Symbol.for("damlab.evaluator.sources");

/** A TypeScript source as it was when it was loaded, and the source map of the emitted code. */
export interface ModuleSource {
  readonly code: string;
  readonly map: string;
}

interface ResolveContext {
  parentURL?: string | undefined;
  importAttributes?: Record<string, string>;
}

interface Resolved {
  url: string;
  format?: string;
  importAttributes?: Record<string, string>;
  shortCircuit?: boolean;
}

interface Loaded {
  format: string;
  source: string;
  shortCircuit: boolean;
}

const require = createRequire(import.meta.url);
const EXTENSIONS = [".ts", ".mts", ".js", ".mjs", ".json"];

export function resolve<T>(
  specifier: string,
  context: ResolveContext,
  nextResolve: (specifier: string, context: ResolveContext) => T,
): T | Resolved {
  const parent = context.parentURL ?? "";
  if (specifier === "damlab" && !hasOwnDamlab(parent)) {
    return { url: new URL("../index.js", import.meta.url).href, shortCircuit: true };
  }
  const isPath = /^\.{0,2}\//.test(specifier) || specifier.startsWith("file:");
  if (!isPath || !parent.startsWith("file:") || parent.includes("/node_modules/")) {
    return nextResolve(specifier, context);
  }
  const url = new URL(specifier, parent);
  const file = sourceFile(fileURLToPath(url));
  if (!file) return nextResolve(specifier, context);
  const found = pathToFileURL(file);
  found.search = url.search;
  if (file.endsWith(".json")) {
    const importAttributes = { ...context.importAttributes, type: "json" };
    return { url: found.href, format: "json", importAttributes, shortCircuit: true };
  }
  if (isTypeScript(found.href)) return { url: found.href, format: "module", shortCircuit: true };
  return nextResolve(found.href, context);
}

export function load<T>(
  url: string,
  context: unknown,
  nextLoad: (url: string, context: unknown) => T,
): T | Loaded {
  if (!isTypeScript(url)) return nextLoad(url, context);
  return { format: "module", source: transpile(url), shortCircuit: true };
}

/** Whether Node finds the package from there: installed, or as the project's own name. */
function hasOwnDamlab(parent: string): boolean {
  if (!parent.startsWith("file:")) return false;
  let scope: { name?: string; main?: string } | undefined;
  for (let folder = dirname(fileURLToPath(parent)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules", "damlab", "package.json"))) return true;
    const file = join(folder, "package.json");
    if (!scope && existsSync(file)) {
      scope = JSON.parse(readFileSync(file, "utf8")) as { name?: string; main?: string };
      if (scope.name === "damlab") return existsSync(join(folder, scope.main ?? "index.js"));
    }
    if (dirname(folder) === folder) return false;
  }
}

function sourceFile(path: string): string | undefined {
  const candidates = [
    path,
    ...EXTENSIONS.map((extension) => path + extension),
    path.replace(/\.(m?)js$/, ".$1ts"),
    ...EXTENSIONS.map((extension) => `${path}/index${extension}`),
  ];
  return candidates.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

function isTypeScript(url: string): boolean {
  return /^file:.*\.m?ts(\?|$)/.test(url) && !url.includes("/node_modules/");
}

function transpile(url: string): string {
  const compiler: typeof ts = require("typescript");
  const file = fileURLToPath(url);
  const code = readFileSync(file, "utf8");
  const { outputText, sourceMapText, diagnostics } = compiler.transpileModule(code, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      target: compiler.ScriptTarget.ES2022,
      module: compiler.ModuleKind.ESNext,
      sourceMap: true,
    },
  });
  const fault = diagnostics?.[0];
  if (fault) {
    const place = fault.file?.getLineAndCharacterOfPosition(fault.start ?? 0);
    const at = place ? `:${place.line + 1}:${place.character + 1}` : "";
    const text = compiler.flattenDiagnosticMessageText(fault.messageText, " ");
    throw new SyntaxError(`${basename(file)}${at} ${text}`);
  }
  const source = JSON.stringify({ code, map: sourceMapText });
  // One line before the code; readers of the map subtract it.
  return `globalThis[Symbol.for("damlab.evaluator.sources")]?.set(import.meta.url, ${source});\n${outputText}`;
}
