import { erf32 } from "../core/error-function.ts";
import { exp32 } from "../core/exponential.ts";
import {
  type NoiseMoments,
  noiseRows,
  type SpinPathShape,
  type SpinPaths,
  type SpinStep,
  spinBytes,
} from "../core/spin-paths.ts";
import { gaussianPair32, radius32 } from "../random/gaussian32.ts";
import { philoxInPlace } from "../random/philox.ts";

const f = Math.fround;
/** Paths of a block, blocks whose sums are float32. */
const LANES = 16;
const BLOCKS_A_FLUSH = 64;

/** The kernel's paths in TypeScript, the same bits. */
export function typescriptSpinPaths({ paths, steps, key }: SpinPathShape): SpinPaths {
  const blocks = Math.ceil(paths / LANES);
  const [rows, bytes] = [noiseRows(steps), spinBytes(steps)];
  const z = new Float32Array(LANES * blocks * rows);
  const bits = new Uint8Array(LANES * blocks * bytes);
  const words = new Uint32Array(4);
  const four = new Float32Array(4);
  let population = 0;

  function wordsOf(path: number, group: number, purpose: number): Uint32Array {
    words.set([path, population, group, purpose]);
    philoxInPlace(words, key[0], key[1]);
    return words;
  }

  function fillNoise(b: number, t: number): void {
    for (let lane = 0; lane < LANES; lane++) {
      const path = LANES * b + lane;
      if (path < paths) {
        wordsOf(path, t / 4, 0);
        gaussianPair32(words, four, 0);
        gaussianPair32(words, four, 2);
      } else four.fill(0);
      for (let k = 0; k < 4; k++) z[(b * rows + t + k) * LANES + lane] = four[k];
    }
  }

  function spin(b: number, t: number, lane: number): number {
    const byte = bits[(b * bytes + (t >> 3)) * LANES + lane];
    return (byte >> (t & 7)) & 1 ? -1 : 1;
  }

  const moments = lanewise(4);
  const [one, now, before, square] = [0, 1, 2, 3].map(() => new Float32Array(LANES));

  function addMoments(b: number, t: number): void {
    for (let lane = 0; lane < LANES; lane++) {
      const x = z[(b * rows + t) * LANES + lane];
      one[lane] = x;
      now[lane] = x * spin(b, t, lane);
      before[lane] = x * spin(b, Math.max(t - 1, 0), lane);
      square[lane] = x * x;
    }
    [one, now, before, square].forEach((values, k) => {
      moments.add(k, values);
    });
  }

  const c = new Float32Array(LANES);
  const spread = new Float32Array(LANES);

  /** Makes s[t+1] of a lane, its mean and what the response needs. */
  function next(
    { t, rule, factor, tables, scale, smear }: SpinStep,
    b: number,
    lane: number,
  ): void {
    let noise = 0;
    for (let k = 0; k < t; k++) {
      noise = f(noise + f(factor[k] * z[(b * rows + k) * LANES + lane]));
    }
    let drive = 0;
    for (let g = 0; g <= t >> 3; g++) {
      const entry = tables[256 * g + bits[(b * bytes + g) * LANES + lane]];
      drive = g === 0 ? entry : f(drive + entry);
    }
    const path = LANES * b + lane;
    const word = rule === "sign" ? 0 : wordsOf(path, t >> 2, 1)[t & 3];
    let drift = f(noise + drive);
    if (rule === "smeared sign") drift = f(drift + f(f(smear) * logistic32(word)));
    const h = f(drift + f(factor[t] * z[(b * rows + t) * LANES + lane]));
    let s: number;
    if (rule === "heat bath") {
      const y = f(h * f(scale));
      const e = exp32(Math.max(f(Math.abs(y) * -2), -80));
      c[lane] = withSignOf(f(f(1 - e) / f(1 + e)), y);
      spread[lane] = c[lane] * c[lane];
      s = ((word | 0) >> 8) * 2 ** -23 + 2 ** -24 < c[lane] ? 1 : -1;
    } else {
      const field = factor[t] === 0 ? drift : h;
      s = field > 0 ? 1 : field < 0 ? -1 : spin(b, t, lane);
      const y = f(drift * f(scale));
      const e = exp32(Math.max(f(f(y * y) * -0.5), -80));
      c[lane] = factor[t] === 0 ? s : withSignOf(erf32(Math.abs(y), e), y);
      spread[lane] = factor[t] === 0 ? 0 : e;
    }
    nextSpins[lane] = s;
    if (path >= paths) {
      c[lane] = 0;
      spread[lane] = 0;
    }
  }

  const nextSpins = new Int8Array(LANES);
  const product = new Float32Array(LANES);

  return {
    start(up, ofPopulation) {
      population = ofPopulation;
      moments.clear();
      for (let b = 0; b < blocks; b++) {
        for (let lane = 0; lane < LANES; lane++) {
          bits[b * bytes * LANES + lane] = LANES * b + lane < up ? 0 : 1;
        }
        fillNoise(b, 0);
        addMoments(b, 0);
        if ((b + 1) % BLOCKS_A_FLUSH === 0) moments.flush();
      }
      return { sums: moments.flushed(), minus: paths - up, differ: 0 };
    },
    step(step) {
      const { t, affine } = step;
      const bins = new Float64Array(1024 * ((t >> 3) + 1));
      const spreads = lanewise(1);
      const products = lanewise(t);
      let [minus, differ] = [0, 0];
      moments.clear();
      for (let b = 0; b < blocks; b++) {
        for (let lane = 0; lane < LANES; lane++) {
          const at = (b * rows + t) * LANES + lane;
          const centred = f(z[at] - affine[0]);
          const less = f(centred - affine[1] * spin(b, t, lane));
          z[at] = f(less - affine[2] * spin(b, Math.max(t - 1, 0), lane)) * affine[3];
          next(step, b, lane);
        }
        spreads.addLanes(0, spread);
        for (let lane = 0; lane < LANES; lane++) {
          for (let g = 0; g <= t >> 3; g++) {
            const byte = bits[(b * bytes + g) * LANES + lane];
            bins[4 * (256 * g + byte) + (lane & 3)] += c[lane];
          }
        }
        for (let k = 0; k < t; k++) {
          const from = (b * rows + k) * LANES;
          for (let lane = 0; lane < LANES; lane++) product[lane] = c[lane] * z[from + lane];
          products.add(k, product);
        }
        for (let lane = 0; lane < LANES; lane++) {
          if (LANES * b + lane < paths) {
            if (nextSpins[lane] < 0) minus++;
            if (nextSpins[lane] !== spin(b, t, lane)) differ++;
          }
          const at = (b * bytes + ((t + 1) >> 3)) * LANES + lane;
          if (((t + 1) & 7) === 0) bits[at] = 0;
          if (nextSpins[lane] < 0) bits[at] |= 1 << ((t + 1) & 7);
        }
        if (t + 1 < steps) {
          if (((t + 1) & 3) === 0) fillNoise(b, t + 1);
          addMoments(b, t + 1);
        }
        if ((b + 1) % BLOCKS_A_FLUSH === 0) {
          for (const sums of [spreads, products, moments]) sums.flush();
        }
      }
      const following: NoiseMoments = { sums: moments.flushed(), minus, differ };
      return {
        histograms: folded(bins),
        spread: spreads.flushed()[0],
        products: products.flushed(),
        next: following,
      };
    },
    release() {},
  };
}

