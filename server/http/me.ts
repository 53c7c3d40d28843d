import { Me } from "#contract/nouns";
import { meView } from "#views/me";
import { defineCall } from "./call.ts";

export const me = defineCall({
  zh: "我是谁",
  method: "get",
  path: "/api/me",
  tag: "登录",
  summary: "Who is signed in: posts with their caps, unread messages, what waits.",
  answer: Me,
  run: ({ viewer }) => meView(viewer()),
});
