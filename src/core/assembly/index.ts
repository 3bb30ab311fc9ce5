export {
  distancesTo4Probes,
  distancesToProbe,
  interleaveRows,
  probeTables,
} from "./distances";
export { fieldOfSpin, flipDistances } from "./flips";
export { marginScratchBytes, marginsOfProbes } from "./margins";
export { heapBase } from "./memory";
export { philoxBlocks } from "./philox";
export { strideFor } from "./shells";
export { addWeightedCounts, shellScratchBytes } from "./weighted-counts";
