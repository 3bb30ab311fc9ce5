import { packedPatterns } from "../../src/patterns/patterns.ts";

/**
 * Twelve patterns of ten spins (bit 1 = −1, least significant bit first) and, for every energy and
 * order, the number of negative and zero margins of each, computed in big integers with the
 * literal update by an independent program. Rows 3 and 8 are negatives of each other.
 */
export const goldenPatterns = packedPatterns(
  Uint32Array.of(395, 677, 744, 310, 169, 481, 737, 669, 713, 731, 925, 897),
  12,
  10,
);

const none = "000000000000";
export const goldenCounts: { energy: "poly" | "rect"; n: number; neg: string; ties: string }[] = [
  { energy: "poly", n: 2, neg: "231032120213", ties: none },
  { energy: "poly", n: 3, neg: "011602004010", ties: none },
  { energy: "poly", n: 4, neg: "001000100210", ties: none },
  { energy: "poly", n: 5, neg: "000400006010", ties: none },
  { energy: "rect", n: 2, neg: "221022101212", ties: "000001020001" },
  { energy: "rect", n: 3, neg: "011012001110", ties: "000010000000" },
  { energy: "rect", n: 4, neg: "001000000010", ties: none },
  { energy: "rect", n: 5, neg: "000000000010", ties: none },
];

export const goldenFields = [
  { n: 2, margins: [56, -40, 40, 24, 8, 40, 8, 40, 8, -8] },
  { n: 3, margins: [736, 48, 656, 400, 656, 336, 544, 800, 320, 256] },
];
