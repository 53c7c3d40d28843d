import { now } from "#web/clock/now.ts";

/** The time by the second, for a board and a wall; it stands still while nobody looks. */
class Seconds {
  now = $state(now());
  #users = 0;
  #timer: ReturnType<typeof setInterval> | null = null;

  /** Runs while somebody shows it. @returns stops it */
  run(): () => void {
    this.#users += 1;
    this.now = now();
    this.#timer ??= setInterval(() => {
      if (!document.hidden) this.now = now();
    }, 1_000);
    return () => {
      this.#users -= 1;
      if (this.#users > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  }
}

export const seconds = new Seconds();
