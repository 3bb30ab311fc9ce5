import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import { formatByEnding } from "../plot/export.ts";
import { integer, usage } from "./lists.ts";
import type { RowsFormat } from "./rows-text.ts";

/** Where the rows of a command go. */
export interface RowsOutput extends RowsFormat {
  readonly seed: number;
  readonly workers: number;
  /** Folder that keeps the rows. */
  readonly out?: string;
  readonly figure?: string;
}

/** Adds the options of `RowsOutput`: seed, workers, json, csv, out, figure. */
export function withOutputOptions(command: Command): Command {
  return command
    .option("--seed <seed>", "seed of all random streams", usage(int(0)), 1)
    .option(
      "--workers <count>",
      "threads; the rows do not depend on it",
      usage(int(1)),
      availableParallelism(),
    )
    .addOption(new Option("--json", "print an array of rows").conflicts("csv"))
    .option("--csv", "print the rows as comma-separated values")
    .option("--out <folder>", "keep each row with its record there, and take known rows from it")
    .option(
      "--figure <file>",
      "draw the rows: .svg, .png, .pdf, .html or .json by its ending",
      usage(figureFile),
    );
}

/** A path whose ending names a format. */
export function figureFile(path: string): string {
  if (formatByEnding(path) !== undefined) return path;
  throw new RangeError(
    `expected a path that ends in .svg, .png, .pdf, .html or .json, got ${path}`,
  );
}

const int = (least: number) => (text: string) => integer(text, least);
