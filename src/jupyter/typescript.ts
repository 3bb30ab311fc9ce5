import { createRequire } from "node:module";
import type compiler from "typescript";

// What "#typescript" means at run time. An import of the package itself would have Node.js look
// through its nine megabytes for names to export, which takes longer than to run them.
const typescript: typeof compiler = createRequire(import.meta.url)("typescript");
export default typescript;
