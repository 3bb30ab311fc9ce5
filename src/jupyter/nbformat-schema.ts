const TEXT = { type: ["string", "array"], items: { type: "string" } };
const RECORD = { type: "object" };
const TAGS = {
  type: "array",
  uniqueItems: true,
  items: { type: "string", pattern: "^[^,]+$" },
};
const CELL_ID = { type: "string", pattern: "^[a-zA-Z0-9_-]{1,64}$" };

/** A bundle maps a MIME type to text, or to any JSON when the type is a JSON one. */
const BUNDLE = {
  type: "object",
  patternProperties: { "^application/(?:.*\\+)?json$": {} },
  additionalProperties: TEXT,
};
const ATTACHMENTS = { type: "object", additionalProperties: BUNDLE };

function record(required: Record<string, object>, optional: Record<string, object> = {}) {
  return {
    type: "object",
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  };
}

const COUNT = { type: ["integer", "null"], minimum: 0 };
const OUTPUT = {
  type: "object",
  required: ["output_type"],
  discriminator: { propertyName: "output_type" },
  oneOf: [
    record({
      output_type: { const: "execute_result" },
      execution_count: COUNT,
      data: BUNDLE,
      metadata: RECORD,
    }),
    record({ output_type: { const: "display_data" }, data: BUNDLE, metadata: RECORD }),
    record({ output_type: { const: "stream" }, name: { type: "string" }, text: TEXT }),
    record({
      output_type: { const: "error" },
      ename: { type: "string" },
      evalue: { type: "string" },
      traceback: { type: "array", items: { type: "string" } },
    }),
  ],
};

const COMMON_METADATA = { tags: TAGS, name: { type: "string", pattern: "^.+$" }, jupyter: RECORD };
const CELL = {
  type: "object",
  required: ["cell_type"],
  discriminator: { propertyName: "cell_type" },
  oneOf: [
    record(
      {
        cell_type: { const: "code" },
        metadata: {
          type: "object",
          properties: {
            ...COMMON_METADATA,
            collapsed: { type: "boolean" },
            scrolled: { enum: [true, false, "auto"] },
            execution: RECORD,
          },
        },
        source: TEXT,
        outputs: { type: "array", items: OUTPUT },
        execution_count: COUNT,
      },
      { id: CELL_ID },
    ),
    record(
      {
        cell_type: { const: "markdown" },
        metadata: { type: "object", properties: COMMON_METADATA },
        source: TEXT,
      },
      { id: CELL_ID, attachments: ATTACHMENTS },
    ),
    record(
      {
        cell_type: { const: "raw" },
        metadata: {
          type: "object",
          properties: { ...COMMON_METADATA, format: { type: "string" } },
        },
        source: TEXT,
      },
      { id: CELL_ID, attachments: ATTACHMENTS },
    ),
  ],
};

/**
 * JSON schema of the notebook format 4.0–4.5.
 *
 * A cell's `id` may be absent here, because minor versions 0 to 4 have none and the reader makes it.
 */
export const NOTEBOOK_SCHEMA: object = record({
  nbformat: { const: 4 },
  nbformat_minor: { type: "integer", minimum: 0, maximum: 5 },
  metadata: {
    type: "object",
    properties: {
      kernelspec: {
        type: "object",
        required: ["name", "display_name"],
        properties: { name: { type: "string" }, display_name: { type: "string" } },
      },
      language_info: {
        type: "object",
        required: ["name"],
        properties: {
          name: { type: "string" },
          codemirror_mode: { type: ["string", "object"] },
          file_extension: { type: "string" },
          mimetype: { type: "string" },
          pygments_lexer: { type: "string" },
        },
      },
      orig_nbformat: { type: "integer", minimum: 1 },
      title: { type: "string" },
      authors: { type: "array" },
    },
  },
  cells: { type: "array", items: CELL },
});
