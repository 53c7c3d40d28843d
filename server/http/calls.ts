import { board } from "./board.ts";
import type { Call } from "./call.ts";
import { channels, messages } from "./channels.ts";
import { commandLog } from "./command-log.ts";
import { catalogue, perform, preview } from "./commands.ts";
import { complete } from "./complete.ts";
import { healthz, readyz } from "./health.ts";
import { item, items, tally, targets, timeline } from "./items.ts";
import { me } from "./me.ts";
import { people, seats } from "./people.ts";
import { profile } from "./profile.ts";
import { signIn, signOut } from "./sign-in.ts";
import { testClock } from "./test-clock.ts";
import { node, tree } from "./tree.ts";

/** Every JSON call of SPEC §7, in the order of the API page. */
export const calls: Call[] = [
  signIn,
  signOut,
  me,
  tree,
  node,
  people,
  seats,
  profile,
  channels,
  messages,
  perform,
  preview,
  complete,
  catalogue,
  commandLog,
  items,
  item,
  targets,
  timeline,
  tally,
  board,
  healthz,
  readyz,
  testClock,
];
