import { formatValue } from "../jupyter/display-registry.ts";
import { escapeMarkdown } from "../jupyter/escape-markdown.ts";
import type { Cell, Notebook } from "../jupyter/nbformat.ts";
import { renderReport } from "../jupyter/report.ts";
import { figureBundle } from "../notebook/figure.ts";
import "../notebook/formatters.ts";
import { formulaScript } from "../plot/formula-script.ts";
import type { Finding } from "./explore-finding.ts";

/**
 * One offline HTML page of what an exploration found.
 *
 * @param title  heading of the page, and `intro` a paragraph below it, both plain text
 */
export async function exploreReport(
  title: string,
  intro: string,
  findings: readonly Finding[],
): Promise<string> {
  const cells: Cell[] = [prose("intro", `# ${escapeMarkdown(title)}\n\n${escapeMarkdown(intro)}`)];
  for (const { name, title: heading, words, table, figures } of findings) {
    const paragraphs = words.map(escapeMarkdown).join("\n\n");
    cells.push(prose(name, `## ${heading}\n\n${paragraphs}`));
    if (table.length > 0) cells.push(shown(`${name}-table`, await formatValue(table)));
    for (const [k, figure] of figures.entries()) {
      cells.push(shown(`${name}-figure-${k}`, await figureBundle(figure)));
    }
  }
  const notebook: Notebook = { metadata: {}, cells };
  return renderReport(notebook, { directory: ".", name: title, chartScript: formulaScript });
}

function prose(id: string, source: string): Cell {
  return { cell_type: "markdown", id, metadata: {}, source };
}

function shown(id: string, data: Readonly<Record<string, unknown>>): Cell {
  const output = { output_type: "display_data" as const, data: { ...data }, metadata: {} };
  return {
    cell_type: "code",
    id,
    metadata: {},
    source: "",
    outputs: [output],
    execution_count: null,
  };
}
