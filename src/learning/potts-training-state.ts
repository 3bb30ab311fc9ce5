/**
 * Where training stands after an epoch: plain numbers and arrays, enough to go on from as if it had not stopped.
 * Nothing in it changes later.
 */
export interface PottsTrainingState {
  readonly P: number;
  readonly N: number;
  readonly C: number;
  /** w, P × N, unit rows. */
  readonly memories: Float64Array;
  /** g, (P + 1) × (C + 1), the null unit and "no class" last. */
  readonly classWeights: Float64Array;
  /** G, P + 1: the mass of each row of g. */
  readonly masses: Float64Array;
  /** p_y, C + 1: the share of each column of g in Γ = Σ G. */
  readonly prior: Float64Array;
  readonly beta: number;
  /** Velocity of w, P × N. */
  readonly memoryVelocities: Float64Array;
  /** Velocity of log g, (P + 1) × (C + 1). */
  readonly classVelocities: Float64Array;
  readonly betaVelocity: number;
  /** Epochs done; the next one shuffles by its number. */
  readonly epoch: number;
  /** Least validation loss so far; null before the first. */
  readonly bestLoss: number | null;
  /** Epochs since then. */
  readonly epochsWithoutBetter: number;
}

/** A state on its way. */
export type PottsCourse = { -readonly [K in keyof PottsTrainingState]: PottsTrainingState[K] };

/** The same with arrays of its own. */
export function copiedState(state: PottsTrainingState): PottsCourse {
  return {
    ...state,
    memories: state.memories.slice(),
    classWeights: state.classWeights.slice(),
    masses: state.masses.slice(),
    prior: state.prior.slice(),
    memoryVelocities: state.memoryVelocities.slice(),
    classVelocities: state.classVelocities.slice(),
  };
}
