import { expect, it } from "vitest";
import { type Denied, notAllowed } from "#domain/rights/not-allowed";

const ROOM = "综合信息指挥室";
const HEAD = "村主职";
const base: Denied = { reason: "no_cap", who: [ROOM, HEAD], own: ["网格员"], beyond: null };

it.each<[string, Partial<Denied>, string]>([
  ["names who may", {}, `你的岗位不能催石门，这要由${ROOM}、${HEAD}来做`],
  ["never one's own post", { own: [HEAD] }, `权限不够，不能催石门，这要由${ROOM}来做`],
  ["nobody else may", { own: [HEAD, ROOM] }, "权限不够，不能催石门，请找上级岗位"],
  ["nobody may at all", { who: [] }, "你的岗位不能催石门，请找上级岗位"],
  ["out of one's area", { reason: "out_of_reach", beyond: "石门" }, "石门不在你的辖区"],
  [
    "out of one's area, own post",
    { reason: "limited", own: [ROOM], beyond: "石门" },
    "石门不在你的辖区",
  ],
  ["one's own reply", { reason: "own_reply", own: [ROOM] }, "请同岗另一人来做"],
])("%s", (_, denied, said) => {
  const sentence = notAllowed({ ...base, ...denied }, "催石门");
  expect(sentence).toContain(said);
  for (const post of denied.own ?? base.own) expect(sentence).not.toContain(post);
});
