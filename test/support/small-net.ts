import { type PottsMachine, pottsMachine } from "../../src/models/potts-machine.ts";
import { type LabelledVectors, normalised } from "../../src/patterns/unit-vectors.ts";
import { pottsFixture } from "./potts-fixture.ts";

const [M, N] = [60, 6];

/** The 60 vectors of 3 classes in 6 dimensions that the reference numbers belong to. */
export const smallData: LabelledVectors = {
  ...normalised(
    Float64Array.from({ length: M * N }, (_, at) => {
      const [a, i] = [Math.floor(at / N), at % N];
      const k = a % 4;
      const noise = Math.sin(12.9898 * a + 78.233 * i + 0.5 * a * i);
      return Math.cos(1.3 * k + 0.9 * i * (1 + 0.37 * k)) + 0.6 * noise;
    }),
    M,
    N,
    { centre: false },
  ),
  labels: Int32Array.from({ length: M }, (_, a) => [0, 1, 2, 2][a % 4]),
  C: 3,
};

/** The machine of two memories that they belong to. */
export const smallNet: PottsMachine = pottsMachine({
  ...{ N, C: 3 },
  memories: Float64Array.from(pottsFixture.net.w.flat()),
  classWeights: Float64Array.from(pottsFixture.net.g.flat()),
  beta: pottsFixture.net.beta,
  regularization: pottsFixture.net.varsigma,
});
