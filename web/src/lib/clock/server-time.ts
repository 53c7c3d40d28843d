/** The two clocks of a device, in milliseconds. */
export interface DeviceClocks {
  /** The one its owner may have set wrong. */
  wall(): number;
  /** One that nobody sets; on some devices it stands still while they sleep. */
  steady(): number;
}

/** What is believed at one instant: the server's time, and what the device's clocks showed then. */
interface Fix {
  server: number;
  wall: number;
  steady: number;
}

/**
 * The server's time, reckoned from its answers. Each answer was made between its question and its
 * arrival; what all answers allow together is narrower than any one of them (as in NTP).
 */
export class ServerTime {
  /** Bounds of server time minus steady time. */
  #low = Number.NEGATIVE_INFINITY;
  #high = Number.POSITIVE_INFINITY;
  #fix: Fix;
  /** Whether an answer has told it; before that it goes by what is kept. */
  isHeard = false;

  /** @param kept server time minus the device's, as an earlier page found it; milliseconds */
  constructor(
    private readonly clocks: DeviceClocks,
    kept: number,
  ) {
    const wall = clocks.wall();
    this.#fix = { server: wall + kept, wall, steady: clocks.steady() };
  }

  /**
   * Epoch milliseconds. While the device sleeps its steady clock may stand, so a wall clock that
   * went further is believed until the next answer; one that was set back never is.
   */
  now(): number {
    const { server, wall, steady } = this.#fix;
    const gone = Math.max(this.clocks.steady() - steady, this.clocks.wall() - wall);
    return Math.round(server + gone);
  }

  /** The steady clock, for the instant a question is asked. */
  asked(): number {
    return this.clocks.steady();
  }

  /**
   * @param server the time an answer carries
   * @param asked what {@link asked} said when it was asked for
   */
  heard(server: number, asked: number): void {
    const steady = this.clocks.steady();
    const low = Math.max(this.#low, server - steady);
    const high = Math.min(this.#high, server - asked);
    // Nothing fits both: the server's clock was set, or the steady one stood still.
    const fits = low <= high;
    this.#low = fits ? low : server - steady;
    this.#high = fits ? high : server - asked;
    const middle = (this.#low + this.#high) / 2;
    this.#fix = { server: steady + middle, wall: this.clocks.wall(), steady };
    this.isHeard = true;
  }

  /** Server time minus the device's, in milliseconds. */
  get offset(): number {
    return this.now() - this.clocks.wall();
  }
}
