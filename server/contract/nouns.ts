import { z } from "zod";
import { Candidate } from "./errors.ts";
import { FIELD_TYPE_NAMES } from "./field-types.ts";
import { Field } from "./forms.ts";
import { LinkView } from "./links.ts";
import { Next } from "./paging.ts";

/** What people read: the shapes of SPEC §7's GET calls. Instants are epoch milliseconds. */

export const NodeView = z.object({
  id: z.string(),
  code: z.string().nullable(),
  name: z.string(),
  /** Path of names from below the root: 大田乡/古竹村/一网格. */
  path: z.string(),
  level: z.string(),
  levelName: z.string(),
  parent: z.string().nullable(),
  mode: z.string(),
  colour: z.string().nullable(),
  grade: z.string().nullable(),
  households: z.number().nullable(),
  population: z.number().nullable(),
  /** Area nodes directly below. */
  children: z.number().int(),
  virtual: z.boolean(),
  external: z.boolean(),
});
export type NodeView = z.infer<typeof NodeView>;

/** A message that calls the viewer by name and is not read. */
export const Call = z.object({
  message: z.string(),
  /** Of the message, or of the edit that put the name in. */
  seq: z.number().int(),
});
export type Call = z.infer<typeof Call>;

export const ChannelView = z.object({
  id: z.string(),
  kind: z.string(),
  /** Without the leading #. */
  name: z.string(),
  node: z.string().nullable(),
  /** Ids of the places it lies in, the county first and its own last; empty for a talk with a bot. */
  path: z.array(z.string()),
  lastSeq: z.number().int(),
  /** How far the viewer has read. */
  readTo: z.number().int(),
  /** Messages of others after that which still stand; edits and recalls are none. At most 100. */
  unread: z.number().int(),
  /** Whether the viewer may write here. */
  writable: z.boolean(),
  /** Ids of the items that wait here for the viewer; of several channels one is counted once. */
  waiting: z.array(z.string()),
  /** Who calls the viewer by name, the oldest first: another kind of thing, never added to the items. */
  calls: z.array(Call),
  /** Who sits here now; 1 in a talk with a bot. */
  people: z.number().int(),
  /** For finding by letters: the whole pinyin and the initials, `yanglinzhen ylz`. */
  pinyin: z.string(),
});
export type ChannelView = z.infer<typeof ChannelView>;

/** A photo, recording or file; its bytes are at `/api/attachments/:id`, a photo's small form at `…?size=small`. */
export const AttachmentView = z.object({
  id: z.string(),
  kind: z.enum(["photo", "voice", "file"]),
  name: z.string(),
  /** Media type. */
  type: z.string(),
  /** Bytes. */
  size: z.number().int(),
  /** Pixels of a photo. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
});
export type AttachmentView = z.infer<typeof AttachmentView>;

export const MessageView = z.object({
  id: z.string(),
  channel: z.string(),
  seq: z.number().int(),
  at: z.number(),
  kind: z.enum(["text", "card", "reminder", "edit", "recall"]),
  /** Who wrote it: a person's name with the post, or a bot's. */
  author: z.object({
    person: z.string().nullable(),
    bot: z.string().nullable(),
    name: z.string(),
    post: z.string().nullable(),
  }),
  text: z.string(),
  /** A card names its item and its place; counts come from `…/tally?node=`. */
  item: z.string().nullable(),
  node: z.string().nullable(),
  mentions: z.array(z.string()),
  attachments: z.array(AttachmentView),
  /** The message that an edit or a recall is about. */
  ref: z.string().nullable(),
  /** Of an edit by the writer: the wording it took the place of. */
  before: z.string().nullable(),
  /** Taken back: its text and attachments are gone. */
  recalled: z.boolean(),
  quote: z.string().nullable(),
  replacedBy: z.string().nullable(),
  clientAt: z.number().nullable(),
  /** Of a bot's: the ways on, each a button with its line; absent where it has none. */
  offers: z.array(Candidate).optional(),
});
export type MessageView = z.infer<typeof MessageView>;

export const ItemPhase = z.enum(["draft", "open", "ended"]);

