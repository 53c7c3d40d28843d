import { z } from "zod";
import { Contact } from "./directory.ts";
import { Next } from "./paging.ts";

/** What a browser says it runs on, as far as it can be told; the web puts it into words. */
export const Device = z.object({
  kind: z.enum(["phone", "tablet", "desk", "unknown"]),
  system: z.enum(["Android", "HarmonyOS", "iOS", "Windows", "macOS", "Linux"]).nullable(),
  app: z.enum(["WeChat", "DingTalk", "Edge", "Firefox", "Chrome", "Safari"]).nullable(),
});
export type Device = z.infer<typeof Device>;

/** A device that is signed in. Nothing tells where it is: no address is shown to anybody. */
export const DeviceView = z.object({
  /** Names the session for `/退出设备`; opens nothing. */
  id: z.string(),
  device: Device,
  /** Came in by a QR code, not by a password. */
  byCode: z.boolean(),
  since: z.number(),
  /**
   * Last written down, once a day of use at most: true to the day, not to the minute. Null on another's:
   * no time online is shown to anybody else (SPEC §1.19).
   */
  seen: z.number().nullable(),
  /** The device that had to make room when this one came in by a code. */
  replaced: Device.nullable(),
  /** The one that asks. */
  here: z.boolean(),
});
export type DeviceView = z.infer<typeof DeviceView>;

export const Devices = z.object({ devices: z.array(DeviceView), next: Next });
export type Devices = z.infer<typeof Devices>;

/** Someone in a post at a place, and the devices they are signed in on. */
export const DeviceHolder = Contact.extend({
  node: z.string(),
  path: z.string(),
  /** Comes in by a QR code alone, so that no device means: not reached by the platform. */
  byCode: z.boolean(),
  /** 可能收不到: nothing has reached them for a week. */
  mayMiss: z.boolean(),
  /** Whether the viewer may sign these devices out. */
  endable: z.boolean(),
  devices: z.array(DeviceView),
});
export type DeviceHolder = z.infer<typeof DeviceHolder>;

export const DeviceHolders = z.object({
  total: z.number().int(),
  /** People who come in by code and have no device yet. */
  without: z.number().int(),
  holders: z.array(DeviceHolder),
  next: Next,
});
export type DeviceHolders = z.infer<typeof DeviceHolders>;
