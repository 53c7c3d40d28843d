import type { Answer, Refused } from "#contract/envelope";

/** Somebody of a demo at a device of their own, over the interface that everybody uses. */
export interface MorningPerson {
  say(channel: string, cid: string, text: string): Promise<Answer | Refused>;
  leave(): Promise<void>;
}

/** @throws Error when the server lets them not in */
export async function signIn(
  url: string,
  by: { account: string; password: string } | { invitation: string },
): Promise<MorningPerson> {
  const entered = await post(`${url}/api/sign-in`, by);
  if (!entered.ok) throw new Error(`a demo's own people cannot sign in: ${await entered.text()}`);
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return {
    async say(channel, cid, text) {
      const answer = await post(`${url}/api/commands`, { cid, channel, text }, cookie);
      return (await answer.json()) as Answer | Refused;
    },
    async leave() {
      await post(`${url}/api/sign-out`, {}, cookie);
    },
  };
}

function post(url: string, body: object, cookie = ""): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", cookie },
    body: JSON.stringify(body),
  });
}
