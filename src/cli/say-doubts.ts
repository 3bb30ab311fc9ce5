import type { DynamicsRow } from "../studies/dynamics-rows.ts";

/** Says of which curves of theory the error is too large or unknown, and which broke down: then the work failed. */
export function sayDoubts(rows: readonly DynamicsRow[]): void {
  const curves = rows.filter(({ t }) => t === 0);
  say(
    curves.filter(({ status }) => status === "uncertain" || status === "not-converged"),
    "is uncertain",
    "see m_se; more --paths and --populations narrow it",
  );
  const broken = curves.filter(({ status }) => status === "not-finite");
  say(
    broken,
    "leaves the range of numbers",
    "m is no number from there on; lower --order or --load",
  );
  if (broken.length > 0) process.exitCode = 1;
}

function say(curves: readonly DynamicsRow[], what: string, remedy: string): void {
  if (curves.length === 0) return;
  const shown = curves
    .slice(0, 3)
    .map(({ order, load, overlap0 }) => `order ${order}, load ${load}, overlap ${overlap0}`)
    .join("; ");
  const more = curves.length > 3 ? ` and ${curves.length - 3} more` : "";
  process.stderr.write(`damlab dynamics: theory ${what} at ${shown}${more}: ${remedy}\n`);
}
