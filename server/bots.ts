import { clerk } from "#bots/clerk/bot";
import { herald } from "#bots/herald/bot";
import { nudge } from "#bots/nudge/bot";
import { tasker } from "#bots/tasker/bot";
import type { Bot } from "#kernel/define-bot";
import { platform } from "./commands/platform.ts";

/** Every bot of the platform; a new one is a folder and a line here. */
export const bots: Bot[] = [platform, herald, tasker, nudge, clerk];
