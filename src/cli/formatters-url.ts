/** Where sessions find the formatters of notebooks: tables, patterns, matrices, figures. */
export const formattersURL: string = new URL("../notebook/formatters.js", import.meta.url).href;
