import type { Holder } from "#domain/org/org-index";

/** Post, name and phone of someone: `网格员 徐婷 ☎13900000000`. */
export function contactOf({ post, person, deputy }: Holder): string {
  const phone = person.phone ? ` ☎${person.phone}` : "（未登记电话）";
  return `${post.zh} ${person.name}${deputy ? "（代）" : ""}${phone}`;
}
