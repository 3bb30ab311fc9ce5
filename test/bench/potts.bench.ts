// A step of training a Potts machine with labels (batch 500, N = 784, 10 classes) beside the same step in NumPy and
// PyTorch, all in float32; one thread each, CPU seconds, contenders in turn.

import { kernelsFor, kernelsOf } from "../../src/core/wasm.ts";
import {
  arithmetic32,
  arithmeticOf,
  type MatrixArithmetic,
} from "../../src/learning/matrix-arithmetic.ts";
import { pottsTrainer } from "../../src/learning/potts-epoch.ts";
import { trainingSetting } from "../../src/learning/potts-training-setting.ts";
import { tensorEngine } from "../../src/numerics/tensor.ts";
import { normalised } from "../../src/patterns/unit-vectors.ts";
import { stream } from "../../src/random/stream.ts";
import { gaussianMatrix } from "../support/gaussian-matrix.ts";
import { inTurn, machineLine, numPy, own, type Timed, torchLine } from "./peers.ts";

process.env.DAMLAB_KERNELS = "relaxed";
const relaxed = kernelsFor("rounded");
const baseline = kernelsOf("baseline");
const native = await tensorEngine("tfjs-node").catch(() => null);
const tfjs = await tensorEngine("tfjs-wasm").catch(() => null);
const torch = torchLine();
const here = numPy();
const haswell = numPy("Haswell");
const [batch, N, C] = [500, 784, 10];

console.log(`${machineLine()}, ${torch ?? "no PyTorch"}`);

/** An epoch of one batch: all of the step is done before its first wait. */
function training(P: number, arithmetic: MatrixArithmetic): Timed {
  const data = normalised(gaussianMatrix(batch * N, "data"), batch, N);
  const labels = Int32Array.from({ length: batch }, (_, a) => a % C);
  const rng = stream(1, "bench");
  const { setting, course } = trainingSetting(data, {
    ...{ memories: P, labels, rng, batch, beta: 50, regularization: 0.25, validation: 0 },
  });
  const { runEpoch } = pottsTrainer(course, setting, arithmetic);
  return own(() => runEpoch(rng, () => true));
}

for (const P of [100, 1000]) {
  const parameters = { batch, N, P, C };
  const rows = await inTurn({
    "NumPy as it is": here?.time("potts_step", parameters),
    "NumPy, Haswell": haswell?.time("potts_step", parameters),
    "PyTorch as it is": torch === null ? null : here?.time("torch_potts_step", parameters),
    "PyTorch, Haswell": torch === null ? null : haswell?.time("torch_potts_step", parameters),
    "tfjs-node": native && training(P, arithmeticOf(native)),
    "tfjs-wasm": tfjs && training(P, arithmeticOf(tfjs)),
    baseline: baseline && training(P, arithmetic32(baseline)),
    relaxed: relaxed && training(P, arithmetic32(relaxed)),
    ...(P === 100 && { TypeScript: training(P, arithmetic32(null)) }),
  });
  console.log(`\nstep of ${batch} rows, N = ${N}, P = ${P}`);
  console.log(`  ${"".padEnd(22)}        ms   speed (${rows[0].name} = 1)`);
  for (const { name, seconds, speed } of rows) {
    const milliseconds = (1000 * seconds).toFixed(2).padStart(10);
    console.log(`  ${name.padEnd(22)}${milliseconds}   ${speed.toFixed(2)}`);
  }
}
here?.close();
haswell?.close();
