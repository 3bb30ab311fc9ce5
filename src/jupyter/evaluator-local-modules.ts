import { statSync } from "node:fs";
import { fileStamp } from "./file-stamp.ts";

const EXTENSIONS = [".ts", ".tsx", ".mts", ".js", ".mjs", ".json"];
/** Cells come and go under many names, and none of them can be imported by its file. */
const CELL = /\.cell-\d+\.ts$/;

interface LocalModule {
  /** 0 at first; grows whenever the module must be evaluated anew. */
  version: number;
  /** The version that an import was given last. */
  given: number;
  /** Of the file, when this version began. */
  stamp: string;
  imports: Set<string>;
  /** What the paths in its imports meant. */
  meanings: Map<string, string | undefined>;
}

/**
 * The user's own modules, which import which, and which of them have changed since they were loaded.
 *
 * Node keeps an ES module under its URL for good. A module that changed, and all that import it in
 * whatever many steps, are therefore given a new version, which becomes part of their URLs.
 */
export class LocalModules {
  private readonly modules = new Map<string, LocalModule>();
  private edited = new Set<string>();
  private given: string[] = [];

  /** Notes that an import of a module by a path meant a file, or nothing. */
  meant(importer: string, path: string, file: string | undefined): void {
    this.module(importer).meanings.set(path, file);
  }

  /** Notes that a module imports a file; returns the version of the file to take. */
  imported(importer: string, file: string): number {
    this.module(importer).imports.add(file);
    const module = this.module(file);
    if (module.given !== module.version) {
      module.given = module.version;
      this.given.push(file);
    }
    return module.version;
  }

  /** Looks at the disk and gives new versions; returns whether there are any. */
  update(): boolean {
    this.given = [];
    this.edited = new Set();
    const dirty = new Set<string>();
    for (const [file, module] of this.modules) {
      if (module.stamp !== fileStamp(file)) this.edited.add(file);
      else if (!hasOldMeaning(module)) continue;
      dirty.add(file);
    }
    if (dirty.size === 0) return false;
    const importers = new Map<string, string[]>();
    for (const [importer, { imports }] of this.modules) {
      for (const file of imports) importers.set(file, [...(importers.get(file) ?? []), importer]);
    }
    // A set may grow while it is walked: what is added is reached too.
    for (const file of dirty) for (const importer of importers.get(file) ?? []) dirty.add(importer);
    for (const file of dirty) {
      const version = this.module(file).version + 1;
      const { given } = this.module(file);
      this.modules.set(file, { ...emptyModule(file), version, given });
    }
    return true;
  }

  /** Files of which an import was given a new version since the last call, those edited first. */
  takeGiven(): string[] {
    const files = this.given;
    this.given = [];
    const isEdited = (file: string) => this.edited.has(file);
    return [...files.filter(isEdited), ...files.filter((file) => !isEdited(file))];
  }

  private module(file: string): LocalModule {
    const key = file.replace(CELL, ".cell");
    const known = this.modules.get(key) ?? emptyModule(key);
    this.modules.set(key, known);
    return known;
  }
}

/** The file that a path in an import means: itself, with an extension, or as a folder. */
export function sourceFile(path: string): string | undefined {
  const candidates = [
    path,
    ...EXTENSIONS.map((extension) => path + extension),
    path.replace(/\.(m?)js$/, ".$1ts"),
    path.replace(/\.jsx?$/, ".tsx"),
    ...EXTENSIONS.map((extension) => `${path}/index${extension}`),
  ];
  return candidates.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

function emptyModule(file: string): LocalModule {
  return {
    version: 0,
    given: 0,
    stamp: fileStamp(file),
    imports: new Set(),
    meanings: new Map(),
  };
}

function hasOldMeaning({ meanings }: LocalModule): boolean {
  for (const [path, file] of meanings) if (sourceFile(path) !== file) return true;
  return false;
}
