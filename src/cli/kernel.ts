import { Command } from "commander";
import { addLazyCommands, type LazyCommands } from "./lazy-commands.ts";

const subcommands: LazyCommands = {
  install: {
    summary: "make the kernel known to Jupyter, VS Code and others",
    load: async () => (await import("./kernel-install.ts")).kernelInstallCommand(),
  },
  list: {
    summary: "list the kernels that a front end sees",
    load: async () => (await import("./kernel-list.ts")).kernelListCommand(),
  },
  start: {
    summary: "run a kernel; front ends do this by themselves",
    load: async () => (await import("./kernel-start.ts")).kernelStartCommand(),
  },
  uninstall: {
    summary: "remove a kernel that install has written",
    load: async () => (await import("./kernel-uninstall.ts")).kernelUninstallCommand(),
  },
};

/**
 * `damlab kernel`: the Jupyter kernel and its installation.
 *
 * @param args  words of the command line; only the subcommands among them are loaded
 */
export async function kernelCommand(args: readonly string[]): Promise<Command> {
  const kernel = new Command("kernel").description(
    "The Jupyter kernel for TypeScript, and where front ends find it.\n\n" +
      "`damlab kernel install` writes a folder with a file kernel.json. It tells\n" +
      "Jupyter Notebook, JupyterLab, VS Code and others how to start the kernel: with\n" +
      "this Node.js and this installation of damlab; after an update of Node.js or a\n" +
      "move of damlab, install again. Python is not needed. Places of the folder:\n" +
      "  --user        the user's Jupyter folder (JUPYTER_DATA_DIR, if set)\n" +
      "  --sys-prefix  the active Python environment: seen by Jupyter of that one\n" +
      "  --prefix DIR  DIR/share/jupyter/kernels, e.g. /usr/local for all users\n\n" +
      "Exit codes: 0 success, 1 the work failed, 2 wrong usage.",
  );
  await addLazyCommands(kernel, subcommands, args);
  return kernel;
}
