import { Refusal } from "#contract/errors";
import { insertPhones, type PhoneRow } from "#db/controlled-phones";
import { lastNumber } from "#db/counters";
import { DEMO_MARK } from "#db/seed-data";
import { FICTITIOUS, phoneMark } from "#domain/org/controlled-phone";
import { ownPlaces } from "#domain/org/own-places";
import type { Context } from "./context.ts";
import { quotedItem } from "./loop/find.ts";

/**
 * Stores what masking took out to keep (存为受控电话, SPEC §1.17), before the command's posts are
 * written: as a protected field of the target that is answered for or of the item that is quoted,
 * beside the message that bears its mark. The number itself goes nowhere else.
 * @throws Refusal `bad_argument` in a demo, for the number of a real person
 */
export async function storeKeptPhones(ctx: Context): Promise<void> {
  if (ctx.keptPhones.length === 0) return;
  await mustBeOfNobody(ctx);
  const { posts, facts } = ctx.done;
  const fact = facts.find(({ item }) => item !== null);
  const item = fact?.item ?? (await quotedItem(ctx))?.id ?? null;
  const node = fact?.node ?? ctx.place ?? ownPlaces(ctx.actor.id, ctx.org, ctx.now)[0]!;
  const rows = [...new Set(ctx.keptPhones)].map((number): PhoneRow => {
    const message = posts.find(({ text }) => text.includes(phoneMark(number)))?.id ?? null;
    return { id: ctx.newId(), at: ctx.now, person: ctx.actor.id, node, item, message, number };
  });
  await insertPhones(ctx.session, rows);
  ctx.record("phone.kept", { item, node, data: { phones: rows.map(({ id }) => id) } });
}

/** Everybody knows the passwords of a demo: nobody's number is safe there. */
async function mustBeOfNobody({ session, keptPhones }: Context): Promise<void> {
  if (keptPhones.every((number) => number.startsWith(FICTITIOUS))) return;
  if ((await lastNumber(session, DEMO_MARK)) === 0) return;
  throw new Refusal(
    "bad_argument",
    `这是演示县，谁都能进来，不存真人的手机号；要试请写${FICTITIOUS}开头的演示号码，或不选“存为受控电话”再发`,
  );
}
