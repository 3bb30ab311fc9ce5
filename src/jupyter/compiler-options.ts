import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "#typescript";

/**
 * The TypeScript options under which notebook cells are checked and emitted.
 *
 * Strict, with modern resolution ("Bundler": package `exports`, extensionless local files, JSON).
 * Node's types come from the notebook's own project and, where it has none, from this installation.
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
  };
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
