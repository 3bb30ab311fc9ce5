import { fileURLToPath } from "node:url";

/** The folder with package.json, seen from dist…/test/support. */
export const repositoryRoot: string = fileURLToPath(new URL("../../../", import.meta.url));