/** ln(u / (1 − u)) of uniform u from a word. */
function logistic32(word: number): number {
  const r = radius32(word);
  const rest = radius32(~word >>> 0);
  return f(f(f(rest * rest) - f(r * r)) * 0.5);
}

const withSignOf = (magnitude: number, x: number): number =>
  x < 0 || Object.is(x, -0) ? -magnitude : magnitude;

/** Sums of four. */
function folded(bins: Float64Array): Float64Array {
  return Float64Array.from({ length: bins.length / 4 }, (_, k) => {
    const [a, b, c, d] = bins.subarray(4 * k, 4 * k + 4);
    return a + b + (c + d);
  });
}

/** Sums in float32 by lanes of 16 values, added up in float64. */
function lanewise(count: number) {
  const partial = new Float32Array(4 * count);
  const sums = new Float64Array(count);
  function flush(): void {
    for (let k = 0; k < count; k++) {
      const [a, b, c, d] = partial.subarray(4 * k, 4 * k + 4);
      sums[k] += a + b + (c + d);
    }
    partial.fill(0);
  }
  return {
    flush,
    add(k: number, values: Float32Array): void {
      for (let lane = 0; lane < 4; lane++) {
        const first = f(values[lane] + values[lane + 4]);
        partial[4 * k + lane] += f(first + f(values[lane + 8] + values[lane + 12]));
      }
    },
    /** One after the other instead of in pairs. */
    addLanes(k: number, values: Float32Array): void {
      for (let i = 0; i < LANES; i++) partial[4 * k + (i & 3)] += values[i];
    },
    flushed(): Float64Array {
      flush();
      return sums.slice();
    },
    clear(): void {
      partial.fill(0);
      sums.fill(0);
    },
  };
}