/** One round of a task that comes round (频次). */
export const RoundView = z.object({
  /** `2020-T0127-01#3`; in addresses a dot stands for the #. */
  id: z.string(),
  label: z.string(),
  /** From 1. */
  round: z.number().int(),
  at: z.number(),
  dueAt: z.number().nullable(),
  state: z.string(),
  phase: ItemPhase,
});
export type RoundView = z.infer<typeof RoundView>;

/** Where a place of the viewer's own stands, once nothing is awaited from it. */
export const OwnStanding = z.object({
  node: z.string(),
  nodeName: z.string(),
  /** 已收到 of what only asks for a receipt, else the display word of SPEC §1.7. */
  state: z.string(),
  /** When it was answered; null where it need not answer. */
  at: z.number().nullable(),
  /** Whether a reply stands that its writer may still mend. */
  mendable: z.boolean(),
});
export type OwnStanding = z.infer<typeof OwnStanding>;

/** A field of what an item says beside title and body, to those who see that side of it. */
export const SpecField = z.object({
  name: z.string(),
  zh: z.string(),
  en: z.string(),
  type: z.enum(FIELD_TYPE_NAMES),
  value: z.unknown(),
});
export type SpecField = z.infer<typeof SpecField>;

/** 未着落n 超24小时n at a place and below. */
export const Unlanded = z.object({
  node: z.string(),
  nodeName: z.string(),
  /** Open items that have come to nothing yet. */
  unlanded: z.number().int(),
  /** Of them those about which nobody did anything for 24 hours. */
  idle: z.number().int(),
});
export type Unlanded = z.infer<typeof Unlanded>;

export const ItemView = z.object({
  /** Full id `2020-T0127-01`; `label` is what is printed. */
  id: z.string(),
  label: z.string(),
  kind: z.string(),
  kindName: z.string(),
  title: z.string(),
  body: z.string().nullable(),
  /** By its kind's own names, with what it is called; lists know the phase alone. */
  state: z.string(),
  stateName: z.string(),
  phase: ItemPhase,
  /** What settles it at a place: a receipt or a reply; null where nobody is asked. */
  answer: z.enum(["ack", "reply"]).nullable(),
  /** Numbered in a body's series, and in force until it ends (指挥令, 通告). */
  document: z.boolean(),
  /** What its kind says of it beside, as far as the viewer may see it. */
  spec: z.array(SpecField),
  issuer: z.object({ node: z.string(), nodeName: z.string(), post: z.string() }),
  at: z.number(),
  respondBy: z.number().nullable(),
  dueAt: z.number().nullable(),
  channel: z.string(),
  fields: z.array(Field),
  rules: z.string(),
  stages: z.array(z.string()),
  verify: z.boolean(),
  urgency: z.string(),
  /** What it has to do with other items that the viewer may see. */
  links: z.array(LinkView),
  /** Which round this is; 0 is the series itself, null where nothing comes round. */
  round: z.number().int().nullable(),
  /** `每2小时，自1月27日(周一) 08:00，直到结案`, on the series and on each round alike. */
  recurrence: z.string().nullable(),
  /** Rounds of its series, oldest first, the newest 31. */
  rounds: z.array(RoundView),
  /** Commands that the viewer may take it on with (结案, 撤令); answers to it are in `todo`. */
  acts: z.array(z.string()),
  /** What still waits for the viewer is not in it, but in `todo`. */
  own: z.array(OwnStanding),
  /** The viewer's own place: the counts of the item that they are shown are counted there. */
  countedAt: z.string(),
});
export type ItemView = z.infer<typeof ItemView>;

/** Acts at one target; `proxy` is answering for another, `correct` a reply over the one that stands, `overcome` the end of a difficulty, `call` logging a call. */
export const TargetAct = z.enum([
  "ack",
  "report",
  "difficulty",
  "overcome",
  "proxy",
  "correct",
  "verify",
  "return",
  "settle",
  "nudge",
  "excuse",
  "extend",
  "dispatch",
  "call",
]);
export type TargetAct = z.infer<typeof TargetAct>;

