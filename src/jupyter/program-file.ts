import { access, constants, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";

/**
 * File that starting a program by this name or path would run, null when there is none.
 *
 * A bare name is looked up in the folders of PATH; on Windows the endings of PATHEXT may be left out.
 */
export async function programFile(
  program: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string | null> {
  const isPath = isAbsolute(program) || /[\\/]/.test(program);
  const folders = isPath ? [""] : (env.PATH ?? "").split(delimiter).filter(Boolean);
  const endings = process.platform === "win32" ? (env.PATHEXT ?? ".EXE").split(";") : [];
  for (const folder of folders) {
    for (const ending of ["", ...endings]) {
      const file = join(folder, program + ending);
      if (await isExecutable(file)) return file;
    }
  }
  return null;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
