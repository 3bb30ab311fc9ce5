import { Command } from "commander";

/** Commands by name; a command's file is loaded only when the line names it. */
export type LazyCommands = Readonly<
  Record<string, { readonly summary: string; load(): Promise<Command> }>
>;

/** Adds commands to their parent: those that `args` name in full, the others by their summary. */
export async function addLazyCommands(
  parent: Command,
  commands: LazyCommands,
  args: readonly string[],
): Promise<void> {
  for (const [name, { summary, load }] of Object.entries(commands)) {
    const command = args.includes(name) ? await load() : new Command(name);
    inherit(command.summary(summary), parent);
    parent.addCommand(command);
  }
}

/** Words of the line that name a command and its subcommand. */
export function namedCommands(program: Command, args: readonly string[]): string[] {
  const names: string[] = [];
  let command = program;
  for (const argument of args) {
    const child = command.commands.find((one) => one.name() === argument);
    if (child === undefined) continue;
    names.push(argument);
    command = child;
  }
  return names;
}

function inherit(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
}
