import { Command } from "commander";
import { removeKernelspec } from "../jupyter/kernelspec-install.ts";
import { type PlaceOptions, placeOf, withPlaceOptions } from "./kernel-place.ts";
import { contentOf } from "./own-kernel.ts";

/** `damlab kernel uninstall`: removes what `damlab kernel install` has written. */
export function kernelUninstallCommand(): Command {
  const command = new Command("uninstall").description(
    "Remove a kernel that damlab kernel install has written, with the folders\n" +
      "above it that are empty then. Say the place and the name as for install.",
  );
  return withPlaceOptions(command).action(uninstall);
}

async function uninstall(options: PlaceOptions): Promise<void> {
  const { folder, keep } = placeOf(options);
  const { kind, words } = await contentOf(folder);
  if (kind !== "ours") {
    throw new Error(
      `expected a kernel of damlab in ${folder}, got ${words}; ` +
        "damlab kernel list says where kernels are",
    );
  }
  await removeKernelspec(folder, keep);
  console.log(`removed ${folder}`);
}
