import { readFile } from "node:fs/promises";
import { InvalidArgumentError } from "commander";
import { type FigureFacts, inspectFigure } from "../plot/inspect.ts";

/** A figure file as read, and what it is. */
export interface FigureFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly facts: FigureFacts;
}

/**
 * Reads a figure.
 *
 * @throws {InvalidArgumentError} no such file
 * @throws {Error} a file that cannot be read, or that is no figure; both name it
 */
export async function readFigure(path: string): Promise<FigureFile> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") throw new Error(`expected a file that can be read, got ${message}`);
    throw new InvalidArgumentError(`expected a figure, got no file ${path}`);
  }
  try {
    return { path, bytes, facts: await inspectFigure(bytes) };
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message.replace(/^\w+: /, "")}`, { cause: error });
  }
}

/** Name and version of the package that made a figure, null where its recipe does not say. */
export function packageIn({ recipe }: FigureFacts): string | null {
  const notebook = recipe?.notebook as { package?: unknown } | null | undefined;
  const named = recipe?.package ?? (typeof notebook === "object" ? notebook?.package : undefined);
  return typeof named === "string" ? named : null;
}
