import { build } from "esbuild-wasm";
import { repositoryRoot } from "./paths.ts";

/** A module and all it loads statically, in one text for browsers. */
export interface BrowserBundle {
  readonly code: string;
  /** Modules that the text loads before it runs; none where it stands on its own. */
  readonly needed: readonly string[];
}

/** Bundles a built module; what it loads on demand stays outside. */
export async function browserBundle(path: string): Promise<BrowserBundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: repositoryRoot,
    entryPoints: [path],
    bundle: true,
    format: "esm",
    platform: "browser",
    write: false,
    metafile: true,
    logLevel: "silent",
    plugins: [
      {
        name: "on demand",
        setup({ onResolve }) {
          onResolve({ filter: /./ }, ({ kind, path }) =>
            kind === "dynamic-import" ? { path, external: true } : undefined,
          );
        },
      },
    ],
  });
  const [{ imports }] = Object.values(metafile.outputs);
  const needed = imports.filter(({ kind }) => kind !== "dynamic-import").map(({ path }) => path);
  return { code: outputFiles[0].text, needed };
}
