import { optionalPackage } from "./optional-package.ts";
import type { TensorOperations } from "./tensor.ts";
import { type TensorFlow, tensorFlowOperations } from "./tensor-tfjs.ts";

const backend = "tensorflow";

/** TensorFlow.js on native libraries. */
export async function loadNativeTensors(): Promise<TensorOperations> {
  const module = await optionalPackage("tensorEngine", "@tensorflow/tfjs-node");
  const tf = module as TensorFlow;
  const before = tf.getBackend();
  await tf.setBackend(backend);
  if (before !== undefined && before !== backend) await tf.setBackend(before);
  return tensorFlowOperations(tf, backend);
}
