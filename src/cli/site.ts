import { Command, Option } from "commander";
import type { SiteOptions } from "./site-pages.ts";

/** `damlab site DIR`: the notebooks of a folder as offline pages with an index. */
export function siteCommand(): Command {
  return new Command("site")
    .description(
      "Write every notebook of a folder, and of the folders in it, as one offline page, and an index\n" +
        "with title, first sentence, first figure and state of each. Pages show the stored outputs.\n\n" +
        "Links are relative, so the folder can be moved, sent or served as it is. Pages of notebooks that\n" +
        "are gone stay. Exit code 1 when a notebook could not be read or shown or, with --run, failed:\n" +
        "the others are written.",
    )
    .argument("<folder>", "folder that holds notebooks")
    .option("--out <folder>", "where the pages go", "out/site")
    .option("--title <text>", "title of the index; default: the name of the folder")
    .option("--static", "pictures instead of interactive charts")
    .option(
      "--run",
      "run the notebooks first, as damlab run does, and write them beside their pages",
    )
    .addOption(
      new Option("--quick", "with --run: use the quick values of the parameters").implies({
        run: true,
      }),
    )
    .option("--json", "print an array of rows")
    .addHelpText("after", "\nColumns: notebook, page, status, figures, errors.")
    .action(async (folder: string, options: SiteOptions) => {
      const { buildSite } = await import("./site-pages.ts");
      await buildSite(folder, options);
    });
}
