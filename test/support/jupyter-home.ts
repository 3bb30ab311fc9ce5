/** Environment in which `home` is the user's folder and nothing else of this machine's user counts. */
export function jupyterHome(home: string): Record<string, string> {
  const unset = [
    "JUPYTER_PATH",
    "JUPYTER_DATA_DIR",
    "JUPYTER_CONFIG_DIR",
    "XDG_DATA_HOME",
    "IPYTHONDIR",
    "PYTHONUSERBASE",
    "PYTHONNOUSERSITE",
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "APPDATA",
  ];
  return {
    ...Object.fromEntries(unset.map((name) => [name, ""])),
    HOME: home,
    USERPROFILE: home,
    JUPYTER_PREFER_ENV_PATH: "no",
  };
}
