import { realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, posix, win32 } from "node:path";

/** What decides where Jupyter looks for kernels. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder, symbolic links resolved as Jupyter does. */
  readonly home: string;
  /** Whether a folder, or the nearest one above it that exists, belongs to the user. */
  owns(folder: string): boolean;
}

/** The surroundings of this process. */
export function surroundings(): Surroundings {
  const { platform, env } = process;
  return { platform, env, home: resolved(homedir()), owns: isOwnedByUser };
}

/**
 * Folders that hold one folder a kernel, in the order in which Jupyter searches them: the first kernel
 * of a name wins.
 *
 * As jupyter_core 5 does it, for the Python environment that is active (VIRTUAL_ENV, CONDA_PREFIX).
 * Version 4 differs in one thing: the user's folder comes before an environment's unless
 * JUPYTER_PREFER_ENV_PATH is set. Not covered: folders that only a running Python knows (its own prefix
 * without an activated environment, `~/Library/Python/3.x` of macOS frameworks).
 */
export function kernelFolders(around: Surroundings): string[] {
  const { env, home } = around;
  const { delimiter, join } = pathsOf(around);
  const explicit = (env.JUPYTER_PATH ?? "").split(delimiter).filter(Boolean);
  const user = [userDataFolder(around), ...userSiteFolder(around)];
  const prefix = pythonPrefix(env);
  const environment = prefix === null ? [] : [join(prefix, "share", "jupyter")];
  const both = isEnvironmentFirst(around) ? [...environment, ...user] : [...user, ...environment];
  const data = [...explicit, ...both, ...systemFolders(around)];
  const ipython = env.IPYTHONDIR || join(home, ".ipython");
  return [...new Set([...data, ipython].map((folder) => join(folder, "kernels")))];
}

/** Jupyter's data folder of the user; its subfolder `kernels` is where `--user` installs. */
export function userDataFolder(around: Surroundings): string {
  const { platform, env, home } = around;
  const { join } = pathsOf(around);
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform !== "win32") {
    return join(env.XDG_DATA_HOME || join(home, ".local", "share"), "jupyter");
  }
  if (env.APPDATA) return join(env.APPDATA, "jupyter");
  return join(env.JUPYTER_CONFIG_DIR || join(home, ".jupyter"), "data");
}

/** Folder of the Python environment that is active, null when there is none. */
export function pythonPrefix(env: Surroundings["env"]): string | null {
  return env.VIRTUAL_ENV || env.CONDA_PREFIX || null;
}

/** Where `pip install --user` puts data; a virtual environment does not look there. */
function userSiteFolder(around: Surroundings): string[] {
  const { platform, env, home } = around;
  const { join } = pathsOf(around);
  if (env.PYTHONNOUSERSITE || env.VIRTUAL_ENV) return [];
  const base = platform === "win32" ? join(env.APPDATA || home, "Python") : join(home, ".local");
  return [join(env.PYTHONUSERBASE || base, "share", "jupyter")];
}

function systemFolders(around: Surroundings): string[] {
  if (around.platform !== "win32") return ["/usr/local/share/jupyter", "/usr/share/jupyter"];
  const { PROGRAMDATA } = around.env;
  return PROGRAMDATA ? [win32.join(PROGRAMDATA, "jupyter")] : [];
}

function isEnvironmentFirst({ env, owns }: Surroundings): boolean {
  const wish = env.JUPYTER_PREFER_ENV_PATH;
  if (wish !== undefined) return !/^(no|n|false|off|0|0\.0)$/i.test(wish);
  const prefix = pythonPrefix(env);
  const isRoot = !env.VIRTUAL_ENV && (env.CONDA_DEFAULT_ENV ?? "base") === "base";
  return prefix !== null && !isRoot && owns(prefix);
}

function pathsOf({ platform }: Surroundings): typeof posix {
  return platform === "win32" ? win32 : posix;
}

function resolved(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

function isOwnedByUser(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found) return process.geteuid === undefined || found.uid === process.geteuid();
  return dirname(folder) !== folder && isOwnedByUser(dirname(folder));
}
