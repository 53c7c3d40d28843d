import { SvelteSet } from "svelte/reactivity";
import type { Seat } from "#contract/seats";
import { faultOf } from "#web/api/client.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { toasts } from "#web/ui/toasts.svelte.ts";
import { invite, revokeInvitations } from "./calls.ts";
import type { Invitation } from "./invitation.ts";

/** Codes being made: they live in this page's memory and nowhere else. */
export class Inviting {
  readonly chosen = new SvelteSet<string>();
  made = $state.raw<Invitation[]>([]);
  /** Sentences about those that were refused. */
  failed = $state.raw<string[]>([]);
  /** How many are done of how many; null while nothing runs. */
  progress = $state.raw<{ n: number; total: number } | null>(null);

  toggle(person: string): void {
    if (!this.chosen.delete(person)) this.chosen.add(person);
  }

  /** Beside those chosen before: one looks for some, then for others. */
  choose(seats: readonly Seat[]): void {
    for (const { person } of seats) this.chosen.add(person);
  }

  /** One after the other; a refusal leaves the others alone, and a line that is down ends it. */
  async run(seats: readonly Seat[]): Promise<void> {
    const wanted = seats.filter(({ person }) => this.chosen.has(person));
    this.failed = [];
    for (const [i, seat] of wanted.entries()) {
      this.progress = { n: i + 1, total: wanted.length };
      try {
        const made = await invite(seat);
        this.made = [...this.made.filter((one) => one.seat.person !== seat.person), made];
        this.chosen.delete(seat.person);
      } catch (error) {
        const { code, message } = faultOf(error);
        this.failed = [...this.failed, m.admin_invite_failed({ name: seat.name, why: message })];
        if (code === "offline") break;
      }
    }
    this.progress = null;
  }

  async revoke(seat: Seat): Promise<void> {
    if (!confirm(m.admin_revoke_ask({ name: seat.name }))) return;
    try {
      toasts.say(await revokeInvitations(seat));
      this.made = this.made.filter((one) => one.seat.person !== seat.person);
    } catch (error) {
      const why = faultOf(error).message;
      this.failed = [m.admin_invite_failed({ name: seat.name, why })];
    }
  }

  clear(): void {
    this.made = [];
  }
}
