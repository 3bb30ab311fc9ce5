import { Command, Option } from "commander";
import type { TeacherStudentStart } from "../studies/teacher-student-setting.ts";
import type { BinaryStart } from "../theory/binary-teacher-student.ts";
import { binaryMachineOfCommand } from "./binary-teacher-student.ts";
import { decimals, integer, integers, listOf, listOption, usage } from "./lists.ts";
import { measureTeacherStudent } from "./measure-teacher-student.ts";
import { type RowsOutput, withOutputOptions } from "./output-options.ts";
import { pottsMachineOfCommand } from "./potts-teacher-student.ts";

interface TeacherStudentCommandOptions extends RowsOutput {
  machine: "potts" | "binary";
  load: number[];
  signal: number[];
  patterns: number[];
  labelNoise: (number | null)[];
  order: number[];
  beta: number[];
  betaTeacher: number[] | "same";
  start: string[];
  simulate?: boolean;
  spins?: number[];
  sets: number;
  sweeps: number;
  dropped: number;
  memories: "orthonormal" | "uniform";
  clusters: "balanced" | "random";
}

/** `damlab teacher-student`: what a student can learn of its teacher, and what it does. */
export function teacherStudentCommand(): Command {
  const command = new Command("teacher-student")
    .description(
      "Overlap of a student with the teacher that drew its examples: the theory of\n" +
        "infinitely many spins, with --simulate beside students that sample their\n" +
        "posterior.\n\n" +
        "--machine potts: the teacher has P memories on the sphere of N dimensions; its\n" +
        "M = load N examples x have the density e^(beta x.memory), beta = signal sqrt(N).\n" +
        `Columns: ${pottsMachineOfCommand.columns.join(", ")}.\n` +
        "q_diag is the overlap of a memory with its own one of the teacher, q_off with\n" +
        "the others, m how well examples are told apart (0 to 1).\n\n" +
        "--machine binary: the teacher is one pattern of N spins, its M = load N^(n-1)/n!\n" +
        "examples come from n-body couplings at --beta-teacher.\n" +
        `Columns: ${binaryMachineOfCommand.columns.join(", ")}.\n` +
        "q_teacher is the student's overlap with the teacher, q with another student, m\n" +
        "with an example.\n\n" +
        "Options marked with * take lists a,b,c and ranges start:stop[:step]. Standard\n" +
        "errors _se are over sets. Columns that are the same in all rows stand above the\n" +
        "table. Exit code 130 when interrupted; finished rows are printed, and with --out\n" +
        "the next run takes them from there.",
    )
    .addOption(
      new Option("--machine <name>", "of teacher and student")
        .choices(["potts", "binary"])
        .default("potts"),
    )
    .addOption(
      listOption("--load <load>", "* M/N, or n! M/N^(n-1) of binary machines", decimals, "2"),
    )
    .addOption(
      listOption("--signal <b>", "* potts: signal b of the examples", decimals, "0.5:3:0.25"),
    )
    .addOption(listOption("--patterns <P>", "* potts: memories", (text) => integers(text, 1), "2"))
    .addOption(
      listOption("--label-noise <e>", "* potts: share of wrong labels, or none", noises, "none"),
    )
    .addOption(listOption("--order <n>", "* binary: order n", (text) => integers(text, 2), "3"))
    .addOption(listOption("--beta <beta>", "* binary: beta of the student", decimals, "0.5"))
    .option(
      "--beta-teacher <beta>",
      "* binary: beta of the teacher; default: that of the student",
      usage(decimals),
    )
    .addOption(
      listOption(
        "--start <name>",
        "* best (of larger free entropy); potts: informed, uninformed; binary: direct (an example), inverse (the teacher), glass, paramagnetic",
        listOf((word) => word),
        "best",
      ),
    )
    .option("--simulate", "simulate, too")
    .option(
      "--spins <N>",
      "* number of spins (default: 400, of binary machines 64)",
      usage((text: string) => integers(text, 2)),
    )
    .option("--sets <count>", "independent teachers, 2 or more for an error", usage(int(1)), 6)
    .option("--sweeps <count>", "Monte Carlo sweeps of a student", usage(int(1)), 260)
    .option("--dropped <count>", "sweeps at the beginning that do not count", usage(int(0)), 60)
    .addOption(
      new Option("--memories <name>", "potts: of simulated teachers")
        .choices(["orthonormal", "uniform"])
        .default("orthonormal"),
    )
    .addOption(
      new Option("--clusters <name>", "potts: numbers of simulated examples of each memory")
        .choices(["balanced", "random"])
        .default("balanced"),
    );
  return withOutputOptions(command).action(measure);
}

async function measure(options: TeacherStudentCommandOptions, command: Command): Promise<void> {
  const isSimulated = options.simulate === true;
  refuseUnused(command, options.machine, isSimulated);
  const { machine, load: loads, sets, sweeps, dropped, memories, clusters, seed } = options;
  const { spins: N = machine === "potts" ? [400] : [64] } = options;
  // words are checked with the grid
  if (machine === "potts") {
    const { signal: signals, patterns, labelNoise: labelNoises } = options;
    const starts = options.start as TeacherStudentStart[];
    const simulate = isSimulated && { N, sets, sweeps, dropped, memories, clusters };
    const grid = { loads, signals, patterns, labelNoises, starts, simulate, seed };
    return measureTeacherStudent(pottsMachineOfCommand, grid, options);
  }
  const { order: orders, beta: betas, betaTeacher: betaTeachers = "same" } = options;
  const starts = options.start as (BinaryStart | "best")[];
  const simulate = isSimulated && { N, sets, sweeps, dropped };
  const grid = { orders, loads, betas, betaTeachers, starts, simulate, seed };
  return measureTeacherStudent(binaryMachineOfCommand, grid, options);
}

const ofPotts = ["signal", "patterns", "labelNoise", "memories", "clusters"];
const ofBinary = ["order", "beta", "betaTeacher"];
const ofSimulation = ["spins", "sets", "sweeps", "dropped", "memories", "clusters"];

/** Refuses parameters that no row would use. */
function refuseUnused(command: Command, machine: "potts" | "binary", isSimulated: boolean): void {
  const given = (names: readonly string[]) => {
    const name = names.find((one) => command.getOptionValueSource(one) === "cli");
    return name?.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
  };
  const [other, foreign] =
    machine === "potts" ? ["binary", given(ofBinary)] : ["potts", given(ofPotts)];
  if (foreign !== undefined) {
    command.error(`error: expected --${foreign} with --machine ${other}, got it with ${machine}`);
  }
  const simulation = given(ofSimulation);
  if (simulation !== undefined && !isSimulated) {
    command.error(`error: expected --${simulation} with --simulate, got it without`);
  }
}

/** Shares of wrong labels, null for none. */
const noises = (text: string): (number | null)[] =>
  text.split(",").flatMap((item) => (item.trim() === "none" ? [null] : decimals(item)));

const int = (least: number) => (text: string) => integer(text, least);
