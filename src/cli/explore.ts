import { basename } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import writeFileAtomic from "write-file-atomic";
import { type Memories, type MemoryOptions, readMemories } from "../patterns/read-memories.ts";
import { UnknownColumn } from "../patterns/table-column.ts";
import { explore, exploreCost, exploreParts } from "../studies/explore.ts";
import type { Finding } from "./explore-finding.ts";
import { type ColumnSchemes, columnSchemes } from "./explore-schemes.ts";
import { findingsOf } from "./explore-sections.ts";
import { imageSize } from "./image-size.ts";
import { interruptible } from "./interruptible.ts";
import { integer, integers, listOf, usage } from "./lists.ts";
import { createProgressLine } from "./progress-line.ts";
import { requireWritable } from "./require-writable.ts";
import { textTable } from "./text-table.ts";

interface ExploreCommandOptions {
  columns?: string[];
  delimiter?: string;
  encode: ColumnSchemes;
  missing: string[];
  rows: number;
  threshold: number | "otsu" | "mean" | "median";
  size?: readonly [number, number];
  order: number[];
  prototypeOrder?: number;
  completionOrder?: number;
  near: number;
  trials: number;
  repeats: number;
  seed: number;
  json?: boolean;
  html?: string;
}

/** `damlab explore`: a table or images as memories, from all sides. */
export function exploreCommand(): Command {
  return new Command("explore")
    .description(
      "Look at the rows of a table (.csv, .tsv, .json) or at images (.idx) as memories of a\n" +
        "dense associative memory: encoding, distances, capacity against surrogates,\n" +
        "prototypes, completion of missing cells with a confidence, outliers.\n\n" +
        "The interaction is x^n for x > 0. Options marked with * take lists a,b,c.\n" +
        "Rows are numbered from 0, the header not counted.\n" +
        "Finished parts are printed also when a later one fails, or when interrupted: exit code 130.",
    )
    .argument("<file>", "table or images, also with .gz")
    .addOption(new Option("--columns <names>", "* columns to encode").argParser(listOf(String)))
    .addOption(
      new Option(
        "--encode <column=scheme>",
        "* one-hot, binary, thermometer, thermometer:LEVELS or skip, by column",
      )
        .argParser((text: string, before: ColumnSchemes) =>
          usage((t) => columnSchemes(t, before))(text),
        )
        .default({ kinds: {}, levels: {}, leaveOut: [] }, "by type"),
    )
    .option(
      "--delimiter <character>",
      'between the fields of a line, or the word tab (default: "," and tab in .tsv)',
      usage(delimiter),
    )
    .addOption(
      new Option(
        "--missing <texts>",
        "* texts that mean no value, beside empty cells, NA, NaN, null",
      )
        .argParser(listOf(String))
        .default([".", "?"], ".,?"),
    )
    .option("--rows <count>", "rows used at most, chosen at random", usage(int(10)), 1000)
    .option(
      "--threshold <grey>",
      "grey of images: otsu, mean, median or a number",
      usage(grey),
      "otsu",
    )
    .option("--size <height>x<width>", "average images down to this size", usage(imageSize))
    .addOption(
      new Option("--order <n>", "* orders n whose capacity is measured")
        .argParser(usage((text) => integers(text, 1)))
        .default([2, 3, 5, 10, 20], "2,3,5,10,20"),
    )
    .option(
      "--prototype-order <n>",
      "order that merges rows (default: 2N / mean distance)",
      usage(int(1)),
    )
    .option(
      "--completion-order <n>",
      "order that fills cells (default: 8N / mean distance)",
      usage(int(1)),
    )
    .option("--near <bits>", "distance of near duplicates", usage(int(0)), 1)
    .option("--trials <count>", "random orders and surrogate sets", usage(int(2)), 20)
    .option("--repeats <count>", "random partitions of held-back cells", usage(int(1)), 1)
    .option("--seed <seed>", "seed of all random streams", usage(int(0)), 1)
    .option("--json", "print an array of all rows, each with its section")
    .option("--html <file>", "write one offline report")
    .action(run);
}

