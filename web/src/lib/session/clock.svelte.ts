import { MINUTE } from "#domain/time/zone";
import { deviceOffBeyond, now, onTimeSet } from "#web/clock/now.ts";

/** A device whose clock is off by more than this is told so. */
const WRONG = 2 * MINUTE;

/** The time as screens show it, moved on twice a minute: 还有2小时13分 counts down by itself. */
class Clock {
  now = $state(now());
  /** How far this device's own clock is behind the server's, in milliseconds; null while it is about right. */
  deviceIsOff = $state<number | null>(null);

  constructor() {
    setInterval(() => this.tick(), 30_000);
    document.addEventListener("visibilitychange", () => this.tick());
    onTimeSet(() => this.tick());
  }

  tick(): void {
    this.now = now();
    this.deviceIsOff = deviceOffBeyond(WRONG);
  }
}

export const clock = new Clock();
