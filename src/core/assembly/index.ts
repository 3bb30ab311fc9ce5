export { expInPlace } from "./exponential";
export { heapBase } from "./memory";
export { philoxBlocks } from "./philox";
export { sgemm, sgemmScratch } from "./sgemm";
export { expSumRows, softmaxRows } from "./softmax";
