import type { Construction } from "./construction.ts";
import {
  ar1,
  banded,
  block,
  equicorrelated,
  type FeatureCorrelation,
} from "./feature-correlation.ts";
import type { Bits, Separation } from "./separation.ts";

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const SEPARATION_TERM = new RegExp(`^(mean|flips|min|max):(${NUMBER})(N?)$`);
const CONSTRUCTION = new RegExp(`^(bch|lexicode|shell):(${NUMBER})(N?)$`);
const CORRELATION = new RegExp(`^(?:(ar1|equi)|(block|banded)([1-9]\\d*)):(${NUMBER})$`);

const SEPARATION_GRAMMAR =
  "none, mean:0.4 (fraction of N, 0 … 1/2), min:12 (bits), min:0.2N, max:…, flips:…, or several joined by +; bch:7, lexicode:8 or shell:0.25N alone";
const CORRELATION_GRAMMAR = "none, ar1:0.4, block8:0.3, equi:0.1 or banded3:0.2 (rho in -1 … 1)";

/**
 * Reads a separation as written on the command line.
 *
 * `none`; `mean:0.4`, a fraction of N; `min:12`, bits; `min:0.2N`, a fraction of N; `max:` and
 * `flips:` likewise; several joined by `+`, e.g. `mean:0.4+min:8`. Alone: `bch:7` and `lexicode:8`,
 * words of a code that differ by so many bits or more, and `shell:0.25N`, different states at exactly
 * this distance from a random centre.
 *
 * @returns `{}` for `none`
 * @throws {RangeError} anything else, naming the grammar
 */
export function parseSeparation(text: string): Separation | Construction {
  if (text === "none") return {};
  const fail = (): never => {
    throw new RangeError(`parseSeparation: expected ${SEPARATION_GRAMMAR}, got ${text}`);
  };
  const bitsOf = (digits: string, unit: string): Bits => {
    const amount = Number(digits);
    if (amount < 0 || (unit === "" ? !Number.isInteger(amount) : amount > 1)) fail();
    return unit === "" ? amount : { fractionOfN: amount };
  };
  const [, construction, size, sizeUnit] = CONSTRUCTION.exec(text) ?? [];
  if (construction === "shell") return { shell: bitsOf(size, sizeUnit) };
  if (construction === "bch" || construction === "lexicode") {
    return { code: construction, distance: bitsOf(size, sizeUnit) };
  }
  const separation: { mean?: number; flips?: Bits; minimum?: Bits; maximum?: Bits } = {};
  for (const term of text.split("+")) {
    const [, kind, digits, unit] = SEPARATION_TERM.exec(term) ?? fail();
    const field = kind === "min" ? "minimum" : kind === "max" ? "maximum" : kind;
    if (field in separation) fail();
    if (kind === "mean") {
      const mean = Number(digits);
      if (unit !== "" || mean < 0 || mean > 0.5) fail();
      separation.mean = mean;
      continue;
    }
    separation[field as "flips" | "minimum" | "maximum"] = bitsOf(digits, unit);
  }
  if (separation.mean !== undefined && separation.flips !== undefined) fail();
  return separation;
}

/**
 * Reads a feature correlation as written on the command line.
 *
 * `none`, `ar1:RHO`, `blockSIZE:RHO`, `equi:RHO`, `bandedWIDTH:RHO`.
 *
 * @returns null for `none`
 * @throws {RangeError} anything else, naming the grammar
 */
export function parseCorrelation(text: string): FeatureCorrelation | null {
  if (text === "none") return null;
  const [, plain, sized, size, digits] = CORRELATION.exec(text) ?? [];
  const rho = Number(digits);
  if (digits === undefined || Math.abs(rho) > 1) {
    throw new RangeError(`parseCorrelation: expected ${CORRELATION_GRAMMAR}, got ${text}`);
  }
  if (plain === "ar1") return ar1(rho);
  if (plain === "equi") return equicorrelated(rho);
  return sized === "block" ? block(Number(size), rho) : banded(Number(size), rho);
}
