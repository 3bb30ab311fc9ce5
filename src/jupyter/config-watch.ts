import { relative } from "node:path";
import { fileStamp } from "./file-stamp.ts";

/** Tells what the user should know about the tsconfig.json, each thing once. */
export class ConfigWatch {
  private readonly directory: string;
  private readonly files: Map<string, string>;
  private fault: string;

  /**
   * @param directory  absolute folder of the notebook
   * @param files      absolute files that decided the options → their stamps then
   * @param fault      why the options of the file are not used; empty when they are
   */
  constructor(directory: string, files: ReadonlyMap<string, string>, fault: string) {
    this.directory = directory;
    this.files = new Map(files);
    this.fault = fault;
  }

  /** Lines that were not told before; empty when there are none. */
  notice(): string {
    const lines: string[] = [];
    if (this.fault) lines.push(`${this.fault}; the default compiler options are used`);
    this.fault = "";
    for (const [file, known] of this.files) {
      const stamp = fileStamp(file);
      if (stamp === known) continue;
      this.files.set(file, stamp);
      lines.push(`${relative(this.directory, file)} has changed; restart to use it`);
    }
    return lines.map((line) => `${line}\n`).join("");
  }
}
