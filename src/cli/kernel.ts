import { Command } from "commander";
import { kernelStartCommand } from "./kernel-start.ts";

export function kernelCommand(): Command {
  return new Command("kernel").addCommand(kernelStartCommand());
}