async function run(file: string, options: ExploreCommandOptions): Promise<void> {
  if (options.html !== undefined) {
    await requireWritable("explore", options.html, "choose another file with --html");
  }
  const memories = await readMemories(file, memoryOptions(options)).catch(asUsage);
  const settings = {
    seed: options.seed,
    orders: options.order,
    near: options.near,
    trials: options.trials,
    repeats: options.repeats,
    ...(options.prototypeOrder !== undefined && { prototypeOrder: options.prototypeOrder }),
    ...(options.completionOrder !== undefined && { completionOrder: options.completionOrder }),
  };
  process.stderr.write(`explore: ${announcement(memories, exploreCost(memories, settings))}\n`);
  const progress = createProgressLine("explore", exploreParts.length, "parts");
  const findings: Finding[] = [];
  let wasInterrupted = false;
  try {
    wasInterrupted = await interruptible(async (signal) => {
      await explore(memories, {
        ...settings,
        signal,
        onProgress: (part, done, total) =>
          progress.update(exploreParts.indexOf(part), done / total),
        onPart: (part, found) => {
          findings.push(...findingsOf(part, found, memories));
          progress.finish(exploreParts.indexOf(part));
        },
      });
    });
  } finally {
    progress.stop();
    if (findings.length > 0 || wasInterrupted) {
      console.log(options.json ? jsonText(findings) : findings.map(sectionText).join("\n\n"));
    }
  }
  if (wasInterrupted) {
    process.stderr.write("damlab explore: interrupted; finished parts are printed\n");
    return;
  }
  if (!options.json) console.log(`\nseed ${options.seed}`);
  if (options.html !== undefined) {
    const { exploreReport } = await import("./explore-report.ts");
    const title = `${basename(file)} as memories`;
    const intro =
      `The rows as patterns of a dense associative memory with F(x) = xⁿ for x > 0; ` +
      `seed ${options.seed}. Made by damlab explore.`;
    await writeFileAtomic(options.html, await exploreReport(title, intro, findings));
    process.stderr.write(`explore: report in ${options.html}\n`);
  }
}

/** Columns that only the options can have asked for are a matter of usage. */
function asUsage(error: unknown): never {
  if (!(error instanceof UnknownColumn)) throw error;
  throw new InvalidArgumentError(error.message.replace(/^\w+: /, ""));
}

function memoryOptions(options: ExploreCommandOptions): MemoryOptions {
  const { columns, delimiter, encode, missing, rows, threshold, size, seed } = options;
  return {
    ...(columns && { columns }),
    ...(delimiter !== undefined && { delimiter }),
    ...encode,
    missingValues: missing,
    rows,
    threshold,
    ...(size && { size }),
    seed,
  };
}

function announcement(memories: Memories, cost: ReturnType<typeof exploreCost>): string {
  const { patterns, total, file, image } = memories;
  const what = image ? "images" : "rows";
  // measured on one core of 2024: about 1e8 additions a second, the rest is less
  const seconds = Math.max(1, Math.round(cost.additions / 1e8));
  const megabytes = Math.round(cost.bytes / 1e6);
  return (
    `${patterns.P} of ${total} ${what} of ${basename(file)}, N = ${patterns.N} spins: ` +
    `about ${seconds} s and ${megabytes} MB`
  );
}

/** Tidy rows, each with the section it belongs to. */
function jsonText(findings: readonly Finding[]): string {
  const rows = findings.flatMap(({ name, rows }) => rows.map((row) => ({ section: name, ...row })));
  return JSON.stringify(rows, null, 2);
}

function sectionText({ title, words, table }: Finding): string {
  const heading = `${title}\n${"═".repeat(title.length)}`;
  return [heading, ...words.map(wrapped), ...(table.length > 0 ? [textTable(table)] : [])].join(
    "\n",
  );
}

/** A paragraph in lines of at most 90 characters, as far as its words allow. */
function wrapped(text: string): string {
  return text.replace(/(.{1,90})(?: +|$)/g, "$1\n").trimEnd();
}

function delimiter(text: string): string {
  if (text === "tab" || text === "\\t") return "\t";
  if (text.length === 1 && !/["\r\n]/.test(text)) return text;
  throw new RangeError(`expected one character, no quote, or tab, got ${JSON.stringify(text)}`);
}

function grey(text: string): ExploreCommandOptions["threshold"] {
  if (text === "otsu" || text === "mean" || text === "median") return text;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new RangeError(`expected otsu, mean, median or a number, got ${JSON.stringify(text)}`);
}

const int = (least: number) => (text: string) => integer(text, least);
