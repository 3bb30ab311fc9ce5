export { gaussianPairs, gaussianPairs32 } from "./gaussian";
export { expInPlace } from "./exponential";
export {
  distancesTo4Probes,
  distancesToProbe,
  interleaveRows,
  probeTables,
} from "./distances";
export { fieldOfSpin, flipDistances } from "./flips";
export { marginScratchBytes, marginsOfProbes } from "./margins";
export { heapBase } from "./memory";
export { addPattern, passScratchBytes } from "./nested-pass";
export { moveRows } from "./move-rows";
export { lowerTimes } from "./lower-times";
export { philoxBlocks } from "./philox";
export { startSpinPaths, stepSpinPaths } from "./spin-paths";
export { sgemm, sgemmScratch } from "./sgemm";
export { expSumRows, softmaxRows } from "./softmax";
export { strideFor } from "./shells";
export { weighInPlace } from "./weigh";
export { addWeightedCounts, shellScratchBytes } from "./weighted-counts";
