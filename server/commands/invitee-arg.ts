import { type Arg, text } from "#bots/kit/args";
import { entersByCode } from "#domain/org/invitations";
import type { Person } from "#domain/org/org";
import { beginsInPinyin, type PinyinTable } from "#domain/text/pinyin";
import { called, inArea, seatOf, spelt } from "./invitees.ts";

const OFFERED = 10;

/** A person by name, account or id; completed with those of the sender's area who come in by code. */
export function invitee(): Arg<string> {
  return {
    ...text("人", {
      main: true,
      required: true,
      max: 64,
      help: { zh: "姓名或账号，例：徐婷", en: "A name or an account, e.g. 徐婷" },
    }),
    offers(prefix, ctx) {
      const { tree } = ctx.org;
      const word = spelt(prefix);
      const found = inArea(ctx).filter(
        ({ person, post }) =>
          begins(person, word, ctx.org.profile.pinyin) &&
          entersByCode(tree.get(post.node)!, ctx.org),
      );
      return found.slice(0, OFFERED).map(({ person, post }) => ({
        insert: called(ctx, person.name).length > 1 ? person.id : person.name,
        label: person.name,
        detail: seatOf(ctx, post),
        kind: "choice",
      }));
    },
  };
}

function begins({ name, account }: Person, word: string, pinyin: PinyinTable): boolean {
  if (spelt(name).startsWith(word) || spelt(account).startsWith(word)) return true;
  return beginsInPinyin(name, word, pinyin) !== null;
}
