import type { Cell, CodeCell, MimeData, Notebook, Output } from "./nbformat.ts";
import { tagsOf } from "./nbformat.ts";

/** One place where a run's outputs are not those stored. */
export interface Difference {
  /** Position of the cell in the notebook that was run, from 1. */
  readonly cell: number;
  readonly message: string;
}

/**
 * Differences between stored and new outputs, cell by cell.
 *
 * Texts are compared token by token and specifications field by field; two numbers agree when they
 * differ by at most tolerance × max(1, |stored|). Images, and the static forms beside a
 * specification, only have to be there. Cells are matched by id, then by source.
 *
 * @param stored  notebook with the outputs to hold to
 * @param run  notebook with new outputs
 * @param tolerance  ≥ 0
 * @returns empty when everything agrees; at most three differences per output
 */
export function compareOutputs(stored: Notebook, run: Notebook, tolerance: number): Difference[] {
  const differences: Difference[] = [];
  run.cells.forEach((cell, index) => {
    if (!isCompared(cell)) return;
    const before = match(stored, cell);
    const report = (message: string) => differences.push({ cell: index + 1, message });
    if (!before) {
      if (cell.outputs.length > 0)
        report("expected a stored cell of the same id or source, got none");
      return;
    }
    for (const message of compareCells(before, cell, tolerance)) report(message);
  });
  return differences;
}

function isCompared(cell: Cell): cell is CodeCell {
  return cell.cell_type === "code" && !tagsOf(cell).includes("injected-parameters");
}

function match(stored: Notebook, cell: CodeCell): CodeCell | undefined {
  const cells = stored.cells.filter(isCompared);
  return (
    cells.find((other) => other.id === cell.id) ??
    cells.find((other) => other.source === cell.source)
  );
}

function compareCells(stored: CodeCell, run: CodeCell, tolerance: number): string[] {
  const kinds = (cell: CodeCell) => cell.outputs.map(kindOf).join(", ") || "no output";
  if (kinds(stored) !== kinds(run)) return [`expected ${kinds(stored)}, got ${kinds(run)}`];
  return stored.outputs.flatMap((output, k) =>
    compareOutput(output, run.outputs[k]!, tolerance).slice(0, 3),
  );
}

function kindOf(output: Output): string {
  return output.output_type === "stream" ? output.name : output.output_type;
}

function compareOutput(stored: Output, run: Output, tolerance: number): string[] {
  if (stored.output_type === "stream" && run.output_type === "stream") {
    return compareTexts(stored.name, stored.text, run.text, tolerance);
  }
  if (stored.output_type === "error" && run.output_type === "error") {
    const text = (error: typeof stored) => `${error.ename}: ${error.evalue}`;
    return compareTexts("error", text(stored), text(run), tolerance);
  }
  if (!("data" in stored && "data" in run)) return [];
  return compareBundles(stored.data, run.data, tolerance);
}

function compareBundles(stored: MimeData, run: MimeData, tolerance: number): string[] {
  const hasSpecification = Object.keys(stored).some((mime) => mime.endsWith("+json"));
  return [...new Set([...Object.keys(stored), ...Object.keys(run)])].sort().flatMap((mime) => {
    if (!(mime in run)) return [`expected ${mime}, got none`];
    if (!(mime in stored)) return [`expected no ${mime}, got one`];
    const isDrawn = mime.startsWith("image/") || (hasSpecification && mime === "text/html");
    return isDrawn ? [] : compareValues(mime, stored[mime], run[mime], tolerance);
  });
}

function compareValues(path: string, stored: unknown, run: unknown, tolerance: number): string[] {
  if (typeof stored === "string" && typeof run === "string") {
    return compareTexts(path, stored, run, tolerance);
  }
  if (typeof stored === "number" && typeof run === "number") {
    return agree(stored, run, tolerance) ? [] : [`${path}: expected ${stored}, got ${run}`];
  }
  if (Array.isArray(stored) && Array.isArray(run)) {
    if (stored.length !== run.length) {
      return [`${path}: expected ${stored.length} items, got ${run.length}`];
    }
    return stored.flatMap((item, k) => compareValues(`${path}[${k}]`, item, run[k], tolerance));
  }
  if (isRecord(stored) && isRecord(run)) {
    return [...new Set([...Object.keys(stored), ...Object.keys(run)])].flatMap((key) =>
      compareValues(`${path}.${key}`, stored[key], run[key], tolerance),
    );
  }
  return stored === run
    ? []
    : [`${path}: expected ${JSON.stringify(stored)}, got ${JSON.stringify(run)}`];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function compareTexts(path: string, stored: string, run: string, tolerance: number): string[] {
  const before = tokens(stored);
  const after = tokens(run);
  const at = before.findIndex((token, k) => !tokensAgree(token, after[k], tolerance));
  if (at >= 0) {
    const line = stored.slice(0, before[at]!.index).split("\n").length;
    return [
      `${path} line ${line}: expected ${before[at]!.text}, got ${after[at]?.text ?? "the end"}`,
    ];
  }
  return after.length > before.length
    ? [`${path}: expected the end, got ${after[before.length]!.text}`]
    : [];
}

interface Token {
  readonly text: string;
  readonly index: number;
}

/** Numbers are tokens of their own also inside words and brackets, as in "m=0.98,". */
const TOKEN = /[-+−]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+−]?\d+)?|[^\s\d]+?(?=[-+−]?\.?\d)|[^\s\d]+/g;

function tokens(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], index: match.index }));
}

function tokensAgree(stored: Token, run: Token | undefined, tolerance: number): boolean {
  if (!run || stored.text === run.text) return run !== undefined;
  return agree(toNumber(stored.text), toNumber(run.text), tolerance);
}

function toNumber(text: string): number {
  return Number(text.replaceAll("−", "-"));
}

function agree(stored: number, run: number, tolerance: number): boolean {
  return stored === run || Math.abs(stored - run) <= tolerance * Math.max(1, Math.abs(stored));
}
