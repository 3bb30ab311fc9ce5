import assert from "node:assert/strict";
import { test } from "node:test";
import {
  kernelFolders,
  type Surroundings,
  userDataFolder,
} from "../../src/jupyter/kernelspec-folders.ts";

function folders(
  platform: NodeJS.Platform,
  env: Surroundings["env"] = {},
  owns = true,
): readonly string[] {
  const home = platform === "win32" ? "C:\\Users\\ada" : "/home/ada";
  return kernelFolders({ platform, env, home, owns: () => owns });
}

test("kernelFolders: on Linux the user's folder comes before the machine's, IPython's last", () => {
  assert.deepEqual(folders("linux"), [
    "/home/ada/.local/share/jupyter/kernels",
    "/usr/local/share/jupyter/kernels",
    "/usr/share/jupyter/kernels",
    "/home/ada/.ipython/kernels",
  ]);
});

test("kernelFolders: on macOS the user's folder is ~/Library/Jupyter", () => {
  assert.deepEqual(folders("darwin"), [
    "/home/ada/Library/Jupyter/kernels",
    "/home/ada/.local/share/jupyter/kernels",
    "/usr/local/share/jupyter/kernels",
    "/usr/share/jupyter/kernels",
    "/home/ada/.ipython/kernels",
  ]);
});

test("kernelFolders: on Windows folders come from APPDATA and PROGRAMDATA", () => {
  const env = { APPDATA: "C:\\Users\\ada\\AppData\\Roaming", PROGRAMDATA: "C:\\ProgramData" };
  assert.deepEqual(folders("win32", { ...env, JUPYTER_PATH: "D:\\a b;E:\\ü" }), [
    "D:\\a b\\kernels",
    "E:\\ü\\kernels",
    "C:\\Users\\ada\\AppData\\Roaming\\jupyter\\kernels",
    "C:\\Users\\ada\\AppData\\Roaming\\Python\\share\\jupyter\\kernels",
    "C:\\ProgramData\\jupyter\\kernels",
    "C:\\Users\\ada\\.ipython\\kernels",
  ]);
  const bare = folders("win32", { PYTHONNOUSERSITE: "1" });
  assert.equal(bare[0], "C:\\Users\\ada\\.jupyter\\data\\kernels");
});

test("kernelFolders: JUPYTER_PATH comes first, in its order, empty entries passed over", () => {
  const found = folders("linux", { JUPYTER_PATH: "/one/:/two::" });
  assert.deepEqual(found.slice(0, 3), [
    "/one/kernels",
    "/two/kernels",
    "/home/ada/.local/share/jupyter/kernels",
  ]);
});

test("kernelFolders: JUPYTER_DATA_DIR and XDG_DATA_HOME move the user's folder, not Python's", () => {
  const local = "/home/ada/.local/share/jupyter/kernels";
  const xdg = folders("linux", { XDG_DATA_HOME: "/xdg" });
  assert.deepEqual(xdg.slice(0, 2), ["/xdg/jupyter/kernels", local]);
  const data = folders("linux", { XDG_DATA_HOME: "/xdg", JUPYTER_DATA_DIR: "/data" });
  assert.deepEqual(data.slice(0, 2), ["/data/kernels", local]);
  const noSite = folders("linux", { JUPYTER_DATA_DIR: "/data", PYTHONNOUSERSITE: "1" });
  assert.ok(!noSite.includes(local));
  const base = folders("linux", { PYTHONUSERBASE: "/base" });
  assert.equal(base[1], "/base/share/jupyter/kernels");
});

test("kernelFolders: a virtual environment of one's own comes before the user's folder", () => {
  const env = { VIRTUAL_ENV: "/venv", CONDA_PREFIX: "/conda" };
  const user = "/home/ada/.local/share/jupyter/kernels";
  const inside = "/venv/share/jupyter/kernels";
  assert.deepEqual(folders("linux", env).slice(0, 2), [inside, user]);
  assert.deepEqual(folders("linux", env, false).slice(0, 2), [user, inside]);
  const user1st = folders("linux", { ...env, JUPYTER_PREFER_ENV_PATH: "no" });
  assert.deepEqual(user1st.slice(0, 2), [user, inside]);
  const env1st = folders("linux", { ...env, JUPYTER_PREFER_ENV_PATH: "1" }, false);
  assert.deepEqual(env1st.slice(0, 2), [inside, user]);
});

test("kernelFolders: a named conda environment comes first, the base one after the user", () => {
  const user = "/home/ada/.local/share/jupyter/kernels";
  const inside = "/conda/share/jupyter/kernels";
  const named = { CONDA_PREFIX: "/conda", CONDA_DEFAULT_ENV: "physics" };
  assert.deepEqual(folders("linux", named).slice(0, 2), [inside, user]);
  const base = { CONDA_PREFIX: "/conda", CONDA_DEFAULT_ENV: "base" };
  assert.deepEqual(folders("linux", base).slice(0, 2), [user, inside]);
});

test("kernelFolders: no folder is searched twice", () => {
  const env = { VIRTUAL_ENV: "/usr", JUPYTER_PATH: "/usr/share/jupyter" };
  const found = folders("linux", env);
  assert.equal(new Set(found).size, found.length);
});

test("userDataFolder: is the first folder that JUPYTER_PATH and environments leave", () => {
  for (const platform of ["linux", "darwin", "win32"] as const) {
    const around = { platform, env: {}, home: "/home/ada", owns: () => true };
    const [first] = kernelFolders(around);
    assert.ok(first.startsWith(userDataFolder(around)), `${platform}: ${first}`);
  }
});
