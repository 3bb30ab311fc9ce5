import { stream } from "../../src/random/stream.ts";

const decay = 0.6;
const steps = 10;
const paths = 400;
const short = (value: number) => Number(value.toPrecision(6));

/**
 * Correlation C and response G of σ(t) = a σ(t − 2) + noise, started stationary: what is an odd number of
 * steps apart is uncorrelated, so C vanishes at odd and G at even distances. Theory in closed form,
 * simulation as the mean over paths of ±1 that keep their sign two steps ago with probability (1 + a) / 2.
 */
export function twoTimeRows() {
  const theory = pairs().map(({ t, t1 }) => {
    const gap = t - t1;
    const C = gap % 2 === 0 ? short(decay ** (gap / 2)) : 0;
    return {
      source: "theory",
      t,
      t1,
      C,
      G: gap === 0 ? null : gap % 2 === 0 ? 0 : short(decay ** ((gap - 1) / 2)),
    };
  });
  const random = stream(1, "two-times");
  const walks = Array.from({ length: paths }, () => {
    const walk: number[] = [];
    for (let t = 0; t < steps; t++) {
      const keeps = random.uniform() < (t < 2 ? 0.5 : (1 + decay) / 2);
      walk.push(t < 2 ? (keeps ? 1 : -1) : keeps ? walk[t - 2]! : -walk[t - 2]!);
    }
    return walk;
  });
  const simulation = pairs().map(({ t, t1 }) => {
    const C = walks.reduce((sum, walk) => sum + walk[t]! * walk[t1]!, 0) / paths;
    return { source: "simulation", t, t1, C, G: null };
  });
  return { theory, simulation };
}

function pairs() {
  return Array.from({ length: steps }, (_, t) =>
    Array.from({ length: t + 1 }, (_, t1) => ({ t, t1 })),
  ).flat();
}
