/** Whether a figure may be kept under a name: a relative path of letters, digits, ".", "_", "-" that stays inside its folder. */
export function isFigureName(name: string): boolean {
  return /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(name);
}
