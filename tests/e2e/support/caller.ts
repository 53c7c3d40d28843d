import { randomUUID } from "node:crypto";
import { type APIRequestContext, request } from "@playwright/test";
import { expect } from "./test.ts";

/** Somebody of the demo cast over the plain interface. */
export interface Caller {
  get<T>(path: string): Promise<T>;
  /** A typed line in a channel; it has to be taken. @returns what it gave back */
  say(channel: string, text: string): Promise<Record<string, unknown>>;
  leave(): Promise<void>;
}

export async function callAs(url: string, who: string): Promise<Caller> {
  const context: APIRequestContext = await request.newContext({ baseURL: url });
  const data = { account: who, password: "lingda-demo" };
  expect((await context.post("/api/sign-in", { data })).status()).toBe(200);
  return {
    get: async <T>(path: string) => (await (await context.get(path)).json()) as T,
    say: async (channel, text) => {
      const sent = await context.post("/api/commands", {
        data: { cid: randomUUID(), channel, text },
      });
      expect(sent.status(), await sent.text()).toBe(200);
      return (await sent.json()).result;
    },
    leave: () => context.dispose(),
  };
}
