import { items } from "#web/items/items.svelte.ts";
import { line } from "#web/sync/line.svelte.ts";
import { shown } from "#web/sync/shown.ts";
import { type ChannelState, tallyKey } from "#web/sync/state.ts";
import { store } from "#web/sync/store.svelte.ts";

/** So many of the newest messages may be on the screen when a channel opens. */
const NEWEST = 8;
/** Longer nobody waits for what a card says of its item. Milliseconds. */
const PATIENCE = 600;

/**
 * A channel that is being opened. What its cards say of their items is asked for beside them, and a
 * card that grows pushes all others away: the log is drawn but not shown until its newest cards are
 * whole, or it has taken too long.
 */
export class Opening {
  isOver = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** To be called whenever something may have come. @param isAboutKnown what stands above the log */
  look({ log }: ChannelState, isAboutKnown: boolean): void {
    if (this.isOver || !log) return;
    this.#timer ??= setTimeout(() => (this.isOver = true), PATIENCE);
    if (!line.isUp || (isAboutKnown && shown(log).slice(-NEWEST).every(isWhole))) this.end();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.isOver = true;
  }
}

function isWhole({ message }: ReturnType<typeof shown>[number]): boolean {
  if (message.item === null) return true;
  const { value, fault } = items.get(message.item);
  if (fault || message.node === null) return true;
  return value !== null && tallyKey(value.id, value.countedAt) in store.now.tallies;
}
