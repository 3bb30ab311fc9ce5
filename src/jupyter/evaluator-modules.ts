import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { MessagePort } from "node:worker_threads";
import type ts from "typescript";
import { LocalModules, sourceFile } from "./evaluator-local-modules.ts";
import { checkJson, checkScript, transpile, withClasses } from "./evaluator-local-source.ts";
import { withoutVersions, withVersion } from "./evaluator-module-version.ts";
import { hasOwnDamlab } from "./evaluator-own-package.ts";
import { mappedPaths, type PathMapping } from "./tsconfig-paths.ts";

/**
 * Module hooks of the child process: local TypeScript sources, extensionless imports, JSON without
 * an attribute, the package `damlab` for folders that have none of their own, the paths of the
 * user's tsconfig.json, and new versions of local modules that were edited.
 *
 * The same functions serve `module.registerHooks` (synchronous) and, on versions of Node without
 * it, `module.register`, where they live in a thread of their own: they decide from the file system
 * and hand all else on. Modules in CommonJS are loaded once, as Node keeps them by their file name.
 */

/** What the user's tsconfig.json says about loading. */
export interface LoadingOptions {
  readonly mapping: PathMapping;
  /** Additional conditions of `exports` in package.json files. */
  readonly conditions: readonly string[];
  /** How local TypeScript sources are emitted. */
  readonly emit: ts.CompilerOptions;
}

/** Main thread → thread of the hooks; the last two are answered in order. */
export type HookRequest =
  | { type: "configure"; options: LoadingOptions }
  | { type: "update" }
  | { type: "take-given" };

interface ResolveContext {
  parentURL?: string | undefined;
  importAttributes?: Record<string, string>;
  conditions?: readonly string[];
}

interface Resolved {
  url: string;
  format?: string | null | undefined;
  importAttributes?: Record<string, string>;
  shortCircuit?: boolean;
}

interface Loaded {
  format: string;
  source?: string | Uint8Array | null | undefined;
  shortCircuit?: boolean;
}

const OWN_FOLDER = new URL("../", import.meta.url).href;
const modules = new LocalModules();
let loading: LoadingOptions = { mapping: { pathsBase: "/" }, conditions: [], emit: {} };

/** Called by `module.register`. */
export function initialize({ port }: { port: MessagePort }): void {
  port.on("message", (request: HookRequest) => {
    const answer = obey(request);
    if (answer !== undefined) port.postMessage(answer);
  });
}

export function obey(request: HookRequest): boolean | string[] | undefined {
  if (request.type === "update") return modules.update();
  if (request.type === "take-given") return modules.takeGiven();
  loading = request.options;
  return undefined;
}

export function resolve<T extends Resolved | Promise<Resolved>>(
  specifier: string,
  context: ResolveContext,
  nextResolve: (specifier: string, context: ResolveContext) => T,
): T | Resolved | Promise<Resolved> {
  const parent = context.parentURL ?? "";
  if (specifier === "damlab" && !isFoundFrom(parent)) {
    return { url: new URL("../index.js", import.meta.url).href, shortCircuit: true };
  }
  if (!isLocal(parent)) return nextResolve(specifier, context);
  const importer = fileURLToPath(parent);
  const { conditions } = loading;
  const wider = conditions.length
    ? { ...context, conditions: [...conditions, ...(context.conditions ?? [])] }
    : context;
  const { paths, search } = meanings(specifier, parent);
  let found: string | undefined;
  for (const path of paths) {
    found = sourceFile(path);
    modules.meant(importer, path, found);
    if (found) break;
  }
  const url = found === undefined ? "" : pathToFileURL(found).href + search;
  if (context.conditions?.includes("require")) {
    if (isTypeScript(url)) return { url, format: "module", shortCircuit: true };
    return nextResolve(specifier, wider);
  }
  const version = (resolved: Resolved): Resolved => {
    if (!isReloadable(resolved)) return resolved;
    const version = modules.imported(importer, fileURLToPath(resolved.url));
    return { ...resolved, url: withVersion(resolved.url, version) };
  };
  if (found?.endsWith(".json")) {
    const importAttributes = { ...context.importAttributes, type: "json" };
    return version({ url, format: "json", importAttributes, shortCircuit: true });
  }
  if (isTypeScript(url)) return version({ url, format: "module", shortCircuit: true });
  return chain(nextResolve(url || specifier, wider), version);
}

export function load<T extends Loaded | Promise<Loaded>>(
  url: string,
  context: unknown,
  nextLoad: (url: string, context: unknown) => T,
): T | Loaded | Promise<Loaded> {
  if (!isLocal(url) || url.startsWith(OWN_FOLDER)) return nextLoad(url, context);
  const file = fileURLToPath(url);
  if (isTypeScript(url)) {
    return { format: "module", source: transpile(file, loading.emit), shortCircuit: true };
  }
  if (file.endsWith(".json")) checkJson(file);
  return chain(nextLoad(url, context), (loaded) => {
    if (loaded.format !== "module" || !loaded.source) return loaded;
    const { source } = loaded;
    const code = typeof source === "string" ? source : Buffer.from(source).toString();
    if (withoutVersions(url) !== url) checkScript(file, code);
    return { ...loaded, source: withClasses(code) };
  });
}

/** The absolute paths that a specifier may mean, apart from packages. */
function meanings(specifier: string, parent: string): { paths: string[]; search: string } {
  if (/^\.{0,2}\//.test(specifier) || specifier.startsWith("file:")) {
    const url = new URL(specifier, parent);
    return { paths: [fileURLToPath(url)], search: withoutVersions(url.search) };
  }
  const isBare = !isBuiltin(specifier) && !/^[a-z]+:/.test(specifier) && specifier[0] !== "#";
  return { paths: isBare ? mappedPaths(specifier, loading.mapping) : [], search: "" };
}

function isFoundFrom(parent: string): boolean {
  return parent.startsWith("file:") && hasOwnDamlab(dirname(fileURLToPath(parent)));
}

function isLocal(url: string): boolean {
  return url.startsWith("file:") && !url.includes("/node_modules/");
}

function isTypeScript(url: string): boolean {
  return isLocal(url) && /\.(?:m?ts|tsx)(?:\?|$)/.test(url);
}

function isReloadable({ url, format }: Resolved): boolean {
  if (!isLocal(url) || url.startsWith(OWN_FOLDER)) return false;
  if (format === "module" || format === "json") return true;
  // Without a word from package.json Node decides by the text, and so do we.
  if (format || !/\.m?js(?:\?|$)/.test(url)) return false;
  return /^\s*(?:import|export)\b/m.test(readFileSync(fileURLToPath(url), "utf8"));
}

function chain<T>(value: T | Promise<T>, next: (value: T) => T): T | Promise<T> {
  return value instanceof Promise ? value.then(next) : next(value);
}
