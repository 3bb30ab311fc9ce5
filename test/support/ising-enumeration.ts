/** Energy of a state of plain spins. */
export type EnergyOf = (sigma: ArrayLike<number>) => number;

/** Nearest neighbours on a ring. */
export const ringEnergy: EnergyOf = (sigma) => {
  let energy = 0;
  for (let i = 0; i < sigma.length; i++) energy -= sigma[i] * sigma[(i + 1) % sigma.length];
  return energy;
};

/** Nearest neighbours on a torus of L × L spins. */
export const torusEnergy: EnergyOf = (sigma) => {
  const L = Math.sqrt(sigma.length);
  let energy = 0;
  for (let y = 0; y < L; y++) {
    for (let x = 0; x < L; x++) {
      const right = sigma[y * L + ((x + 1) % L)];
      energy -= sigma[y * L + x] * (right + sigma[((y + 1) % L) * L + x]);
    }
  }
  return energy;
};

/** −½ σᵀJσ. */
export const matrixEnergy =
  (J: ArrayLike<number>): EnergyOf =>
  (sigma) => {
    let energy = 0;
    for (let k = 0; k < J.length; k++) {
      energy -= (J[k] * sigma[Math.floor(k / sigma.length)] * sigma[k % sigma.length]) / 2;
    }
    return energy;
  };

/** Spins of state number k of N: bit i set means σ_i = −1. */
export const stateOf = (k: number, N: number): Int8Array =>
  Int8Array.from({ length: N }, (_, i) => 1 - 2 * ((k >>> i) & 1));

/** Boltzmann probabilities of all 2^N states, state k as `stateOf`. */
export function boltzmann(energyOf: EnergyOf, N: number, beta: number): Float64Array {
  const weights = Float64Array.from({ length: 2 ** N }, (_, k) =>
    Math.exp(-beta * energyOf(stateOf(k, N))),
  );
  const Z = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / Z);
}

/** Mean of a quantity over all states. */
export const average = (chances: Float64Array, of: (k: number) => number): number =>
  chances.reduce((sum, chance, k) => sum + chance * of(k), 0);
