import { Command, Option } from "commander";
import { parseCriterion } from "../capacity/criterion.ts";
import { parseVote } from "../capacity/vote.ts";
import { produceOrLoad } from "../experiment/produce-or-load.ts";
import { parseCorrelation, parseSeparation } from "../patterns/parse-source.ts";
import { formatByEnding } from "../plot/export.ts";
import {
  type CapacityRow,
  type CapacitySetting,
  type EnergyName,
  simulatedCapacity,
} from "../studies/capacity-row.ts";
import { capacitySettings } from "../studies/capacity-study.ts";
import { drawCapacity } from "./capacity-recipe.ts";
import { capacityColumns, printedRow, rowsText } from "./capacity-rows.ts";
import { interruptible } from "./interruptible.ts";
import { integer, integers, listOf, usage } from "./lists.ts";
import { createProgressLine } from "./progress-line.ts";

interface CapacityCommandOptions {
  energy: EnergyName[];
  order: number[];
  beta: number;
  spins: number[];
  separation: string[];
  correlation: string[];
  criterion: string;
  search: "fresh" | "nested";
  vote: string;
  trials: number;
  maxPatterns: number;
  seed: number;
  json?: boolean;
  csv?: boolean;
  out?: string;
  figure?: string;
}

/** `damlab capacity`: how many patterns can be stored. */
export function capacityCommand(): Command {
  return new Command("capacity")
    .description(
      "Measure how many patterns a dense associative memory stores, by binary\n" +
        "search over data sets with prescribed separation and correlation.\n\n" +
        "Options marked with * take lists a,b,c; numbers also start:stop[:step].\n" +
        "Every combination is one row, and all rows share their random numbers.\n\n" +
        `Columns: ${capacityColumns.join(", ")}.\n` +
        "k50 is the mean of the search over the trials: about the P where half of the\n" +
        "data sets pass, but far below with a vote all:K. Its 95 % interval (Student's\n" +
        "t) is left out where one trial, equal trials or a limit give none.\n" +
        "Exit code 130 when interrupted; finished rows are printed.",
    )
    .addOption(list("--energy <name>", "* poly: x^n, rect: x^n for x > 0, exp", energies, "poly"))
    .addOption(list("--order <n>", "* order n of poly and rect", ints(1), "3"))
    .option("--beta <beta>", "rate of exp, in e^(beta x)", usage(positive), 1)
    .addOption(list("--spins <N>", "* number of spins", ints(2), "64"))
    .addOption(
      list(
        "--separation <rule>",
        "* none, mean:0.4 (fraction of N), min:12 (bits), min:0.2N, bch:7, lexicode:8, shell:0.25N",
        listOf(readableBy(parseSeparation)),
        "none",
      ),
    )
    .addOption(
      list(
        "--correlation <rule>",
        "* none, ar1:0.4, block8:0.3, equi:0.1",
        listOf(readableBy(parseCorrelation)),
        "none",
      ),
    )
    .option(
      "--criterion <rule>",
      "all, pattern:0.05 or bit:0.005 (fraction that may be unstable)",
      usage((text) => parseCriterion(text).name),
      "all",
    )
    .addOption(
      new Option("--search <data>", "fresh data for every probe, or prefixes of one set")
        .choices(["fresh", "nested"])
        .default("fresh"),
    )
    .option(
      "--vote <rule>",
      "single, majority:5 or all:10 data sets per probe",
      usage((text) => parseVote(text).name),
      "single",
    )
    .option("--trials <count>", "independent repeats of the search", usage(int(1)), 50)
    .option("--max-patterns <P>", "largest number of patterns tried", usage(int(1)), 16384)
    .option("--seed <seed>", "seed of all random streams", usage(int(0)), 1)
    .addOption(new Option("--json", "print an array of rows").conflicts("csv"))
    .option("--csv", "print the rows as comma-separated values")
    .option("--out <folder>", "keep each row with its record there, and take known rows from it")
    .option(
      "--figure <file>",
      "draw the rows: .svg, .png, .pdf, .html or .json by its ending",
      usage(figureFile),
    )
    .action(measure);
}

async function measure(options: CapacityCommandOptions): Promise<void> {
  const grid = {
    energies: options.energy,
    orders: options.order,
    beta: options.beta,
    N: options.spins,
    separations: options.separation,
    correlations: options.correlation,
    criterion: options.criterion,
    trials: options.trials,
    seed: options.seed,
    search: options.search,
    vote: options.vote,
    maximumP: options.maxPatterns,
  };
  const settings = capacitySettings(grid);
  const progress = createProgressLine("capacity", settings.length, options.trials);
  const measuredRows: CapacityRow[] = [];
  let wasInterrupted = false;
  try {
    wasInterrupted = await interruptible(async (signal) => {
      for (const [k, setting] of settings.entries()) {
        const row = await measured(setting, options.out, {
          signal,
          onProgress: (done) => progress.update(k, done),
        });
        measuredRows.push(row);
        progress.finish(k);
      }
    });
  } finally {
    progress.stop();
    const rows = measuredRows.map(printedRow);
    const text = rowsText(rows, options);
    if (rows.length > 0 || (wasInterrupted && text !== "")) console.log(text);
  }
  if (wasInterrupted) {
    process.stderr.write(
      `damlab capacity: interrupted after ${measuredRows.length} of ${settings.length} rows\n`,
    );
    return;
  }
  if (options.figure !== undefined) await drawCapacity(grid, measuredRows, options.figure);
}

async function measured(
  setting: CapacitySetting,
  folder: string | undefined,
  watch: Parameters<typeof simulatedCapacity>[1],
): Promise<CapacityRow> {
  const run = () => simulatedCapacity(setting, watch);
  return folder === undefined
    ? run()
    : produceOrLoad(rowName(setting), { ...setting }, run, { folder, version: 2 });
}

/** A path whose ending names a format. */
function figureFile(path: string): string {
  if (formatByEnding(path) !== undefined) return path;
  throw new RangeError(
    `expected a path that ends in .svg, .png, .pdf, .html or .json, got ${path}`,
  );
}

/** `capacity/…`, one name for one setting, of the letters that names of results may have. */
function rowName(setting: CapacitySetting): string {
  const { energy, order, beta, N, separation, correlation, criterion } = setting;
  const model = order === null ? `${energy}=${beta}` : `${energy}=${order}`;
  const rest = [setting.search, setting.vote, `T=${setting.trials}`, `max=${setting.maximumP}`];
  const words = [model, `N=${N}`, separation, correlation, criterion, ...rest];
  return `capacity/${[...words, `seed=${setting.seed}`].join(",").replaceAll(":", "=")}`;
}

function energies(text: string): EnergyName[] {
  return text.split(",").map((name) => {
    const energy = name.trim();
    if (energy === "poly" || energy === "rect" || energy === "exp") return energy;
    throw new RangeError(`expected poly, rect or exp, got ${JSON.stringify(energy)}`);
  });
}

function positive(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value > 0 && value < Infinity) return value;
  throw new RangeError(`expected a number > 0, got ${JSON.stringify(text)}`);
}

/** An option that takes a list; its default is written as on the command line. */
function list<T>(flags: string, meaning: string, parse: (text: string) => T[], value: string) {
  return new Option(flags, meaning).argParser(usage(parse)).default(parse(value), value);
}

/** The text itself, once the parser has accepted it. */
const readableBy = (parse: (text: string) => unknown) => (text: string) => {
  parse(text);
  return text;
};
const ints = (least: number) => (text: string) => integers(text, least);
const int = (least: number) => (text: string) => integer(text, least);
