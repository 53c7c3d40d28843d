import { z } from "zod";
import { Candidate, ErrorBody } from "./errors.ts";

/** Longest text of one message or command, in UTF-8 bytes. */
export const MAX_TEXT_BYTES = 64 * 1024;

/** `POST /api/commands`: any command, typed or structured; plain text posts a message (SPEC §7). */
export const Envelope = z.strictObject({
  /** Made by the client, unique per person; the same cid and body get the same answer again. */
  cid: z.string().regex(/^[\w.:-]{1,64}$/, "cid takes 1 to 64 letters, digits or . : _ -"),
  /** Channel id, or a name unique among one's own channels. */
  channel: z.string().min(1).max(200),
  text: z.string().max(MAX_TEXT_BYTES).optional(),
  name: z.string().min(1).max(40).optional(),
  input: z.record(z.string().max(60), z.json()).optional(),
  /** When the person typed it, if that was before it could be sent. */
  clientAt: z.number().int().positive().optional(),
  /** Version of the reply that the sender had seen. */
  base: z.number().int().min(0).optional(),
  /** Message id this one quotes. */
  quote: z.string().max(40).optional(),
  attachments: z.array(z.string().max(40)).max(9).optional(),
  /** Id of the preview the sender confirms. */
  confirm: z.string().max(40).optional(),
  /** 仍作为普通消息发送: post the line as it is, though it looks like a command. */
  asText: z.boolean().optional(),
  /** 存为受控电话: mobile numbers in the text are kept apart for whoever may see them (SPEC §1.17). */
  keepPhones: z.boolean().optional(),
});
export type Envelope = z.infer<typeof Envelope>;

/** What a command gives back to its sender. */
export const Answer = z.object({
  ok: z.literal(true),
  /** `text` is what the sender reads; the rest is for programs. */
  result: z.looseObject({ text: z.string() }),
  /** Lines only the sender sees. */
  private: z.array(z.string()),
  /** Ways on from the answer, each a button with its line; absent where there is none. */
  offers: z.array(Candidate).optional(),
  /** Ids of the messages posted. */
  messages: z.array(z.string()),
  /** Until when 撤回 takes back what it did, while it is one's last command. */
  undoUntil: z.number().optional(),
  replayed: z.boolean().optional(),
});
export type Answer = z.infer<typeof Answer>;

export const Refused = z.object({ ok: z.literal(false), error: ErrorBody });
export type Refused = z.infer<typeof Refused>;
