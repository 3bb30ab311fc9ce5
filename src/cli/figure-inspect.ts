import { Command } from "commander";
import { type FigureFile, packageIn, readFigure } from "./figure-file.ts";

/** `damlab figure inspect FILE`: what a figure file is and how it was made. */
export function figureInspectCommand(): Command {
  return new Command("inspect")
    .description(
      "Say what a figure file is: format, size, title, description, number of marks, and\n" +
        "the recipe it carries. A specification (.json) is drawn for it.\n\n" +
        "Exit code 1 for a file that is no figure or is damaged.",
    )
    .argument("<file>", "a figure: .svg, .png, .pdf, .html or .json")
    .option("--json", "print an object; recipe is null where there is none")
    .action(async (path: string, options: { json?: boolean }) => {
      const file = await readFigure(path);
      const facts = { file: path, ...file.facts, package: packageIn(file.facts) };
      console.log(options.json ? JSON.stringify(facts, null, 2) : readable(file));
    });
}

function readable({ path, facts }: FigureFile): string {
  const { format, width, height, unit, dpi, recipe, marks, theme } = facts;
  const size = `${width} × ${height} ${unit}${dpi === null ? "" : `, ${dpi} dots per inch`}`;
  const lines = [
    ["file", path],
    ["format", format],
    ["size", size],
    ["title", facts.title || "none"],
    ["description", facts.description ?? "none"],
    ["marks", marks === null ? "unknown" : String(marks)],
    ["theme", theme ?? "unknown"],
    ["package", packageIn(facts) ?? "unknown"],
    ["recipe", recipe === null ? "no recipe" : JSON.stringify(recipe, null, 2)],
  ];
  return lines
    .map(([name, value]) => `${name!.padEnd(12)} ${value!.replaceAll("\n", "\n             ")}`)
    .join("\n");
}
