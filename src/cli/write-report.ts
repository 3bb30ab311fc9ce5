import writeFileAtomic from "write-file-atomic";
import type { Notebook } from "../jupyter/nbformat.ts";
import { type ReportOptions, renderReport } from "../jupyter/report.ts";
import { formulaScript } from "../plot/formula-script.ts";

/** Writes a notebook as a page whose charts show their formulas; the file is whole at every moment. */
export async function writeReport(
  path: string,
  notebook: Notebook,
  options: Omit<ReportOptions, "chartScript">,
): Promise<void> {
  const html = await renderReport(notebook, { ...options, chartScript: formulaScript });
  await writeFileAtomic(path, html);
}
