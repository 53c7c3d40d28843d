/** The time as screens show it, moved on twice a minute: 还有2小时13分 counts down by itself. */
class Clock {
  now = $state(Date.now());

  constructor() {
    setInterval(() => this.tick(), 30_000);
    document.addEventListener("visibilitychange", () => this.tick());
  }

  tick(): void {
    this.now = Date.now();
  }
}

export const clock = new Clock();
