const count = { type: "integer", minimum: 0 };
const number = { type: "number" };
const text = { type: "string" };
const record = { type: "object" };
const array = {
  type: "object",
  required: ["$array"],
  properties: { $array: count },
  additionalProperties: false,
};
const orNull = (schema: object) => ({ anyOf: [schema, { type: "null" }] });
const exactly = (properties: Readonly<Record<string, object>>) => ({
  type: "object",
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
});

/** JSON Schema of a model file, version 1. */
export const machineSchema = exactly({
  format: text,
  version: count,
  recipe: exactly({
    name: text,
    version: count,
    parameters: record,
    seed: orNull(count),
    package: text,
  }),
  hash: text,
  machine: exactly({
    N: count,
    C: count,
    memories: array,
    classWeights: array,
    beta: number,
    regularization: number,
    normaliser: { enum: ["asymptotic", "exact"] },
  }),
  classes: { type: "array", items: text },
  image: orNull(exactly({ height: count, width: count })),
  training: orNull(record),
  state: orNull(record),
  arrays: {
    type: "array",
    items: exactly({
      kind: { enum: ["float64", "int32"] },
      kept: { enum: ["float64", "float32", "int32"] },
      base64: text,
    }),
  },
  sha256: text,
  provenance: orNull(record),
});
