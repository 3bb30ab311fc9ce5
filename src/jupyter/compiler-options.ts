import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "#typescript";
import type { LoadingOptions } from "./evaluator-modules.ts";
import { LANGUAGE_OPTIONS, userConfig } from "./user-tsconfig.ts";

/**
 * The TypeScript options under which notebook cells are checked and emitted.
 *
 * Strict, with modern resolution ("Bundler": package `exports`, extensionless local files, JSON).
 * Node's types come from the notebook's own project and, where it has none, from this installation.
 * The project's tsconfig.json may say otherwise in what `userConfig` takes from it.
 *
 * @param directory  absolute folder of the notebook
 */
export function cellCompilerOptions(directory: string): ts.CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: ["lib.esnext.d.ts"],
    types: ["node"],
    typeRoots: typeRoots(directory),
    strict: true,
    skipLibCheck: true,
    resolveJsonModule: true,
    allowImportingTsExtensions: true,
    sourceMap: true,
    ...userConfig(directory).options,
  };
}

/** What the same options mean for the local modules that cells import. */
export function loadingOptions(options: ts.CompilerOptions): LoadingOptions {
  const { baseUrl, paths, pathsBasePath, customConditions = [] } = options;
  const emit: ts.CompilerOptions = {};
  for (const name of ["target", ...LANGUAGE_OPTIONS])
    if (options[name] !== undefined) emit[name] = options[name];
  const { Preserve, ReactNative, ReactJSX } = ts.JsxEmit;
  // Node runs what is emitted, and knows no JSX.
  if (emit.jsx === Preserve || emit.jsx === ReactNative) emit.jsx = ReactJSX;
  const pathsBase = baseUrl ?? (pathsBasePath as string | undefined) ?? "/";
  return { mapping: { paths, pathsBase, baseUrl }, conditions: customConditions, emit };
}

function typeRoots(directory: string): string[] {
  const roots: string[] = [];
  for (let folder = directory; ; folder = dirname(folder)) {
    const root = join(folder, "node_modules", "@types");
    if (existsSync(root)) roots.push(root);
    if (dirname(folder) === folder) break;
  }
  const own = createRequire(import.meta.url).resolve("@types/node/package.json");
  roots.push(dirname(dirname(own)));
  return roots;
}