export const TargetView = z.object({
  node: z.string(),
  nodeName: z.string(),
  path: z.string(),
  /** Display word of SPEC §1.7 in the county's own spelling. */
  state: z.string(),
  marks: z.array(z.string()),
  /** 失联: its town is out of contact, and the county centre may answer for it (SPEC §1.18). */
  outOfContact: z.boolean(),
  dueAt: z.number().nullable(),
  respondBy: z.number().nullable(),
  dispatchedAt: z.number().nullable(),
  ackedAt: z.number().nullable(),
  repliedAt: z.number().nullable(),
  verifiedAt: z.number().nullable(),
  /** 方式: how it was checked, as the room wrote it. */
  verifiedHow: z.string().nullable(),
  submittedAt: z.number().nullable(),
  version: z.number().int(),
  /** The version that counts, whose values these are: what 核实 and 退回 name as seen. */
  standing: z.number().int().nullable(),
  values: z.record(z.string(), z.unknown()).nullable(),
  supplement: z.string().nullable(),
  /** Why it was sent back, or is asked nothing. */
  reason: z.string().nullable(),
  /** 困难: what is in the way, until it is decided or answered. */
  difficulty: z.string().nullable(),
  /** What the rules asked the writer of the standing reply to check (SPEC §1.10, 提示). */
  warnings: z.array(z.string()),
  /** Calls since there was last a sign of life (SPEC §1.18): facts beside the state, no answers. */
  calls: z.object({
    /** That found nobody, counted where they are ten minutes apart. */
    failed: z.number().int(),
    failedAt: z.number().nullable(),
    /** When it was told on the phone: 已电话告知. */
    toldAt: z.number().nullable(),
    /** The place above that is asked to reach it since: 溪洋村. */
    passedTo: z.string().nullable(),
  }),
  /** Posts that answer for the place, with the holders' names and phones as one's rights allow. */
  responsible: z.array(
    z.object({
      post: z.string(),
      name: z.string(),
      phone: z.string().nullable(),
      /** 可能收不到: nothing has reached them for a week. Shown beside the phone; never counted, ranked or exported. */
      mayMiss: z.boolean(),
    }),
  ),
  /** What the viewer may do about it now, as the commands would judge. */
  may: z.array(TargetAct),
});
export type TargetView = z.infer<typeof TargetView>;

/** A place of an item in the list of who has not: what is missing at and below it, and whom to call. */
export const SilentPlace = z.object({
  node: z.string(),
  nodeName: z.string(),
  /** Asked, at and below it; and of them those that have not answered (还差). */
  expected: z.number().int(),
  missing: z.number().int(),
  /** Of the missing: 困难, and held back by a room (待下达). */
  difficulty: z.number().int(),
  undispatched: z.number().int(),
  /** Whether others below it are asked: it unfolds. */
  unfolds: z.boolean(),
  responsible: TargetView.shape.responsible,
  /** What the place itself is asked and has not answered; of an order to all, a row a person. */
  targets: z.array(TargetView),
});
export type SilentPlace = z.infer<typeof SilentPlace>;

/** The rounds of a series side by side: a row a place, a column a round. */
export const RoundsView = z.object({
  /** Oldest first, the newest 31; `line` is the whole round's, null where its totals are out of sight. */
  rounds: z.array(RoundView.extend({ line: z.string().nullable() })),
  /** Places whose rows the viewer may see, in tree order. */
  rows: z.array(
    z.object({
      node: z.string(),
      nodeName: z.string(),
      path: z.string(),
      /** As in {@link TargetView}, one a round; null where the place was not asked. */
      states: z.array(z.string().nullable()),
    }),
  ),
  /** Of the rows; the rounds are whole in each answer. */
  next: Next,
});
export type RoundsView = z.infer<typeof RoundsView>;

/** One version of a reply (SPEC §1.7); values as in {@link TargetView}. */
export const ReplyVersion = z.object({
  version: z.number().int(),
  at: z.number(),
  /** When it was written, where the line was down then. */
  clientAt: z.number().nullable(),
  /** The post that gave or entered it, never a person. */
  by: z.string(),
  /** Entered for another: how that one was heard. */
  via: z.string().nullable(),
  values: z.record(z.string(), z.unknown()),
  nil: z.boolean(),
  note: z.string().nullable(),
  warnings: z.array(z.string()),
  /** `pending`: 更正申请 or 两报不一致, the older one counts until it is settled. */
  state: z.enum(["current", "superseded", "pending", "declined"]),
  /** Of a declined one: the act that retired it, as it is said (退回 免报 改报 采用旧 …). */
  retiredBy: z.string().nullable(),
  /** Why `clientAt` was not believed: before the place was asked, or ahead of the server. */
  doubt: z.enum(["early", "ahead"]).nullable(),
});
export type ReplyVersion = z.infer<typeof ReplyVersion>;

