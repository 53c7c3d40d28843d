import type { Answer } from "#contract/envelope";
import { api } from "#web/api/calls.ts";
import { get } from "#web/api/client.ts";
import { newCid } from "#web/api/new-cid.ts";
import { store } from "#web/sync/store.svelte.ts";
import type { Invitation, LogPage, ProfileView, Seat } from "./shapes.ts";

/** Everyone in a post at a place and below. @throws CallError */
export function seatsBelow(node: string): Promise<{ total: number; seats: Seat[] }> {
  return get(`/api/nodes/${encodeURIComponent(node)}/seats`);
}

/** One page of what was done, newest first. @throws CallError */
export function commandLog(asked: { person?: string; before?: string }): Promise<LogPage> {
  return get("/api/command-log", asked);
}

/** @throws CallError */
export function countyProfile(): Promise<ProfileView> {
  return get("/api/profile");
}

/**
 * A code for one person. Not through the outbox, which keeps every answer on the device: a code
 * that is kept could be used by whoever finds the phone.
 * @throws CallError
 */
export async function invite(seat: Seat): Promise<Invitation> {
  const { result } = await order("invite", seat);
  return { seat, link: String(result.link ?? ""), qr: String(result.qr ?? "") };
}

/** Takes back every code of a person; answers with what was done, in words. @throws CallError */
export async function revokeInvitations(seat: Seat): Promise<string> {
  return (await order("revoke-invitation", seat)).result.text;
}

function order(name: string, { person }: Seat): Promise<Answer> {
  const channel = store.now.order?.[0] ?? "@令达";
  return api.command({ cid: newCid(), channel, name, input: { person } });
}
