import { stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { InvalidArgumentError } from "commander";
import writeFileAtomic from "write-file-atomic";
import { type Notebook, readNotebook } from "../jupyter/nbformat.ts";
import { type IndexEntry, renderIndex } from "../jupyter/report-index.ts";
import type { PageLink } from "../jupyter/report-links.ts";
import { summarise } from "../jupyter/report-summary.ts";
import { findNotebooks, type NotebookFile, prepareTargets } from "./notebook-files.ts";
import { type Job, load, prepare, type RunCommandOptions, work } from "./run-job.ts";
import { createRunLog, type RunLog } from "./run-log.ts";
import { stopSignals } from "./run-signals.ts";
import { textTable } from "./text-table.ts";
import { writeReport } from "./write-report.ts";

/** Options of `damlab site` as parsed. */
export interface SiteOptions {
  out: string;
  title?: string;
  static?: boolean;
  run?: boolean;
  quick?: boolean;
  json?: boolean;
}

/** A notebook that becomes a page. */
interface Chapter {
  readonly file: NotebookFile;
  readonly notebook: Notebook;
  readonly entry: IndexEntry;
}

/**
 * The work of `damlab site`: a page for each notebook, the index, a table on standard output, the exit code.
 *
 * @throws {InvalidArgumentError} no folder, no notebooks, or pages that would meet
 */
export async function buildSite(folder: string, options: SiteOptions): Promise<void> {
  const jobs = await Promise.all((await filesOf(folder, options)).map(load));
  const log = createRunLog();
  const readable = jobs.filter(({ name, stored }) => {
    if (!(stored instanceof Error)) return true;
    log.say(`${name}: ${stored.message}`);
    process.exitCode = 1;
    return false;
  });
  for (const { file } of readable) await prepareTargets(file, { html: true });
  const results = options.run ? await run(readable, options, log) : new Map<Job, Notebook>();
  const chapters = readable.flatMap((job) => {
    const notebook = results.get(job) ?? (job.stored as Notebook);
    return chapterOf(job.file, notebook, options, log) ?? [];
  });
  const written = await writePages(chapters, resolvedTitle(folder, options), options, log);
  print(written, options);
}

async function filesOf(folder: string, options: SiteOptions): Promise<NotebookFile[]> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    const what = found ? `the file ${folder}` : `no folder ${folder}`;
    throw new InvalidArgumentError(`expected a folder with notebooks, got ${what}`);
  }
  const files = await findNotebooks([folder], { out: options.out, html: true });
  const index = resolve(options.out, "index.html");
  const clash = files.find(({ report }) => resolve(report) === index);
  if (!clash) return files;
  throw new InvalidArgumentError(
    `expected notebooks with pages beside the index, got ${clash.source}; rename it`,
  );
}

function resolvedTitle(folder: string, { title }: SiteOptions): string {
  return title ?? (basename(resolve(folder)) || "notebooks");
}

/** Runs the notebooks into the out folder; returns those that left a result there. */
async function run(
  jobs: readonly Job[],
  options: SiteOptions,
  log: RunLog,
): Promise<Map<Job, Notebook>> {
  const choices: RunCommandOptions = {
    out: options.out,
    quick: options.quick === true,
    onError: "stop",
  };
  const prepared = prepare(jobs, choices);
  const stopper = stopSignals();
  const results = new Map<Job, Notebook>();
  try {
    for (const [k, job] of jobs.entries()) {
      const row = await work(job, prepared[k], choices, stopper.signal, log);
      if (row.status !== "ok") process.exitCode = 1;
      if (row.output !== null) results.set(job, await readNotebook(row.output));
    }
  } finally {
    stopper.release();
  }
  process.exitCode = stopper.exitCode() ?? process.exitCode;
  return results;
}

/** The chapter of a notebook, undefined and told for one whose cells no page can show. */
function chapterOf(
  file: NotebookFile,
  notebook: Notebook,
  { out }: SiteOptions,
  log: RunLog,
): Chapter | undefined {
  const place = relative(out, file.report).split(sep);
  try {
    const summary = summarise(notebook);
    const title = summary.title ?? basename(file.source, extname(file.source));
    return { file, notebook, entry: { ...summary, title, place } };
  } catch (error) {
    tellUnshown(file, error, log);
    return undefined;
  }
}

function tellUnshown({ source }: NotebookFile, error: unknown, log: RunLog): void {
  const reason = error instanceof Error ? error.message : String(error);
  log.say(`${source}: expected a notebook that a page can show, got ${reason}`);
  process.exitCode = 1;
}

/** Writes the pages and the index; returns the chapters that have a page. */
async function writePages(
  chapters: readonly Chapter[],
  title: string,
  options: SiteOptions,
  log: RunLog,
): Promise<readonly Chapter[]> {
  const { out, static: isStatic = false } = options;
  const failed = new Set<Chapter>();
  for (const [k, chapter] of chapters.entries()) {
    const { file, notebook, entry } = chapter;
    const link = (other: Chapter | undefined): PageLink | undefined =>
      other && { href: address(file.report, other.file.report), title: other.entry.title };
    const [previous, next] = [link(chapters[k - 1]), link(chapters[k + 1])];
    await writeReport(file.report, notebook, {
      directory: dirname(resolve(file.source)),
      name: entry.title,
      isStatic,
      links: {
        index: { href: address(file.report, join(out, "index.html")), title },
        ...(previous && { previous }),
        ...(next && { next }),
      },
    }).catch((error: unknown) => {
      tellUnshown(file, error, log);
      failed.add(chapter);
    });
  }
  // again without them, so that no page leads to one that is missing
  if (failed.size > 0) {
    const others = chapters.filter((chapter) => !failed.has(chapter));
    return writePages(others, title, options, log);
  }
  const index = renderIndex(
    title,
    chapters.map(({ entry }) => entry),
  );
  await writeFileAtomic(join(out, "index.html"), index);
  return chapters;
}

/** The relative address of one page seen from another. */
function address(from: string, to: string): string {
  return relative(dirname(from), to).split(sep).map(encodeURIComponent).join("/");
}

function print(chapters: readonly Chapter[], { json, out }: SiteOptions): void {
  const rows = chapters.map(({ file, entry: { status, figures, errors } }) => ({
    notebook: file.source,
    page: file.report,
    status,
    figures,
    errors,
  }));
  if (json) console.log(JSON.stringify(rows, null, 2));
  else {
    if (rows.length > 0) console.log(textTable(rows));
    console.log(`index: ${join(out, "index.html")}`);
  }
}
