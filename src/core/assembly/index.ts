export {
  distancesTo4Probes,
  distancesToProbe,
  interleaveRows,
  probeTables,
} from "./distances";
export { fieldOfSpin, flipDistances } from "./flips";
export {
  addWeightedCounts,
  marginScratchBytes,
  marginsOfProbes,
  shellScratchBytes,
} from "./margins";
export { heapBase } from "./memory";
export { philoxBlocks } from "./philox";
export { strideFor } from "./shells";
