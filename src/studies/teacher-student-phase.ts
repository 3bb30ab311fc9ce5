import { pottsTransitions } from "../theory/potts-transitions.ts";
import type { TeacherStudentSetting } from "./teacher-student-setting.ts";

/**
 * What a student of equal memories can know. `merged`: all its memories are the mean of the teacher's.
 * `distinct`: one is near each. Between them, of many memories: `metastable`, where distinct ones stay but have
 * the smaller free entropy, and `hard`, where they have the larger one, but merged ones do not leave by
 * themselves. With labels, or of one memory: always `distinct`.
 */
export type TeacherStudentPhase = "merged" | "metastable" | "hard" | "distinct";

/** The phase of a setting by theory. */
export function teacherStudentPhase({
  load,
  signal,
  patterns,
  labelNoise,
}: Omit<TeacherStudentSetting, "start" | "seed">): TeacherStudentPhase {
  if (labelNoise !== null || patterns === 1) return "distinct";
  const { informed, coexistence, threshold } = pottsTransitions({ load, patterns });
  if (signal > threshold) return "distinct";
  if (signal > coexistence) return "hard";
  return signal > informed ? "metastable" : "merged";
}

/** Whether memories stay merged from that start. */
export function isMerged(
  phase: TeacherStudentPhase,
  start: TeacherStudentSetting["start"],
): boolean {
  if (phase === "merged") return true;
  if (start === "informed" || phase === "distinct") return false;
  return start === "uninformed" || phase === "metastable";
}