/** One place of an item, opened: its rows as they are now, what it replied, and what it gave last time. */
export const PlaceReplies = z.object({
  targets: z.array(TargetView),
  /** Newest first. */
  versions: z.array(ReplyVersion),
  /** Its reply to the item before this one that asked for one of the same fields (预填 上次). */
  last: z
    .object({ label: z.string(), at: z.number(), values: z.record(z.string(), z.unknown()) })
    .nullable(),
  /** Of the versions; the rest is whole in each answer. */
  next: Next,
});
export type PlaceReplies = z.infer<typeof PlaceReplies>;

/** What was sent along with an item, where it stands: by which place and post, never a person. */
export const ItemAttachment = z.object({
  attachment: AttachmentView,
  from: z.enum(["reply", "difficulty", "message"]),
  at: z.number(),
  /** Null where the sender's post has no place of now. */
  node: z.string().nullable(),
  nodeName: z.string(),
  by: z.string(),
});
export type ItemAttachment = z.infer<typeof ItemAttachment>;

export const TimelineEntry = z.object({
  at: z.number(),
  /** Minutes since the item began. */
  minutes: z.number().int(),
  type: z.string(),
  text: z.string(),
  node: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const Me = z.object({
  id: z.string(),
  account: z.string(),
  name: z.string(),
  profile: z.string(),
  /** How the county spells states and the room where it says it otherwise: 待下达 → 待交办. */
  words: z.record(z.string(), z.string()),
  assignments: z.array(
    z.object({
      post: z.string(),
      postName: z.string(),
      node: z.string(),
      nodeName: z.string(),
      caps: z.array(z.string()),
      /** Whom one calls: the command room of one's town, and who is on duty there; null in the room itself and above. */
      room: z
        .object({ title: z.string(), name: z.string(), phone: z.string().nullable() })
        .nullable(),
    }),
  ),
  unread: z.number().int(),
  waiting: z.number().int(),
  /**
   * Days of the farmers' calendar (正月初三) from a day on, counted from 1970-01-01: a phone need not
   * load a lunar calendar to show today's.
   */
  lunar: z.object({ from: z.number().int(), names: z.array(z.string()) }),
});
export type Me = z.infer<typeof Me>;

/** What a reader of either language is told. */
export const InBoth = z.object({ zh: z.string(), en: z.string() });
export type InBoth = z.infer<typeof InBoth>;

/** One argument of a command, as a form draws it. */
export const ArgView = z.object({
  key: z.string(),
  zh: z.string(),
  kind: z.string(),
  required: z.boolean(),
  positional: z.boolean(),
  options: z.array(z.string()).optional(),
  help: InBoth,
});
export const CommandView = z.object({
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  aliases: z.array(z.string()),
  bot: z.string(),
  group: z.string(),
  summary: InBoth,
  caps: z.array(z.string()),
  /** Whether the viewer holds a post that may use it. */
  allowed: z.boolean(),
  args: z.array(ArgView),
  /** Whether photos, recordings and files may go with it. */
  attachments: z.boolean(),
  example: z.string(),
});
export type CommandView = z.infer<typeof CommandView>;

/** What an offered word is, for the sign the composer puts beside it. */
export const CompletionKind = z.enum([
  "command",
  "key",
  "choice",
  "node",
  "scope",
  "time",
  "item",
  "field",
  "stage",
  "person",
]);
export type CompletionKind = z.infer<typeof CompletionKind>;

/** What may stand at the cursor: each choice replaces the typed text from `from` up to `to` (UTF-16 units). */
export const Completion = z.object({
  from: z.number().int(),
  to: z.number().int(),
  options: z.array(
    z.object({
      insert: z.string(),
      label: z.string(),
      detail: z.string().optional(),
      kind: CompletionKind,
      /** The word may go on after this choice: no blank behind it. */
      goesOn: z.boolean().optional(),
    }),
  ),
  /** Whether the line holds, besides the word at the cursor, all that its command requires. */
  isComplete: z.boolean(),
});
export type Completion = z.infer<typeof Completion>;
