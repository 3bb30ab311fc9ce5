import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Makes the folder of a kernel below a data folder of Jupyter; a text is written as it is. */
export function kernelFolder(data: string, name: string, spec: object | string): string {
  const folder = join(data, "kernels", name);
  mkdirSync(folder, { recursive: true });
  const text = typeof spec === "string" ? spec : JSON.stringify(spec);
  writeFileSync(join(folder, "kernel.json"), text);
  return folder;
}
