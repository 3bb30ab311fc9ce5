import { meanEstimate } from "../../src/numerics/mean.ts";
import { values } from "../../src/patterns/patterns.ts";
import { renderedDigits } from "../../src/patterns/rendered-digits.ts";
import { confusionMatrix } from "../../src/plot/confusion-matrix.ts";
import { distribution } from "../../src/plot/distribution.ts";
import { learningCurves } from "../../src/plot/learning-curves.ts";
import { patternGrid } from "../../src/plot/pattern-grid.ts";
import type { PatternImage } from "../../src/plot/pattern-image.ts";
import { phaseDiagram } from "../../src/plot/phase-diagram.ts";
import { scaling } from "../../src/plot/scaling.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { trajectories } from "../../src/plot/trajectories.ts";
import { stream } from "../../src/random/stream.ts";

/** Mean-field magnet: m(t+1) = tanh(β m(t)), and 6 runs of 400 spins with the same update. */
export const magnetRows = [0.8, 1.5].flatMap((beta) => [
  ...Array.from({ length: 9 }, (_, t) => {
    let m = 0.5;
    for (let k = 0; k < t; k++) m = Math.tanh(beta * m);
    return { source: "theory", beta, t, run: null, m };
  }),
  ...[1, 2, 3, 4, 5, 6].flatMap((run) => {
    const rng = stream(7, `magnet ${beta} ${run}`);
    let m = 0.5;
    return Array.from({ length: 9 }, (_, t) => {
      if (t > 0) {
        const up = Array.from({ length: 400 }, () => rng.uniform() < (1 + Math.tanh(beta * m)) / 2);
        m = (2 * up.filter(Boolean).length) / 400 - 1;
      }
      return { source: "simulation", beta, t, run, m };
    });
  }),
]);

/** Linear regression by gradient descent: 12 noisy examples of 10 unknowns, mean squared errors. */
export const regressionRows = [1, 2, 3, 4].flatMap((run) => {
  const rng = stream(11, `regression ${run}`);
  const gaussians = (count: number) => Array.from({ length: count }, () => rng.gaussian());
  const teacher = gaussians(10);
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const examples = Array.from({ length: 62 }, () => {
    const x = gaussians(10);
    return { x, y: dot(x, teacher) + 0.8 * rng.gaussian() };
  });
  const [train, test] = [examples.slice(0, 12), examples.slice(12)];
  const loss = (set: typeof examples) =>
    set.reduce((sum, { x, y }) => sum + (dot(x, student) - y) ** 2, 0) / set.length;
  let student = teacher.map(() => 0);
  return Array.from({ length: 61 }, (_, epoch) => {
    if (epoch > 0) {
      const errors = train.map(({ x, y }) => dot(x, student) - y);
      student = student.map(
        (w, i) => w - (0.6 / 12) * train.reduce((sum, { x }, k) => sum + errors[k]! * x[i]!, 0),
      );
    }
    return [
      { run, split: "train", epoch, loss: loss(train) },
      { run, split: "test", epoch, loss: loss(test) },
    ];
  }).flat();
});

/** Random walks of t steps: mean square distance of 200 walks in one dimension, and of ballistic ones. */
export const walkRows = [1, 2, 4, 8, 16, 32, 64, 128].flatMap((t) => {
  const rng = stream(3, "walks", t);
  const squares = (step: (k: number) => number) =>
    Array.from({ length: 200 }, () => {
      let place = 0.3 * rng.gaussian();
      for (let k = 0; k < t; k++) place += step(k);
      return place * place;
    });
  const walks = {
    diffusive: squares(() => (rng.uniform() < 0.5 ? 1 : -1)),
    ballistic: squares(() => 0.8 + 0.4 * rng.gaussian()),
  };
  return Object.entries(walks).map(([walk, values]) => {
    const { mean, standardError } = meanEstimate(values);
    return { walk, t, msd: mean, msd_se: standardError };
  });
});

/** Hamming distances of all pairs of 60 random patterns of 40 bits, of fair and of biased bits. */
export const distanceRows = [0.5, 0.8].flatMap((bias) => {
  const rng = stream(2, "distances", bias);
  const sets = Array.from({ length: 60 }, () =>
    Array.from({ length: 40 }, () => rng.uniform() < bias),
  );
  return sets.flatMap((a, i) =>
    sets.slice(0, i).map((b) => ({ bias, d: a.filter((bit, k) => bit !== b[k]).length })),
  );
});

/** Binomial law of 40 bits that differ with probability 2 p (1 − p). */
export const binomialRows = [0.5, 0.8].flatMap((bias) => {
  const q = 2 * bias * (1 - bias);
  let probability = (1 - q) ** 40;
  return Array.from({ length: 41 }, (_, d) => {
    if (d > 0) probability *= ((41 - d) / d) * (q / (1 - q));
    return { source: "theory", bias, d, probability };
  });
});

/** Products of two Gaussian numbers. */
export const productRows = Array.from({ length: 3000 }, (_, k) => {
  const rng = stream(4, "products", k);
  return { product: rng.gaussian() * rng.gaussian() };
});

/** Mean-field magnet m = tanh((m + h) / T): its largest solution, and how many solutions there are. */
export const fieldRows = Array.from({ length: 20 }, (_, i) => i / 10 - 0.95).flatMap((h) =>
  Array.from({ length: 16 }, (_, j) => 0.05 + j * 0.1).map((T) => {
    const iterated = (start: number) => {
      let m = start;
      for (let k = 0; k < 400; k++) m = Math.tanh((m + h) / T);
      return m;
    };
    const [up, down] = [iterated(1), iterated(-1)];
    const phase = up - down > 0.01 ? "two states" : up > 0 ? "up only" : "down only";
    return { h: Number(h.toFixed(2)), T: Number(T.toFixed(2)), m: up, phase };
  }),
);

