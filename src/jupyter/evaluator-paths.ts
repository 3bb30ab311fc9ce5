import { relative } from "node:path";

/**
 * A function that takes the absolute paths of this machine out of a message: paths in the
 * notebook's folder and project become relative to the folder, those in other installed packages
 * begin at `node_modules`.
 *
 * @param directory  absolute folder of the notebook
 * @param project    absolute folder of its project
 */
export function pathCleaner(directory: string, project: string): (text: string) => string {
  const up = relative(directory, project) || ".";
  const folders = [[directory, "."] as const, [project, up] as const]
    .filter(([folder]) => folder !== "/")
    .map(([folder, short]) => [wholePath(folder), short] as const);
  return (text) => {
    let cleaned = text;
    for (const [folder, short] of folders) cleaned = cleaned.replace(folder, () => short);
    return cleaned.replace(ELSEWHERE, "node_modules/");
  };
}

/** Types of earlier cells are printed as `import("/folder/.cell-1").Name`. */
export function withoutCellPaths(text: string): string {
  return withoutFolders(text.replace(/import\("[^"]*\.cell-\d+"\)\./g, ""));
}

/** Types of all files by their names only, as their authors write them. */
export function withoutImports(text: string): string {
  return withoutFolders(text.replace(/\bimport\("[^"]*"\)\./g, ""));
}

function withoutFolders(text: string): string {
  return text.replace(/import\("[^"]*\/([^"/]+)"\)/g, 'import("$1")');
}

const ELSEWHERE = /(?<![\w.-])(?:file:\/\/)?\/[^\s"'`()]*\/node_modules\//g;

/** Neither part of a longer name, nor the end of a longer path. */
function wholePath(folder: string): RegExp {
  const literal = folder.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return new RegExp(`(?<![\\w.-])(?:file://)?${literal}(?![\\w-]|\\.\\w)`, "g");
}
