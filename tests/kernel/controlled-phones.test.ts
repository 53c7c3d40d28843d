import { getTableName, is, Table } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listNumbers, listPhones } from "#db/controlled-phones";
import { setNumber } from "#db/counters";
import { listEventsOfType } from "#db/events";
import * as schema from "#db/schema/chat";
import { DEMO_MARK } from "#db/seed-data";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";

/** Of nobody. */
const PHONE = "13900001234";
const GRID = "#东山一网格";
const VILLAGE = "#东山村";

let k: TestKernel;
beforeAll(async () => {
  k = await openTestKernel({ bots });
});
afterAll(() => k.stop());

const keep = { keepPhones: true };
const shown = async () =>
  (await listEventsOfType(k.kernel.read, "phone.shown")).map(({ person }) => person);

/** Every row of every table but one, as text. */
async function elsewhere(): Promise<string> {
  const tables = Object.values(schema).filter(
    (value): value is typeof schema.message =>
      is(value, Table) && getTableName(value) !== "controlled_phone",
  );
  const rows = [];
  for (const table of tables) rows.push(await k.kernel.read.select().from(table));
  return JSON.stringify(rows);
}

async function look(who: string, channel: string, input: Record<string, string>) {
  const reply = await k.say(who, channel, "", { text: undefined, name: "show_phone", input });
  if (!reply.ok) return reply.error.code;
  const [row] = await listNumbers(k.kernel.read, reply.result.phones as string[]);
  return row?.number;
}

it("keeps a number apart from the message, for its writer and those who see households there", async () => {
  const told = await k.say("邱网格", GRID, "户主139-0000-1234，在家", keep);
  expect(told.ok && told.private).toEqual([expect.stringContaining("受控电话1个")]);
  const message = (await k.messages(GRID)).at(-1)!;
  expect(message.text).toBe("户主☎ ***1234，在家");
  for (const who of ["邱网格", "东村书记"]) {
    expect([who, await look(who, GRID, { message: message.id })]).toEqual([who, PHONE]);
  }
  expect((await shown()).toSorted()).toEqual(["东村书记", "邱网格"]);
  expect(await look("邱网格", VILLAGE, { message: message.id })).toBe("not_found");
});

it("is out of reach of the county without a reason, and of whoever does not read the place", async () => {
  await k.done("邱网格", GRID, `找 ${PHONE}`, keep);
  const message = (await k.messages(GRID)).at(-1)!.id;
  const before = (await shown()).length;
  expect(await look("汪中心", GRID, { message })).toBe("forbidden");
  expect(await look("毛网格", GRID, { message })).toBe("not_found");
  expect(await shown()).toHaveLength(before);
  expect(await look("汪中心", GRID, { message, reason: "走失老人" })).toBe(PHONE);
  expect(await shown()).toHaveLength(before + 1);
});

it("told to a bot belongs to the place of the teller's own post", async () => {
  await k.done("邱网格", "@任务 邱网格", `记一下 ${PHONE}`, { ...keep, asText: true });
  const { id } = (await k.messages("@任务 邱网格")).at(-1)!;
  expect((await listPhones(k.kernel.read, { message: id })).map(({ node }) => node)).toEqual([
    "e1a",
  ]);
});

it("belongs to the target that is answered for, and goes with a message that is taken back", async () => {
  const line = "/任务 甲 范围=东山一网格 字段=人数:整数!,情况:文字 截止=23:00";
  const label = /T\d+-\d+/.exec(await k.done("东村书记", VILLAGE, line))![0];
  await k.done("邱网格", GRID, `/报 ${label} 3 说明=电话${PHONE}`, keep);
  expect(await look("东村书记", VILLAGE, { item: label, node: "东山一网格" })).toBe(PHONE);
  await k.done("邱网格", GRID, `又是 ${PHONE}`, keep);
  const { id } = (await k.messages(GRID)).at(-1)!;
  await k.done("邱网格", GRID, "/撤回", { quote: id });
  expect(await look("邱网格", GRID, { message: id })).toBe("not_found");
  expect(await listPhones(k.kernel.read, { message: id })).toEqual([]);
});

it("stands in no other table, kept or not", async () => {
  await k.done("邱网格", GRID, `不留 ${PHONE}`);
  expect((await k.messages(GRID)).at(-1)!.text).toBe("不留 [手机号已隐去]");
  const rest = await elsewhere();
  expect(rest).toContain("☎ ***1234");
  expect(rest).not.toContain(PHONE);
  expect(rest.replace(/\D/g, "")).not.toContain(PHONE);
});

it("of a real person is not kept in a demo, which everybody may enter; one of nobody's is", async () => {
  await k.write((session) => setNumber(session, DEMO_MARK, 1));
  const before = (await k.messages(GRID)).length;
  const refused = await k.say("邱网格", GRID, "户主13900005678", keep);
  expect(!refused.ok && refused.error.message).toContain("这是演示县");
  expect(await k.messages(GRID)).toHaveLength(before);
  expect(await k.stored()).not.toContain("13900005678");
  expect(await k.done("邱网格", GRID, "户主14200005678", keep)).toBeDefined();
  const message = (await k.messages(GRID)).at(-1)!.id;
  expect(await look("邱网格", GRID, { message })).toBe("14200005678");
});
