import { Command, Option } from "commander";
import { parseCriterion } from "../capacity/criterion.ts";
import { parseVote } from "../capacity/vote.ts";
import { parseCorrelation, parseSeparation } from "../patterns/parse-source.ts";
import type { CapacityMethod, EnergyName } from "../studies/capacity-setting.ts";
import { capacityColumns } from "./capacity-rows.ts";
import { integerFrom, integers, listOf, listOption, positive, usage } from "./lists.ts";
import { measureCapacities } from "./measure-capacities.ts";
import { type RowsOutput, withOutputOptions } from "./output-options.ts";

interface CapacityCommandOptions extends RowsOutput {
  energy: EnergyName[];
  order: number[];
  beta: number;
  spins: number[];
  separation: string[];
  correlation: string[];
  criterion: string;
  method?: CapacityMethod;
  resamples?: number;
  search?: "fresh" | "nested";
  vote?: string;
  ties: "keep" | "fail";
  trials: number;
  maxPatterns: number;
}

/** `damlab capacity`: how many patterns can be stored. */
export function capacityCommand(): Command {
  return withOutputOptions(
    new Command("capacity")
      .description(
        "Measure how many patterns a dense associative memory stores, over data\n" +
          "sets with prescribed separation and correlation.\n\n" +
          "Options marked with * take lists a,b,c; numbers also start:stop[:step].\n" +
          "Every combination is one row. Rows share their random numbers where one\n" +
          "generator makes their data: ar1:0 and ar1:0.4, mean:0.5 and mean:0.4 do;\n" +
          "none and ar1:0.4 do not.\n\n" +
          `Columns: ${capacityColumns.join(", ")}.\n` +
          "k50 is the P where half of the data sets are stored, with its 95 % interval;\n" +
          "with bisection and sprt the mean of the search, far below with a vote all:K.\n" +
          "k_first is the last P before the first failure, k_last the largest that passes\n" +
          "(means and standard errors over data sets); theory_k50 is the prediction\n" +
          "for large N: up to 15 % low below N = 50, up to 25 % for separated or correlated\n" +
          "data, left out where there is none.\n" +
          "What the trials do not give is left out, and rule says how k50 was made.\n" +
          "Exit code 130 when interrupted; finished rows are printed, and with --out the\n" +
          "next run takes them from there.",
      )
      .addOption(
        listOption(
          "--energy <name>",
          "* poly: x^n, rect: x^n for x > 0, exp (with --separation min:2: close pairs limit it)",
          energies,
          "poly",
        ),
      )
      .addOption(listOption("--order <n>", "* order n of poly and rect", ints(1), "3"))
      .option("--beta <beta>", "rate of exp, in e^(beta x)", usage(positive), 1)
      .addOption(listOption("--spins <N>", "* number of spins", ints(2), "64"))
      .addOption(
        listOption(
          "--separation <rule>",
          "* none; mean:0.4 (fraction of N), min:12 (bits), min:0.2N, max:20, min:8+mean:0.4; random words of bch:7 (N = 2^m - 1 or 2^m) or lexicode:8 (N <= 20), shell:0.25N around a centre",
          listOf(readableBy(parseSeparation)),
          "none",
        ),
      )
      .addOption(
        listOption(
          "--correlation <rule>",
          "* none, ar1:0.4, block8:0.3, equi:0.1",
          listOf(readableBy(parseCorrelation)),
          "none",
        ),
      )
      .option(
        "--criterion <rule>",
        "all, pattern:0.05 or bit:0.005 (fraction that may be unstable), or basin:0.1 (comes back from 10 % flips to an overlap of 0.95; basin:0.1:0.99 sets it)",
        usage((text) => parseCriterion(text).name),
        "all",
      )
      .addOption(
        new Option(
          "--method <name>",
          "curves: every P of each data set; bisection: binary searches; sprt: the same with a " +
            "sequential test at each P (default: curves; bisection with --search, --vote or basin)",
        ).choices(["curves", "bisection", "sprt"]),
      )
      .option(
        "--resamples <count>",
        "of curves: bootstrap resamples of the interval, 0 for none (default: 1000)",
        usage(integerFrom(0)),
      )
      .addOption(
        new Option(
          "--search <data>",
          "of bisection: fresh data for every probe, or nested prefixes of one set (default: fresh)",
        ).choices(["fresh", "nested"]),
      )
      .option(
        "--vote <rule>",
        "of bisection: single, majority:5 or all:10 data sets per probe (default: single)",
        usage((text) => parseVote(text).name),
      )
      .addOption(
        new Option("--ties <rule>", "keep: a bit with field 0 is stable; fail: it is not")
          .choices(["keep", "fail"])
          .default("keep"),
      )
      .option(
        "--trials <count>",
        "independent data sets, or repeats of the search",
        usage(integerFrom(1)),
        50,
      )
      .option(
        "--max-patterns <P>",
        "largest number of patterns tried",
        usage(integerFrom(1)),
        16384,
      ),
  ).action(measure);
}

async function measure(options: CapacityCommandOptions, command: Command): Promise<void> {
  refuseUnused(options, command);
  const { method, resamples, search, vote, ties } = options;
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
    maximumP: options.maxPatterns,
    ties,
    ...(method && { method }),
    ...(resamples !== undefined && { resamples }),
    ...(search && { search }),
    ...(vote && { vote }),
  };
  await measureCapacities(grid, options);
}

/** Refuses parameters that no row would use. */
function refuseUnused({ energy }: CapacityCommandOptions, command: Command): void {
  const isGiven = (name: string) => command.getOptionValueSource(name) === "cli";
  if (isGiven("order") && energy.every((name) => name === "exp")) {
    command.error("error: expected --order with --energy poly or rect, got it with exp alone");
  }
  if (isGiven("beta") && !energy.includes("exp")) {
    command.error(`error: expected --beta with --energy exp, got it with ${energy.join(", ")}`);
  }
}

function energies(text: string): EnergyName[] {
  return text.split(",").map((name) => {
    const energy = name.trim();
    if (energy === "poly" || energy === "rect" || energy === "exp") return energy;
    throw new RangeError(`expected poly, rect or exp, got ${JSON.stringify(energy)}`);
  });
}

/** The text itself, once the parser has accepted it. */
const readableBy = (parse: (text: string) => unknown) => (text: string) => {
  parse(text);
  return text;
};
const ints = (least: number) => (text: string) => integers(text, least);
