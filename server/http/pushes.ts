import { Pushes } from "#contract/pushes";
import { pushViews } from "#views/pushes";
import { defineCall } from "./call.ts";
import { Paged } from "./query.ts";

export const pushes = defineCall({
  zh: "推送记录",
  method: "get",
  path: "/api/pushes",
  tag: "登录",
  summary: "What rang one's own phone, oldest first: when, and about which item. Nobody else's.",
  query: Paged,
  answer: Pushes,
  run: ({ viewer, query }) => pushViews(viewer(), query),
});
