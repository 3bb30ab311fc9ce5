import type { CodeCell, Notebook } from "../jupyter/nbformat.ts";
import { tagsOf } from "../jupyter/nbformat.ts";
import { findingText, lintFigure } from "../plot/lint.ts";
import { isRecord } from "../plot/spec.ts";

/** A figure of a notebook that leaves something out. */
export interface FaultyFigure {
  /** Position of the cell in the notebook, from 1. */
  readonly cell: number;
  /** Number of the cell among those that ran. */
  readonly label: string;
  /** What `lintFigure` found, one line each. */
  readonly findings: readonly string[];
}

/** The Vega-Lite figures among the outputs in which something is missing; cells that may fail may have them. */
export function faultyFigures({ cells }: Notebook): FaultyFigure[] {
  return cells.flatMap((cell, index) => {
    if (cell.cell_type !== "code" || tagsOf(cell).includes("raises-exception")) return [];
    return specificationsIn(cell).flatMap((specification) => {
      const findings = lintFigure(specification).map(findingText);
      if (findings.length === 0) return [];
      return [{ cell: index + 1, label: `In [${cell.execution_count}]`, findings }];
    });
  });
}

function specificationsIn({ outputs }: CodeCell) {
  return outputs.flatMap((output) => {
    if (!("data" in output)) return [];
    return Object.entries(output.data).flatMap(([mime, content]) =>
      /^application\/vnd\.vegalite\.v\d+\+json$/.test(mime) && isRecord(content) ? [content] : [],
    );
  });
}
