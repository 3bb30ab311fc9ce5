/** The field that spins follow. */
export interface FieldRule {
  /** Patterns act by F(x + 1) − F(x − 1), the difference of energies, or by F′(x). */
  readonly form: "difference" | "derivative";
  /** Whether x = ξ·σ includes the spin that the field acts on; else its own site is left out. */
  readonly selfCoupling: boolean;
}

/** h_i = σ_i [E(flip i) − E(σ)]. */
export const energyDifference: FieldRule = Object.freeze({
  form: "difference",
  selfCoupling: false,
});
