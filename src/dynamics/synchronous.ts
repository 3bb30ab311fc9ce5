import { packInPlace } from "../core/bits.ts";
import { probeMarginsInPlace } from "../core/probe-margins.ts";
import { marginRoom, settleSignsInPlace } from "../models/margins-of-probe.ts";
import type { SweepResult, SweepState } from "./retrieve.ts";

/** One synchronous step per call; remembers every state it has been in. */
export function synchronousSweeps(work: SweepState): () => SweepResult {
  const { patterns, table, free, state, distances } = work;
  const { N } = patterns;
  const room = marginRoom(patterns);
  const probe = new Uint32Array(patterns.wordsPerRow);
  packInPlace(state, 0, N, probe, 0);
  const seen = new Map([[probe.join(), 0]]);
  let step = 0;
  probeMarginsInPlace(room, table, patterns, probe, 0);

  return () => {
    settleSignsInPlace(room, table, patterns, probe, 0);
    let flips = 0;
    for (const i of free) {
      if (room.margins[i] >= 0) continue;
      state[i] = -state[i];
      flips += 1;
    }
    if (flips === 0) return { flips, period: 1 };
    packInPlace(state, 0, N, probe, 0);
    probeMarginsInPlace(room, table, patterns, probe, 0);
    distances.set(room.distances);
    step += 1;
    const key = probe.join();
    const before = seen.get(key);
    seen.set(key, step);
    return { flips, period: before === undefined ? null : step - before };
  };
}
