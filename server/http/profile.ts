import { ProfileView } from "#contract/profile-view";
import { profileView } from "#views/profile";
import { defineCall } from "./call.ts";

export const profile = defineCall({
  zh: "县的配置",
  method: "get",
  path: "/api/profile",
  tag: "区划",
  summary: "The county as data: levels, posts with their caps, clocks, words; nobody's name.",
  answer: ProfileView,
  run: async ({ viewer }) => profileView(viewer()),
});
