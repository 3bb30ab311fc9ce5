import { Command } from "commander";
import { addLazyCommands, type LazyCommands } from "./lazy-commands.ts";

const subcommands: LazyCommands = {
  inspect: {
    summary: "say what a figure file is and how it was made",
    load: async () => (await import("./figure-inspect.ts")).figureInspectCommand(),
  },
  rebuild: {
    summary: "make a figure again from its recipe and compare",
    load: async () => (await import("./figure-rebuild.ts")).figureRebuildCommand(),
  },
};

/**
 * `damlab figure`: exported figures and their recipes.
 *
 * @param args  words of the command line; only the subcommands among them are loaded
 */
export async function figureCommand(args: readonly string[]): Promise<Command> {
  const figure = new Command("figure").description(
    "Exported figures (.svg, .png, .pdf, .html, .json) and the recipes in them.\n\n" +
      "Exit codes: 0 success, 1 the work failed or figures differ, 2 wrong usage.",
  );
  await addLazyCommands(figure, subcommands, args);
  return figure;
}
