import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { devicesBelow } from "#views/devices";
import { seatsBelow } from "#views/seats";
import { viewerOf } from "#views/viewer";
import { platform } from "../../server/commands/platform.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";

let k: TestKernel;
beforeAll(async () => {
  k = await openTestKernel({ bots: [platform] });
});
afterAll(() => k.stop());

const nobody = { limit: 200, here: "", read: async () => [] };
const seats = (who: string, find?: string) =>
  seatsBelow(viewerOf(k.kernel, who), "county", { limit: 200, find });

describe("the administrator and the auditor", () => {
  it("see who holds which post in the whole county, and phones of the directory only", () => {
    for (const who of ["管理员", "审计"]) {
      const { seats: found, total } = seats(who);
      const names = found.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(["程指挥", "东村书记", "邱网格", "江网格"]));
      expect(total).toBe(found.length);
      expect(found.find(({ name }) => name === "邱网格")!.phone).toBeNull();
      expect(JSON.stringify(found)).not.toContain("户主");
    }
  });

  it("find somebody among all by name, pinyin, post and place", () => {
    expect(seats("管理员", "邱网格").seats.map(({ name }) => name)).toContain("邱网格");
    const letters = seats("管理员", "QWG").seats.map(({ name }) => name);
    expect(letters).toContain("邱网格");
    expect(letters).not.toContain("江网格");
    expect(seats("管理员", "邱网格 查无此地").seats).toEqual([]);
  });

  it("see the devices; only the administrator signs them out", async () => {
    const endable = async (who: string) => {
      const { holders } = await devicesBelow(viewerOf(k.kernel, who), "county", nobody);
      return holders.find(({ name }) => name === "程指挥")?.endable;
    };
    expect([await endable("管理员"), await endable("审计")]).toEqual([true, false]);
    const reply = await k.say("管理员", "@令达", "/退出设备 程指挥");
    expect(reply).toMatchObject({
      ok: true,
      result: { endDevices: { person: "程指挥", device: null, byCodeOnly: false } },
    });
    expect(await k.say("审计", "@令达", "/退出设备 程指挥")).toMatchObject({
      ok: false,
      error: { code: "not_found" },
    });
  });
});
