import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repositoryRoot } from "../support/paths.ts";

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
  readonly deprecated?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  /** Comes with a development or an optional dependency. */
  readonly devOptional?: boolean;
}

const lock = JSON.parse(readFileSync(join(repositoryRoot, "package-lock.json"), "utf8"));
const packages = Object.entries(lock.packages as Record<string, Locked>);

test("package-lock: the programs of every platform are locked", () => {
  const names = packages.map(([path]) => path);
  for (const [path, { optionalDependencies = {} }] of packages) {
    for (const name of Object.keys(optionalDependencies)) {
      assert.ok(
        names.some((other) => other.endsWith(`node_modules/${name}`)),
        `${path} needs ${name}`,
      );
    }
  }
});

test("package-lock: no run-time dependency is deprecated, no required one has an install script", () => {
  const runTime = packages.filter(([path, { dev }]) => path !== "" && !dev);
  assert.ok(runTime.length > 20);
  for (const [path, { hasInstallScript, deprecated, optional, devOptional }] of runTime) {
    assert.ok(optional || devOptional || !hasInstallScript, `${path} has an install script`);
    assert.equal(deprecated, undefined, path);
  }
});

test("environment.md: every dependency is justified", () => {
  const page = readFileSync(join(repositoryRoot, "environment.md"), "utf8");
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = JSON.parse(
    readFileSync(join(repositoryRoot, "package.json"), "utf8"),
  );
  const names = Object.keys({
    ...dependencies,
    ...devDependencies,
    ...optionalDependencies,
    ...peerDependencies,
  });
  const missing = names.filter((name) => !page.includes(name) && !name.startsWith("@types/"));
  assert.deepEqual(missing, []);
});
