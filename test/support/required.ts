const required = (process.env.DAMLAB_REQUIRE ?? "").split(",").map((word) => word.trim());

/**
 * Options for a test that needs something not every machine has: skipped with the reason when it
 * is absent, run (and so failed) all the same when DAMLAB_REQUIRE names it.
 */
export function needs(name: string, isPresent: boolean, reason: string): { skip?: string } {
  return isPresent || required.includes(name) ? {} : { skip: `${name}: ${reason}` };
}
