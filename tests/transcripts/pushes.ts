import { PushView } from "#contract/pushes";
import { type Client, readAll } from "./client.ts";
import { lacking, type Moment } from "./moment.ts";
import type { Stage } from "./stage.ts";
import type { Claim } from "./syntax.ts";

type PushClaim = Extract<Claim, { kind: "push" }>;

/** How often the phones rang of those whom the checks are about, before the step. */
export async function countPushes(claims: Claim[], stage: Stage): Promise<Map<string, number>> {
  const people = claims.flatMap((claim) => (claim.kind === "push" ? [claim.person] : []));
  const found = new Map<string, number>();
  // Somebody unknown fails the check, not the step.
  for (const account of new Set(people.filter(stage.knows))) {
    found.set(account, (await pushesOf(await stage.person(account))).length);
  }
  return found;
}

/** @returns null when the person's phone rang so often and about that, else what it rang for */
export async function judgePushes(claim: PushClaim, moment: Moment): Promise<string | null> {
  const client = await moment.stage.person(claim.person);
  const came = (await pushesOf(client)).slice(moment.pushes.get(claim.person));
  const about = came.map((one) => one.about ?? "something out of sight");
  if (claim.count !== null && claim.count !== came.length) {
    return `${came.length}${about.length > 0 ? `: ${about.join(", ")}` : ""}`;
  }
  return lacking(claim.fragments, about);
}

async function pushesOf(client: Client): Promise<PushView[]> {
  const answer = await readAll(client, "/api/pushes", "pushes", PushView);
  if (!answer.ok) throw new Error(`${client.account} cannot list pushes: ${answer.why}`);
  return answer.data;
}
