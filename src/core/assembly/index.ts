export { gaussianPairs, gaussianPairs32 } from "./gaussian";
export { heapBase } from "./memory";
export { addPattern } from "./nested-pass";
export { lowerTimes } from "./lower-times";
export { philoxBlocks } from "./philox";
export { spinPaths } from "./spin-paths";
