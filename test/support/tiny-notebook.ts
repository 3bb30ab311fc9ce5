import type { CodeCell, Notebook, ProseCell } from "../../src/jupyter/nbformat.ts";

/** A code cell with an id made from its source. */
export function code(source: string, metadata: Record<string, unknown> = {}): CodeCell {
  return {
    cell_type: "code",
    id: idOf(source),
    metadata,
    source,
    outputs: [],
    execution_count: null,
  };
}

/** A markdown cell with an id made from its source. */
export function prose(source: string): ProseCell {
  return { cell_type: "markdown", id: idOf(source), metadata: {}, source };
}

/** A notebook of these cells; a text stands for a code cell. */
export function notebookOf(...cells: (string | CodeCell | ProseCell)[]): Notebook {
  return {
    metadata: {},
    cells: cells.map((cell, k) => {
      const made = typeof cell === "string" ? code(cell) : cell;
      return { ...made, id: `${made.id}-${k}` };
    }),
  };
}

function idOf(source: string): string {
  return source.replace(/\W+/g, "-").slice(0, 40);
}
