import { defineBot } from "#bots/kit/command";
import { daily } from "./daily.ts";
import { postDayReport } from "./evening.ts";

/** 台账: reports over everything. */
export const clerk = defineBot({
  key: "clerk",
  zh: "台账",
  en: "Clerk",
  commands: [daily],
  timers: [postDayReport],
});
