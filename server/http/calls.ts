import { attachment, upload } from "./attachments.ts";
import { board } from "./board.ts";
import type { Call } from "./call.ts";
import { channelTree } from "./channel-tree.ts";
import { channel, channels, messages, readers } from "./channels.ts";
import { commandLog } from "./command-log.ts";
import { catalogue, perform, preview } from "./commands.ts";
import { complete } from "./complete.ts";
import { demoAnswers } from "./demo.ts";
import { devices, sessions } from "./devices.ts";
import { healthz, readyz } from "./health.ts";
import {
  attachments,
  item,
  items,
  lines,
  placeReplies,
  rounds,
  silent,
  tally,
  targets,
  timeline,
  unlanded,
} from "./items.ts";
import { ledger, ledgerRows } from "./ledgers.ts";
import { me } from "./me.ts";
import { file } from "./order-file.ts";
import { foundPeople, people, seats } from "./people.ts";
import { profile } from "./profile.ts";
import { pushes } from "./pushes.ts";
import { signIn, signOut } from "./sign-in.ts";
import { testClock } from "./test-clock.ts";
import { node, tree } from "./tree.ts";

/** Every call of SPEC §7, in the order of the API page, by its operation's id. */
const byId: Record<string, Call> = {
  signIn,
  signOut,
  me,
  sessions,
  pushes,
  tree,
  node,
  people,
  foundPeople,
  seats,
  devices,
  profile,
  channels,
  channelTree,
  channel,
  messages,
  readers,
  upload,
  attachment,
  perform,
  preview,
  complete,
  catalogue,
  commandLog,
  items,
  unlanded,
  item,
  targets,
  silent,
  lines,
  placeReplies,
  rounds,
  timeline,
  attachments,
  file,
  tally,
  board,
  ledger,
  ledgerRows,
  healthz,
  readyz,
  demoAnswers,
  testClock,
};

export interface NamedCall extends Call {
  id: string;
}

export const calls: NamedCall[] = Object.entries(byId).map(([id, call]) => ({ id, ...call }));