/** Spinodals of that magnet: h = ±(T artanh m − m) with m = √(1 − T). */
export const spinodalRows = [1, -1].flatMap((sign) =>
  Array.from({ length: 20 }, (_, i) => {
    const T = 0.05 + 0.05 * i;
    const m = Math.sqrt(1 - T);
    return { line: sign > 0 ? "of down" : "of up", T, h: sign * (m - T * Math.atanh(m)) };
  }),
);

/** Nearest of four prototypes of 15 bits to noisy copies of three of them; "rare" has no examples. */
export const nearestRows = (() => {
  const rng = stream(6, "nearest");
  const names = ["vowel", "stop", "nasal", "rare"];
  const bits = () => Array.from({ length: 15 }, () => rng.below(2));
  const prototypes = names.map(bits);
  return Array.from({ length: 300 }, () => {
    const mu = rng.below(3);
    const noisy = prototypes[mu]!.map((bit) => (rng.uniform() < 0.27 ? 1 - bit : bit));
    const distances = prototypes.map((bits) => bits.filter((bit, i) => bit !== noisy[i]).length);
    const nearest = distances.indexOf(Math.min(...distances));
    return { truth: names[mu]!, predicted: names[nearest]! };
  });
})();

/** Mean of 8 drawn examples of each digit, less the mean of all digits: 28 × 28 real values each. */
export const digitMeans: PatternImage[] = (() => {
  const { patterns } = renderedDigits({ size: 28, perDigit: 8 }, stream(9, "digit means"));
  const spins = values(patterns);
  const mean = (isCounted: (mu: number) => boolean, i: number) => {
    const counted = Array.from({ length: 80 }, (_, mu) => mu).filter(isCounted);
    return counted.reduce((sum, mu) => sum + spins[mu * 784 + i]!, 0) / counted.length;
  };
  return Array.from({ length: 10 }, (_, digit) => ({
    label: `digit ${digit}`,
    width: 28,
    values: Array.from(
      { length: 784 },
      (_, i) => mean((mu) => mu % 10 === digit, i) - mean(() => true, i),
    ),
  }));
})();

/** Figures of results: values over time, distributions, phases, scaling, classes. */
export const figuresOfResults: Readonly<Record<string, FigureSpec>> = {
  trajectories: trajectories(magnetRows, {
    title: "Mean-field magnet of 400 spins",
    x: { column: "t", title: "time t (parallel updates)" },
    y: { column: "m", title: "magnetisation m" },
    series: { column: "beta", title: "β" },
    runs: "run",
    showRuns: true,
    recipe: { computation: "magnet", version: 1, seed: 7 },
  }),
  "learning-curves": learningCurves(regressionRows, {
    title: "Linear regression from 12 examples",
    x: { column: "epoch", title: "epoch (full batch)" },
    y: { column: "loss", title: "mean squared error", scale: "log" },
    series: { column: "split", title: "data" },
    runs: "run",
    best: { series: "test", is: "least" },
    stop: 40,
  }),
  distribution: distribution(distanceRows, {
    title: "Distances between random patterns of 40 bits",
    x: { column: "d", title: "Hamming distance d (bits)" },
    series: { column: "bias", title: "P(bit = 1)" },
    theory: { column: "probability", table: binomialRows },
  }),
  "distribution-log": distribution(productRows, {
    title: "Products of two Gaussian numbers",
    x: { column: "product", title: "product" },
    y: { scale: "log" },
    show: "count",
  }),
  "distribution-cumulative": distribution([...distanceRows.filter(({ bias }) => bias === 0.5)], {
    x: { column: "d", title: "Hamming distance d (bits)" },
    show: "cumulative",
  }),
  "phase-diagram": phaseDiagram(fieldRows, {
    title: "Mean-field magnet started at m = 1",
    x: { column: "h", title: "field h" },
    y: { column: "T", title: "temperature T" },
    value: { column: "m", title: "magnetisation m" },
    levels: [-0.5, 0.25, 0.5, 0.75],
    boundaries: { table: spinodalRows, kind: "line", title: "spinodal" },
    points: {
      table: [0.2, 0.5, 0.8].map((T) => ({ T, h: 0 })),
      title: "equal free energies",
    },
  }),
  "phase-diagram-names": phaseDiagram(fieldRows, {
    title: "States of the mean-field magnet",
    x: { column: "h", title: "field h" },
    y: { column: "T", title: "temperature T" },
    value: "phase",
    boundaries: { table: spinodalRows, kind: "line", title: "spinodal" },
  }),
  "confusion-matrix": confusionMatrix(nearestRows, {
    title: "Nearest prototype of noisy patterns",
    classes: ["vowel", "stop", "nasal", "rare"],
  }),
  "pattern-pictures": patternGrid(digitMeans, {
    title: "Digits less their mean",
    columns: 5,
    valueTitle: "spin less mean",
  }),
  scaling: scaling(walkRows, {
    title: "Mean square distance of random walks",
    x: { column: "t", title: "steps t" },
    y: { column: "msd", title: "mean square distance (steps²)" },
    error: "msd_se",
    series: "walk",
    range: [4, 128],
    reference: { slope: 1 },
  }),
};
