/** Whether the browser has promised to keep what is on this device. */
class DeviceStorage {
  /** Null where the browser makes no such promise, or has not been asked yet whether it has. */
  isKept = $state<boolean | null>(null);
  #hasAsked = false;

  /** Looks without asking. */
  async look(): Promise<void> {
    this.isKept = (await navigator.storage?.persisted?.()) ?? null;
  }

  /** Asks once a page: when the first answer has to wait here, it must not be thrown away. */
  async ask(): Promise<void> {
    if (this.#hasAsked) return;
    this.#hasAsked = true;
    this.isKept = (await navigator.storage?.persist?.()) ?? null;
  }
}

export const deviceStorage = new DeviceStorage();
