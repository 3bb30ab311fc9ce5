export { gaussianPairs, gaussianPairs32 } from "./gaussian";
export { heapBase } from "./memory";
export { lowerTimes } from "./lower-times";
export { philoxBlocks } from "./philox";
export { spinPaths } from "./spin-paths";
