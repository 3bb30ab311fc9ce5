export { gaussianPairs, gaussianPairs32 } from "./gaussian";
export { heapBase } from "./memory";
export { philoxBlocks } from "./philox";
