import { z } from "zod";
import { DeviceHolders, Devices } from "#contract/devices";
import type { Answer } from "#contract/envelope";
import { endsDevices } from "#domain/org/devices";
import { devicesBelow, deviceViews } from "#views/devices";
import { pageOf } from "#views/paging";
import type { Viewer } from "#views/viewer";
import { defineCall } from "./call.ts";
import type { Edge } from "./edge.ts";
import { Find, Paged } from "./query.ts";

export const sessions = defineCall({
  zh: "我的登录设备",
  method: "get",
  path: "/api/sessions",
  tag: "登录",
  summary: "The devices one is signed in on, newest first; `/退出设备` signs one of them out.",
  query: Paged,
  answer: Devices,
  async run({ edge, request, viewer, query }) {
    const open = await edge.identity.openSessions([viewer().person]);
    const { rows, next } = pageOf(open, query, {
      list: "sessions",
      id: ({ id }) => id,
      rank: ({ since }) => -since,
    });
    return { devices: deviceViews(rows, await sessionOf(edge, request)), next };
  },
});

export const devices = defineCall({
  zh: "登录设备",
  method: "get",
  path: "/api/nodes/:code/sessions",
  tag: "区划",
  summary:
    "The signed-in devices of the people at a place and below it, those without one first; for who hands out codes there, the administrator and the auditor.",
  query: Find,
  answer: DeviceHolders,
  run: async ({ edge, request, viewer, params, query }) =>
    devicesBelow(viewer(), params.code!, {
      ...query,
      here: await sessionOf(edge, request),
      read: (people) => edge.identity.openSessions(people),
    }),
});

const Ending = z.object({
  person: z.string(),
  device: z.string().nullable(),
  byCodeOnly: z.boolean(),
});

/**
 * Finishes `/退出设备` after its commit, as invitations are. A replay ends again what the first try
 * may have died before, where the sender still may.
 */
export async function endNamed(
  { edge, request, sender }: { edge: Edge; request: Request; sender: Viewer },
  answer: Answer,
): Promise<Answer> {
  const { person, device, byCodeOnly } = Ending.parse(answer.result.endDevices);
  if (answer.replayed && endsDevices(sender, person) === null) return answer;
  const ended = await edge.identity.endDevices(person, {
    byCodeOnly,
    ...(device !== null && { only: device }),
    // Whoever signs out their other devices goes on with this one.
    ...(device === null && { except: await sessionOf(edge, request) }),
  });
  if (ended.length > 0 || answer.replayed) return answer;
  return { ...answer, result: { ...answer.result, text: "没有要退出的设备，可能已经退出了" } };
}

/** The session a request came with; it opens nothing, so an empty one fits none. */
async function sessionOf({ identity }: Edge, request: Request): Promise<string> {
  return (await identity.authenticate(request))?.session ?? "";
}
