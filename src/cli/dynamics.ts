import { Command, Option } from "commander";
import { type LoadConvention, loadConventions } from "../theory/load.ts";
import { dynamicsColumns } from "./dynamics-text.ts";
import { decimals, integerFrom, integers, listOption, usage } from "./lists.ts";
import { measureDynamics } from "./measure-dynamics.ts";
import { type RowsOutput, withOutputOptions } from "./output-options.ts";

interface DynamicsCommandOptions extends RowsOutput {
  order: number[];
  load: number[];
  loadConvention: LoadConvention;
  overlap: number[];
  steps: number;
  temperature: number;
  interaction: "poly" | "rect";
  form: "difference" | "derivative" | "distinct";
  selfCoupling: boolean;
  update: "synchronous" | "asynchronous";
  theory?: boolean;
  solver?: "exact" | "monte-carlo";
  paths?: number;
  populations?: number;
  simulate?: boolean;
  spins: number[];
  sets: number;
  targets: number;
}

/** `damlab dynamics`: whether a memory retrieves, how fast, and what theory says. */
export function dynamicsCommand(): Command {
  const command = new Command("dynamics")
    .description(
      "Follow the overlap with a stored pattern over time: simulation beside the\n" +
        "theory of infinitely many spins.\n\n" +
        "Options marked with * take lists a,b,c and ranges start:stop[:step]. Without\n" +
        "--theory and --simulate: both, with --update asynchronous simulation alone.\n\n" +
        `Columns: ${dynamicsColumns.join(", ")}.\n` +
        "m is the overlap m(t) from -1 to 1 with its standard error m_se: of a\n" +
        "simulation over independent pattern sets, of theory over populations of paths\n" +
        "(none where exact). t counts steps of all spins at once, with --update\n" +
        "asynchronous sweeps of N single spins. overlap0 is the start asked for: a\n" +
        "simulation starts at the nearest overlap of N spins, its m at t = 0. It stores\n" +
        "P patterns, the load rounded. P, N and sets are empty for theory. Columns that\n" +
        "are the same in all rows stand above the table.\n" +
        "Exit code 130 when interrupted; finished parts are printed, and with --out the\n" +
        "next run takes them from there.",
    )
    .addOption(
      listOption("--order <n>", "* order n of the interaction", (text) => integers(text, 2), "3"),
    )
    .addOption(listOption("--load <load>", "* load", decimals, "0.2"))
    .addOption(
      new Option(
        "--load-convention <name>",
        "what a load counts: variance (2n-3)!! P/N^(n-1), krotov P/N^(n-1), abbott-arian (n-1)! P/N^(n-1), factorial n! P/N^(n-1), samples P/N",
      )
        .choices(loadConventions)
        .default("variance"),
    )
    .addOption(listOption("--overlap <m0>", "* start overlap, -1 to 1", decimals, "0.1:1:0.1"))
    .option("--steps <T>", "time steps", usage(integerFrom(1)), 30)
    .option(
      "--temperature <T>",
      "temperature, in units of the field of a stored pattern",
      usage(decimal),
      0,
    )
    .addOption(
      new Option("--interaction <name>", "poly: x^n, rect: x^n for x > 0")
        .choices(["poly", "rect"])
        .default("poly"),
    )
    .addOption(
      new Option(
        "--form <name>",
        "field: difference of energies, derivative of F, or distinct indices (p-body couplings)",
      )
        .choices(["difference", "derivative", "distinct"])
        .default("difference"),
    )
    .option("--self-coupling", "let spins couple to themselves", false)
    .addOption(
      new Option("--update <name>", "of the simulation; theory is synchronous")
        .choices(["synchronous", "asynchronous"])
        .default("synchronous"),
    )
    .option("--theory", "solve the theory")
    .addOption(
      new Option(
        "--solver <name>",
        "of theory: exact (at most 5 steps, temperature 0) or monte-carlo (default: monte-carlo)",
      ).choices(["exact", "monte-carlo"]),
    )
    .option(
      "--paths <count>",
      "of monte-carlo: paths of a population (default: 20000)",
      usage(integerFrom(1)),
    )
    .option(
      "--populations <count>",
      "of monte-carlo: populations, for the error (default: 8)",
      usage(integerFrom(1)),
    )
    .option("--simulate", "simulate")
    .addOption(listOption("--spins <N>", "* number of spins", (text) => integers(text, 2), "512"))
    .option(
      "--sets <count>",
      "independent pattern sets, 2 or more for an error",
      usage(integerFrom(1)),
      20,
    )
    .option(
      "--targets <count>",
      "patterns of a set that runs start from",
      usage(integerFrom(1)),
      4,
    );
  return withOutputOptions(command).action(measure);
}

async function measure(options: DynamicsCommandOptions, command: Command): Promise<void> {
  const isFree = !options.theory && !options.simulate;
  const hasTheory = options.theory === true || (isFree && options.update === "synchronous");
  const isSimulated = isFree || options.simulate === true;
  refuseUnused(command, hasTheory, isSimulated);
  const { solver, paths, populations } = options;
  await measureDynamics(
    {
      orders: options.order,
      loads: options.load,
      convention: options.loadConvention,
      overlaps: options.overlap,
      steps: options.steps,
      temperature: options.temperature,
      interaction: options.interaction,
      form: options.form,
      selfCoupling: options.selfCoupling,
      update: options.update,
      theory: hasTheory && {
        ...(solver && { solver }),
        ...(paths !== undefined && { paths }),
        ...(populations !== undefined && { populations }),
      },
      simulate: isSimulated && { N: options.spins, sets: options.sets, targets: options.targets },
      seed: options.seed,
    },
    options,
  );
}

/** Refuses parameters that no row would use. */
function refuseUnused(command: Command, hasTheory: boolean, isSimulated: boolean): void {
  const given = (names: readonly string[]) =>
    names.find((name) => command.getOptionValueSource(name) === "cli");
  const theory = given(["solver", "paths", "populations"]);
  if (theory !== undefined && !hasTheory) {
    command.error(`error: expected --${theory} with --theory, got it with simulation alone`);
  }
  const isExact = command.getOptionValue("solver") === "exact";
  const paths = given(["paths", "populations"]);
  if (paths !== undefined && isExact) {
    command.error(`error: expected --${paths} with --solver monte-carlo, got it with exact`);
  }
  const simulation = given(["spins", "sets", "targets", "update"]);
  if (simulation !== undefined && !isSimulated) {
    command.error(`error: expected --${simulation} with --simulate, got it with --theory alone`);
  }
}

/** Reads one decimal; its range is checked with the others. */
function decimal(text: string): number {
  const [value, ...more] = decimals(text);
  if (more.length === 0) return value;
  throw new RangeError(`expected one decimal, got ${JSON.stringify(text)}`);
}
