import type { TaskModule } from "../../../src/parallel/task-module.ts";
import { type Deed, Misfortune } from "./misbehaving-task.ts";

/** Tasks that fail in every way there is. */
export const misbehaving: TaskModule<Deed, unknown> = {
  url: new URL("./misbehaving-task.js", import.meta.url),
  errors: [Misfortune],
  load: () => import("./misbehaving-task.ts"),
};
