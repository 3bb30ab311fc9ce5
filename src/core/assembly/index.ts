export { heapBase } from "./memory";
export { philoxBlocks } from "./philox";
