import { Command } from "commander";
import { addLazyCommands, type LazyCommands } from "./lazy-commands.ts";

const subcommands: LazyCommands = {
  fetch: {
    summary: "put a data set into the project, from the network or from a folder",
    load: async () => (await import("./data-fetch.ts")).dataFetchCommand(),
  },
};

/**
 * `damlab data`: data sets that others made.
 *
 * @param args  words of the command line; only the subcommands among them are loaded
 */
export async function dataCommand(args: readonly string[]): Promise<Command> {
  const data = new Command("data").description("Data sets that do not come with damlab.");
  await addLazyCommands(data, subcommands, args);
  return data;
}
