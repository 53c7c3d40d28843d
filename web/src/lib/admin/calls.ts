import type { CommandLog } from "#contract/command-log";
import type { DeviceHolders, Devices, DeviceView } from "#contract/devices";
import type { Answer } from "#contract/envelope";
import type { ProfileView } from "#contract/profile-view";
import type { Seat, Seats } from "#contract/seats";
import { api } from "#web/api/calls.ts";
import { get, pagesOf } from "#web/api/client.ts";
import { newCid } from "#web/api/new-cid.ts";
import { said } from "#web/i18n/said.ts";
import { store } from "#web/sync/store.svelte.ts";
import type { Invitation } from "./invitation.ts";

/** Pages of people that a screen lists; the rest is found by words, and the screen says so. */
const LISTED = 3;

/**
 * Everyone in a post at a place and below, as many as a screen lists; with words those whom they fit.
 * @throws CallError
 */
export async function seatsBelow(node: string, find = ""): Promise<Seats> {
  const path = `/api/nodes/${encodeURIComponent(node)}/seats`;
  const pages = await pagesOf<Seats>(path, find === "" ? {} : { find }, LISTED);
  return {
    ...pages[0]!,
    gaps: pages.flatMap(({ gaps }) => gaps),
    seats: pages.flatMap(({ seats }) => seats),
  };
}

/** One page of what was done, newest first. @throws CallError */
export function commandLog(asked: { person?: string; after?: string }): Promise<CommandLog> {
  return get("/api/command-log", asked);
}

/** @throws CallError */
export function countyProfile(): Promise<ProfileView> {
  return get("/api/profile");
}

/** What `/邀请` adds to its answer, once. */
interface Issued {
  link: string;
  links: string[];
  notice: string;
  qr: string;
}

/**
 * A code for one person. Not through the outbox, which keeps every answer on the device: a code
 * that is kept could be used by whoever finds the phone.
 * @throws CallError
 */
export async function invite(seat: Seat): Promise<Invitation> {
  const { result } = await order("invite", { person: seat.person });
  const { link = "", links = [], notice = null, qr = "" } = result as Partial<Issued>;
  return { seat, link, others: links, notice, qr };
}

/** Takes back every code of a person; answers with what was done, in words. @throws CallError */
export async function revokeInvitations(seat: Seat): Promise<string> {
  return said((await order("revoke-invitation", { person: seat.person })).result.text);
}

/** The devices one is signed in on oneself, newest first. @throws CallError */
export function ownDevices(): Promise<DeviceView[]> {
  return pagesOf<Devices>("/api/sessions").then((pages) => pages.flatMap((page) => page.devices));
}

/**
 * Who is signed in at a place and below, as many as a screen lists; with words those whom they fit.
 * @throws CallError
 */
export async function devicesBelow(node: string, find = ""): Promise<DeviceHolders> {
  const path = `/api/nodes/${encodeURIComponent(node)}/sessions`;
  const pages = await pagesOf<DeviceHolders>(path, find === "" ? {} : { find }, LISTED);
  return { ...pages[0]!, holders: pages.flatMap(({ holders }) => holders) };
}

/**
 * Signs devices out; answers with what was done, in words.
 * @param person null is oneself
 * @param device one of them; null is all, of one's own all but this
 * @throws CallError
 */
export async function endDevices(person: string | null, device: string | null): Promise<string> {
  const input = { ...(person !== null && { person }), ...(device !== null && { device }) };
  return said((await order("end-devices", input)).result.text);
}

function order(name: string, input: Record<string, string>): Promise<Answer> {
  const channel = store.now.order?.[0] ?? "@令达";
  return api.command({ cid: newCid(), channel, name, input });
}
