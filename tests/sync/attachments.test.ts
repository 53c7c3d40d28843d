import { beforeAll, expect, it } from "vitest";
import type { TestPerson } from "../support/server.ts";
import { photo, stored } from "../support/uploads.ts";
import { connectLive } from "./support/live-client.ts";
import { useLiveDay, VILLAGE } from "./support/live-day.ts";
import { until } from "./support/until.ts";

const day = useLiveDay();
let head: TestPerson;
let worker: TestPerson;

beforeAll(async () => {
  [head, worker] = (await day.people("余林", "余航")) as [TestPerson, TestPerson];
});

it("an event carries what the message does, live and after having been away", async () => {
  const live = await day.live(head);
  const { server } = day;
  const file = await stored(server, worker, "门口.jpg", await photo({ width: 90, height: 60 }));
  const said = await worker.say(VILLAGE, "贴好了", { attachments: [file.id] });
  const [id] = said.body.messages;
  await until(() => live.in(VILLAGE).some((event) => event.id === id), "the message");
  expect(live.in(VILLAGE).find((event) => event.id === id)).toMatchObject({ attachments: [file] });

  const back = await connectLive({
    url: server.url,
    cookie: head.cookie,
    cursors: { [VILLAGE]: 0 },
  });
  day.clients.push(back);
  await until(() => back.in(VILLAGE).some((event) => event.id === id), "the message again");
  expect(back.in(VILLAGE).find((event) => event.id === id)).toMatchObject({ attachments: [file] });
});
