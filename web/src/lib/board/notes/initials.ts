/** `葛岭镇 综治中心` → `葛综`: of place and post, never of a person. */
export function initialsOf({ place, post }: { place: string; post: string }): string {
  return `${[...place][0] ?? ""}${[...post][0] ?? ""}`;
}
