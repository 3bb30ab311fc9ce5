import { shown } from "../core/shown.ts";
import type { Rng } from "./stream.ts";

/** @throws {TypeError} no source of random numbers; `caller` names the public function */
export function requireRng(caller: string, rng: Rng | undefined): void {
  if (typeof rng?.split === "function") return;
  throw new TypeError(`${caller}: expected rng, got ${shown(rng)}; stream(seed) opens one`);
}
