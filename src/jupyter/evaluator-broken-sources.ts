import { relative } from "node:path";
import type ts from "typescript";
import { isSettled } from "./evaluator-resolution.ts";

/** A local source that cannot be read. */
export interface BrokenSource {
  /** Relative to the notebook's folder. */
  readonly place: string;
  readonly file: ts.SourceFile;
  readonly faults: readonly ts.Diagnostic[];
}

/** The user's own sources in a program that have syntax errors. */
export function brokenSources(program: ts.Program, directory: string): BrokenSource[] {
  const sources: BrokenSource[] = [];
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || isSettled(file.fileName)) continue;
    const { parseDiagnostics } = file as unknown as { parseDiagnostics: ts.Diagnostic[] };
    if (parseDiagnostics.length === 0) continue;
    sources.push({ place: relative(directory, file.fileName), file, faults: parseDiagnostics });
  }
  return sources;
}
