#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { packageVersion } from "../experiment/package-version.ts";
import { addLazyCommands, type LazyCommands, namedCommands } from "./lazy-commands.ts";

const commands: LazyCommands = {
  capacity: {
    summary: "measure how many patterns a memory stores",
    load: async () => (await import("./capacity.ts")).capacityCommand(),
  },
  check: {
    summary: "run a notebook and say which of its checks hold",
    load: async () => (await import("./check.ts")).checkCommand(),
  },
  data: {
    summary: "put data sets that others made into the project",
    load: async () => (await import("./data.ts")).dataCommand(args),
  },
  doctor: {
    summary: "say what this machine has and which feature misses what",
    load: async () => (await import("./doctor.ts")).doctorCommand(),
  },
  dynamics: {
    summary: "follow retrieval over time, simulation beside theory",
    load: async () => (await import("./dynamics.ts")).dynamicsCommand(),
  },
  explore: {
    summary: "look at your own table or images as memories",
    load: async () => (await import("./explore.ts")).exploreCommand(),
  },
  figure: {
    summary: "say what a figure file is, or make it again from its recipe",
    load: async () => (await import("./figure.ts")).figureCommand(args),
  },
  kernel: {
    summary: "install the Jupyter kernel, list or remove kernels",
    load: async () => (await import("./kernel.ts")).kernelCommand(args),
  },
  predict: {
    summary: "say what a trained machine makes of data",
    load: async () => (await import("./predict.ts")).predictCommand(),
  },
  run: {
    summary: "run notebooks and write them with their outputs, on request as HTML reports",
    load: async () => (await import("./run.ts")).runCommand(),
  },
  site: {
    summary: "write the notebooks of a folder as offline pages with an index",
    load: async () => (await import("./site.ts")).siteCommand(),
  },
  "teacher-student": {
    summary: "what a student learns of its teacher, simulation beside theory",
    load: async () => (await import("./teacher-student.ts")).teacherStudentCommand(),
  },
  train: {
    summary: "learn a machine from data",
    load: async () => (await import("./train.ts")).trainCommand(args),
  },
};

const args = process.argv.slice(2);
const program = new Command("damlab")
  .description("A notebook laboratory for dense associative memory.")
  .version(packageVersion)
  .exitOverride()
  .configureOutput({ outputError: () => {} });

try {
  process.on("SIGINT", exitUnlessHandled);
  process.stdout.on("error", stopWhenReaderLeft);
  await addLazyCommands(program, commands, args);
  await program.parseAsync(args, { from: "user" });
} catch (error) {
  report(error);
}

function report(error: unknown): void {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return;
    process.exitCode = 2;
    if (!error.code.startsWith("commander.help")) sayUsage(error.message);
    return;
  }
  process.exitCode = 1;
  const debug = process.env.DAMLAB_DEBUG && error instanceof Error ? error.stack : undefined;
  say(debug ?? (error instanceof Error ? error.message : String(error)));
}

function sayUsage(message: string): void {
  say(message.replace(/^error: /, ""));
  process.stderr.write(`see ${named()} --help\n`);
}

function say(message: string): void {
  process.stderr.write(`${named()}: ${message}\n`);
}

function named(): string {
  return ["damlab", ...namedCommands(program, args)].join(" ");
}

/** Ctrl-C ends the process unless the command has put its own listener beside this one. */
function exitUnlessHandled(): void {
  if (process.listenerCount("SIGINT") === 1) process.exit(130);
}

function stopWhenReaderLeft(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit();
}
