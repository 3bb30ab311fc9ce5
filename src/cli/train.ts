import { Command } from "commander";
import { addLazyCommands, type LazyCommands } from "./lazy-commands.ts";

const subcommands: LazyCommands = {
  potts: {
    summary: "a Potts machine: memories on the sphere with soft labels",
    load: async () => (await import("./train-potts.ts")).trainPottsCommand(),
  },
};

/**
 * `damlab train`: learn a machine from data.
 *
 * @param args  words of the command line; only the subcommands among them are loaded
 */
export async function trainCommand(args: readonly string[]): Promise<Command> {
  const train = new Command("train").description(
    "Learn a machine from data and keep it in a file that damlab predict reads.",
  );
  await addLazyCommands(train, subcommands, args);
  return train;
}
