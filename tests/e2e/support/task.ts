import { randomUUID } from "node:crypto";
import { request } from "@playwright/test";
import { expect } from "./test.ts";

const LINE =
  "/任务 {title} 范围={scope} 字段=住户:整数!,已摸排:整数!,外来:整数!{more} 规则=已摸排<=住户 响应=30分钟 截止=2小时内 核实=是 确认=是";

/**
 * The county centre sends a task, to all grids of a town unless told otherwise, over the plain interface.
 * @returns its id in full, which ends with the one people say
 */
export async function issueTask(
  url: string,
  title = "户情再摸排",
  scope = "葛岭镇:工作网格",
  more = "",
): Promise<string> {
  const centre = await request.newContext({ baseURL: url });
  try {
    await centre.post("/api/sign-in", { data: { account: "池敏", password: "lingda-demo" } });
    const text = LINE.replace("{title}", title).replace("{scope}", scope).replace("{more}", more);
    const sent = await centre.post("/api/commands", {
      data: { cid: randomUUID(), channel: "hq:350125", text },
    });
    expect(sent.status(), await sent.text()).toBe(200);
    return /\d{4}-T\d{4}-\d+/.exec(await sent.text())![0];
  } finally {
    await centre.dispose();
  }
}
