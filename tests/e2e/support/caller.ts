import { randomUUID } from "node:crypto";
import { type APIRequestContext, request } from "@playwright/test";
import type { Envelope } from "#contract/envelope";
import { expect } from "./test.ts";

/** Somebody of the demo cast over the plain interface. */
export interface Caller {
  get<T>(path: string): Promise<T>;
  /** A typed line in a channel; it has to be taken. @returns what it gave back */
  say(channel: string, text: string, more?: Partial<Envelope>): Promise<Record<string, unknown>>;
  /** @returns the id of the photo */
  attach(photo: Buffer): Promise<string>;
  leave(): Promise<void>;
}

export async function callAs(url: string, who: string): Promise<Caller> {
  const context: APIRequestContext = await request.newContext({ baseURL: url });
  const data = { account: who, password: "lingda-demo" };
  expect((await context.post("/api/sign-in", { data })).status()).toBe(200);
  return callerOf(context);
}

/** @param context in which somebody is signed in */
export function callerOf(context: APIRequestContext): Caller {
  return {
    get: async <T>(path: string) => (await (await context.get(path)).json()) as T,
    say: async (channel, text, more) => {
      const sent = await context.post("/api/commands", {
        data: { cid: randomUUID(), channel, text, ...more },
      });
      expect(sent.status(), await sent.text()).toBe(200);
      return (await sent.json()).result;
    },
    attach: async (photo) => {
      const sent = await context.post(`/api/attachments?cid=${randomUUID()}&name=photo.png`, {
        data: photo,
      });
      expect(sent.status(), await sent.text()).toBe(200);
      return (await sent.json()).id;
    },
    leave: () => context.dispose(),
  };
}
