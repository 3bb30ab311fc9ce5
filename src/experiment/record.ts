import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical-json.ts";
import { packageVersion } from "./package-version.ts";

/** What makes two results the same result. */
export interface Identity {
  /** Name of the computation, e.g. `capacity/separation`. */
  readonly name: string;
  /** Integer, raised by hand when the computation changes its meaning. */
  readonly version: number;
  /** Everything the result depends on, JSON values. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Seed of all its random streams; null when nothing is random. */
  readonly seed: number | null;
}

/** The identity and the package that computed it: what is compared, hashed and embedded in files. */
export interface Recipe extends Identity {
  /** Name and version of this package. */
  readonly package: string;
}

/** Where a result came from: stored beside it, never compared. */
export interface Provenance {
  /** Start of the computation, ISO 8601, UTC. */
  readonly time: string;
  /** Duration in seconds of wall-clock time. */
  readonly seconds: number;
  /** Git commit of the current folder, `-dirty` appended when files differ; null outside Git. */
  readonly commit: string | null;
  /** Runtime, platform and processor. */
  readonly machine: string;
}

/**
 * The recipe of an identity.
 *
 * @throws {TypeError} the parameters are not JSON values
 * @throws {RangeError} the version is not an integer ≥ 1, or the seed not one with 0 ≤ seed < 2⁵³
 */
export function recipe(identity: Identity): Recipe {
  const { name, version, parameters, seed } = identity;
  if (!Number.isInteger(version) || version < 1) {
    throw new RangeError(`recipe: expected an integer version >= 1, got ${version}`);
  }
  if (seed !== null && !(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new RangeError(`recipe: expected an integer seed 0 <= seed < 2^53, got ${seed}`);
  }
  canonicalJson(parameters);
  return { name, version, parameters, seed, package: `damlab ${packageVersion}` };
}

/** SHA-256 of the canonical JSON of a recipe, 64 hexadecimal digits. */
export function recipeHash(made: Recipe): string {
  return sha256Hex(canonicalJson(made));
}

/** SHA-256 of a text in UTF-8, 64 hexadecimal digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(text)));
}

/** Provenance of a computation that started at the given time and ends now. */
export async function provenance(started: Date): Promise<Provenance> {
  return {
    time: started.toISOString(),
    seconds: (Date.now() - started.getTime()) / 1000,
    commit: await gitCommit(),
    machine: await machine(),
  };
}

async function machine(): Promise<string> {
  if (!isNode()) return "a browser";
  const { arch, cpus, platform } = await import("node:os");
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? "unknown processor";
  return `Node ${process.versions.node}, ${platform()} ${arch()}, ${processors.length} × ${model}`;
}

async function gitCommit(): Promise<string | null> {
  if (!isNode()) return null;
  const { execFile } = await import("node:child_process");
  const args = ["describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"];
  return new Promise((resolve) => {
    execFile("git", args, { timeout: 5000 }, (error, stdout) => {
      resolve(error ? null : stdout.trim());
    });
  });
}

/** True where files and processes exist, false in a browser. */
export function isNode(): boolean {
  return globalThis.process?.versions?.node !== undefined;
}
