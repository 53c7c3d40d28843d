import type { CommandView, Me } from "#contract/nouns";
import { deviceWords } from "#web/admin/device-words.ts";
import { forgetAhead } from "#web/api/asked-ahead.ts";
import { api } from "#web/api/calls.ts";
import { CallError } from "#web/api/client.ts";
import { askOrRemember, forgetAnswers, remember, rememberFor } from "#web/api/remembered.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { spellStates } from "#web/items/state-names.ts";
import { outbox } from "#web/outbox/outbox.svelte.ts";
import { follow, unfollow } from "#web/sync/follow.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";
import { toasts } from "#web/ui/toasts.svelte.ts";

/**
 * Who was signed in last on this device, so that a phone without a line still opens; where somebody
 * was, the page asks for their lists before its scripts are there (app.html).
 */
const LAST = "lingda.person";

export type Room = NonNullable<Me["assignments"][number]["room"]>;

/** Pause before a server that nobody reached is asked again. Milliseconds. */
const AGAIN = 5_000;

/** Who is signed in, and what they may do: both come from the server. */
class Session {
  /** `asking` until the server has answered once. */
  state = $state<"asking" | "in" | "out" | "unreachable">("asking");
  me = $state.raw<Me | null>(null);
  /** What the county calls the command room of a town: 综治中心. */
  get room(): string {
    return this.me?.words?.指挥室 ?? "指挥室";
  }

  /** The session ended while it was looked at: signed out elsewhere, or its code taken back. */
  wasEnded = $state(false);
  /** The commands with their forms; empty until they are known. */
  catalogue = $state.raw<CommandView[]>([]);
  /** Settles once they are, or cannot be had for now. */
  catalogueAsked: Promise<void> = Promise.resolve();

  /** Goes on with the session of the cookie, or of what this device remembers of it. */
  async resume(): Promise<void> {
    if (this.state === "in") return;
    const last = localStorage.getItem(LAST);
    rememberFor(last);
    try {
      const me = await askOrRemember("me", api.me);
      // The page asked for that person's lists.
      if (me.id !== last) forgetAhead();
      await this.#enter(me);
    } catch (error) {
      forgetAhead();
      const isOut = error instanceof CallError && error.fault.code === "unauthenticated";
      this.state = isOut ? "out" : "unreachable";
      if (isOut) await this.#forget();
      else setTimeout(() => void this.resume(), AGAIN);
    }
  }

  /** @throws CallError */
  async signIn(by: Parameters<typeof api.signIn>[0]): Promise<void> {
    forgetAhead();
    const { replaced = [] } = await api.signIn(by);
    for (const device of replaced) toasts.say(m.devices_replaced({ device: deviceWords(device) }));
    await this.#enter(await api.me());
  }

  async signOut(): Promise<void> {
    await api.signOut().catch(() => {});
    await this.#forget();
    // A fresh page holds nothing of whoever was here.
    location.assign("/sign-in");
  }

  async #enter(me: Me): Promise<void> {
    rememberFor(me.id);
    remember("me", me);
    localStorage.setItem(LAST, me.id);
    // What a device remembers of an older version has none.
    spellStates(me.words ?? {});
    // Asked before the screens are drawn, and the channels before what waits in them: whatever
    // happens between the two answers, the socket goes on from the first and brings it.
    const following = follow(me.id, () => this.#ended());
    void waiting.refresh();
    forgetAhead();
    this.me = me;
    this.wasEnded = false;
    this.state = "in";
    this.catalogueAsked = askOrRemember("catalogue", api.catalogue).then(
      (commands) => {
        this.catalogue = commands;
      },
      () => {},
    );
    await Promise.all([following, outbox.start(me.id)]);
  }

  #ended(): void {
    unfollow();
    outbox.stop();
    this.me = null;
    this.wasEnded = true;
    this.state = "out";
    void this.#forget();
  }

  /** A lost phone that was signed out shows nothing of what it had, without a line either. */
  async #forget(): Promise<void> {
    localStorage.removeItem(LAST);
    await forgetAnswers();
  }

  /** Whether some post of the viewer holds one of these capabilities. */
  holds(...caps: string[]): boolean {
    return (
      this.me?.assignments.some((post) => caps.some((cap) => post.caps.includes(cap))) ?? false
    );
  }

  /** The room that stands over one's place, to call and to be told of: ☎ 指挥室 (UX, S14). */
  roomFor(node: string | null): Room | null {
    const own = this.me?.assignments ?? [];
    return (
      (own.find((a) => a.node === node && a.room) ?? own.find(({ room }) => room))?.room ?? null
    );
  }

  command(name: string): CommandView | undefined {
    return this.catalogue.find(
      ({ key, zh, en, aliases }) =>
        key === name || zh === name || en === name.toLowerCase() || aliases.includes(name),
    );
  }
}

export const session = new Session();
