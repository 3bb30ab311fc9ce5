export { heapBase } from "./memory";
export { addPattern } from "./nested-pass";
export { philoxBlocks } from "./philox";
