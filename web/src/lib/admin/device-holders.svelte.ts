import type { DeviceHolder, DeviceHolders } from "#contract/devices";
import { faultOf } from "#web/api/client.ts";
import type { Fault } from "#web/api/shapes.ts";
import { toasts } from "#web/ui/toasts.svelte.ts";
import { devicesBelow, endDevices } from "./calls.ts";
import { administered } from "./own-area.ts";

/** Who is signed in, in one's own area: of every post that hands out codes or administers. */
export class Holders {
  found = $state.raw<DeviceHolders | null>(null);
  fault = $state.raw<Fault | null>(null);
  /** Whose devices are being signed out. */
  ending = $state<string | null>(null);
  refused = $state<string | null>(null);

  #find = "";

  /** @param find for those beyond what one answer lists */
  async ask(find = this.#find): Promise<void> {
    this.#find = find;
    this.fault = null;
    try {
      const answers = await Promise.all(administered().map((node) => devicesBelow(node, find)));
      this.found = {
        total: answers.reduce((n, { total }) => n + total, 0),
        without: answers.reduce((n, { without }) => n + without, 0),
        holders: answers.flatMap(({ holders }) => holders),
        next: null,
      };
    } catch (error) {
      this.fault = faultOf(error);
    }
  }

  async end({ person }: DeviceHolder, device: string): Promise<void> {
    this.ending = person;
    this.refused = null;
    try {
      toasts.say(await endDevices(person, device));
      await this.ask();
    } catch (error) {
      this.refused = faultOf(error).message;
    } finally {
      this.ending = null;
    }
  }
}
