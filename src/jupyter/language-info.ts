/** How notebook files name the language of their cells. */
export const LANGUAGE_INFO = {
  codemirror_mode: { name: "javascript", typescript: true },
  file_extension: ".ts",
  mimetype: "text/typescript",
  name: "typescript",
  pygments_lexer: "typescript",
} as const;
