import { retrieveBlocks } from "../dynamics/block-retrieval.ts";
import { denseAssociativeMemory } from "../models/dense-associative-memory.ts";
import type { Interaction } from "../models/interaction.ts";
import { leaveOneOutEnergies } from "../models/leave-one-out-energy.ts";
import {
  type Category,
  codeWords,
  type Encoding,
  levelsOf,
  levelValue,
} from "../patterns/encoding.ts";
import { hammingDistances, type Patterns, row, take } from "../patterns/patterns.ts";

/** A pattern that the others do not expect. */
export interface Outlier {
  /** Number of the pattern. */
  readonly mu: number;
  /** Energy in the memory of all others, in units of F(N), see `leaveOneOutEnergies`. */
  readonly energy: number;
  /** Nearest other pattern and its distance in bits. */
  readonly nearest: number;
  readonly distance: number;
  /** The column whose value has the least energy share given the rest of the row. */
  readonly column: string | null;
  readonly value: Category | null;
  readonly share: number | null;
  /** What the others would put there, and its share. */
  readonly expected: Category | null;
  readonly expected_share: number | null;
}

/**
 * The patterns of highest energy in the memory of all others, and for rows of a table the cell that
 * is the oddest.
 *
 * @param patterns  P ≥ 2
 * @param options.most  length of the list
 * @param options.encoding  scheme of a table; without it there are no cells to name
 * @returns highest energy first, of equal ones the first pattern
 * @throws {RangeError} fewer than 2 patterns, or a scheme of another N
 */
export function outliers(
  patterns: Patterns,
  interaction: Interaction,
  options: { readonly most: number; readonly encoding?: Encoding },
): Outlier[] {
  const { P, N } = patterns;
  const { most, encoding } = options;
  if (P < 2 || (encoding && encoding.N !== N)) {
    throw new RangeError(
      `outliers: expected P >= 2 patterns and a scheme of their N = ${N} spins, got P = ${P} and ${encoding?.N ?? "none"}`,
    );
  }
  const energies = leaveOneOutEnergies(patterns, interaction);
  const ranked = Array.from(energies, (_, mu) => mu).sort((a, b) => energies[b] - energies[a]);
  return ranked.slice(0, most).map((mu) => {
    const others = ranked.filter((nu) => nu !== mu).sort((a, b) => a - b);
    const memory = take(patterns, others);
    const distances = hammingDistances(memory, row(patterns, mu));
    const distance = distances.reduce((a, b) => Math.min(a, b));
    const nearest = others[distances.indexOf(distance)];
    const cell = encoding ? oddestCell(memory, row(patterns, mu), encoding, interaction) : noCell;
    return { mu, energy: energies[mu], nearest, distance, ...cell };
  });
}

type Cell = Pick<Outlier, "column" | "value" | "share" | "expected" | "expected_share">;

const noCell: Cell = {
  column: null,
  value: null,
  share: null,
  expected: null,
  expected_share: null,
};

function oddestCell(
  memory: Patterns,
  state: Int8Array,
  encoding: Encoding,
  interaction: Interaction,
): Cell {
  const model = denseAssociativeMemory(memory, interaction);
  let oddest = noCell;
  for (const column of encoding.columns) {
    if (column.bits === 0) continue;
    const words = codeWords(column, encoding.missing).slice(0, levelsOf(column));
    const own = state.subarray(column.offset, column.offset + column.bits);
    const level = words.findIndex((word) => word.every((spin, i) => spin === own[i]));
    if (level < 0) continue;
    const { chosen, shares } = retrieveBlocks(model, state, [{ offset: column.offset, words }]);
    const share = shares[0][level];
    if (oddest.share !== null && share >= oddest.share) continue;
    oddest = {
      column: column.name,
      value: levelValue(column, level),
      share,
      expected: levelValue(column, chosen[0]),
      expected_share: shares[0][chosen[0]],
    };
  }
  return oddest;
}
