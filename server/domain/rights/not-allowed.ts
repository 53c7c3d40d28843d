/** A right that was refused, as `can()` finds it, and what is known of the one who asked. */
export interface Denied {
  reason: string;
  /** Posts that may, by name, in profile order. */
  who: readonly string[];
  /** The asker's own posts, by name. */
  own: readonly string[];
  /** Places of the object that lie outside the asker's area, as they are listed; null where none does. */
  beyond: string | null;
}

/**
 * The sentence of a refused right (SPEC §1.21). It names who may, never a post that the asker holds:
 * where their own post may in general, it is something else that stops them, and that is said.
 * @param what the act, as it follows 不能: `退回杨林镇`
 */
export function notAllowed({ reason, who, own, beyond }: Denied, what: string): string {
  const others = who.filter((post) => !own.includes(post));
  const holds = others.length < who.length;
  if (reason === "own_reply") return `自己报的自己不能${what}，请同岗另一人来做`;
  if (beyond !== null && (reason === "out_of_reach" || holds)) {
    return `${beyond}不在你的辖区，不能${what}；请换范围，或请上级来做`;
  }
  const ask = others.length > 0 ? `这要由${others.join("、")}来做` : "请找上级岗位";
  if (!holds) return `你的岗位不能${what}，${ask}`;
  return `你的岗位在这件事上权限不够，不能${what}，${ask}`;
}
