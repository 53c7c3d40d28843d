import QRCode from "qrcode";
import type { Answer, Refused } from "#contract/envelope";
import { takesBack } from "#domain/org/invitations";
import { phonesOf } from "#views/controlled-phones";
import { shownFacet } from "#views/shown-facet";
import type { Viewer } from "#views/viewer";
import { endNamed } from "./devices.ts";
import type { Edge } from "./edge.ts";
import { phoneAddress } from "./phone-address.ts";

const SHOWN_ONCE = "邀请码只出示一次；没有看到就再发一次这条命令，会得到新的。";

/**
 * Finishes `/邀请`, `/撤销邀请` and `/退出设备` after their commit: a command has no network, and sign-in keeps
 * a database of its own. The code is added to this one answer and is kept nowhere.
 *
 * A replay gets no code: each code has exactly one recorded event, and an old `cid` must not get
 * one for somebody who has lost the right since. A replay does take back again, where the sender
 * still may, because the first try may have died between the commit and here.
 */
export async function carryOut(
  from: { edge: Edge; request: Request; sender: Viewer },
  answer: Answer | Refused,
): Promise<Answer | Refused> {
  if (!answer.ok) return answer;
  const { identity } = from.edge;
  const { invite, revoke, endDevices, phones, shown } = answer.result;
  if (Array.isArray(phones)) return withNumbers(from.sender, answer, phones.map(String));
  if (shown !== undefined) return withFields(from.sender, answer, Object(shown));
  if (endDevices !== undefined) return endNamed(from, answer);
  if (typeof revoke === "string") {
    if (!answer.replayed || takesBack(from.sender, revoke)) {
      await identity.revokeInvitations(revoke);
    }
    return answer;
  }
  if (typeof invite !== "string") return answer;
  if (answer.replayed) return { ...answer, result: { ...answer.result, text: SHOWN_ONCE } };
  const { token } = await identity.invite(invite, { by: from.sender.person });
  const { origins, notice } = phoneAddress(from.edge, from.request);
  // After #, so that no server and no proxy on the way ever logs it.
  const [link, ...links] = origins.map((origin) => `${origin}/#i=${token}`);
  const qr = await QRCode.toString(link!, { type: "svg", errorCorrectionLevel: "M" });
  const text = notice === null ? answer.result.text : `${answer.result.text}\n${notice}`;
  const more = { ...(links.length > 0 && { links }), ...(notice !== null && { notice }) };
  return { ...answer, result: { ...answer.result, text, link, qr, ...more } };
}

/** What is shown for a reason goes to its reader likewise. */
async function withFields(sender: Viewer, answer: Answer, shown: object): Promise<Answer> {
  const fields = answer.replayed ? [] : await shownFacet(sender, shown);
  return { ...answer, result: { ...answer.result, fields } };
}

/** Controlled phones go to their reader and into no stored answer; a replay shows none. */
async function withNumbers(sender: Viewer, answer: Answer, ids: string[]): Promise<Answer> {
  const { reason } = answer.result;
  const numbers = answer.replayed
    ? []
    : await phonesOf(sender, ids, typeof reason === "string" ? reason : "");
  return { ...answer, result: { ...answer.result, numbers } };
}
