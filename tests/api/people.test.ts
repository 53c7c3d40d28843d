import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

let server: TestServer;
let centre: TestPerson;
let room: TestPerson;
let worker: TestPerson;
let village: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
  [centre, room, worker, village] = (await Promise.all(
    ["汪洋", "程立", "余航", "余林"].map((name) => server.asPerson(name)),
  )) as [TestPerson, TestPerson, TestPerson, TestPerson];
});
afterAll(() => server.stop());

const at = (place: string) => `/api/nodes/${encodeURIComponent(place)}/people`;
const total = (rows: { gaps: number }[]) => rows.reduce((n, row) => n + row.gaps, 0);

describe("people of a place", () => {
  it("names who answers for it, with the phone", async () => {
    const { status, body } = await centre.get(at("杨林镇"));
    expect(status).toBe(200);
    const holder = server.data.people.find(({ name }) => name === "程立")!;
    expect(body.posts[0]).toEqual({
      person: holder.id,
      name: "程立",
      pinyin: "chengli cl",
      phone: holder.phone,
      post: "room",
      postName: "综合信息指挥室",
      deputy: false,
      responsible: true,
      invitable: false,
    });
    expect(body.posts.map((post: { name: string }) => post.name)).toContain("苏航");
    expect(body.vacant).toEqual([]);
  });

  it("counts the places below by level and puts every gap into one of them", async () => {
    const { body } = await centre.get(at("开化县"));
    const nodes = server.data.nodes.filter((node) => node.level === "village");
    const villages = body.levels.find(
      ({ levelName }: { levelName: string }) => levelName === "村社",
    );
    expect(villages.places).toBe(nodes.length);
    expect(total(body.levels)).toBe(body.gapCount);
    expect(total(body.below)).toBe(body.gapCount);
    expect(body.gaps).toHaveLength(Math.min(200, body.gapCount));
  });

  it("lists a place as a gap exactly when nobody holds a responsible post there", async () => {
    const { body } = await centre.get(at("开化县"));
    const { nodes, assignments, profile } = server.data;
    const expected = nodes.filter((node) => {
      const level = profile.levels.find(({ key }) => key === node.level)!;
      if (node.parent === null || !level.needsResponsible || level.household) return false;
      return !assignments.some((a) => a.node === node.id && level.responsible.includes(a.post));
    });
    expect(body.gaps.map(({ node }: { node: string }) => node).sort()).toEqual(
      expected.map(({ id }) => id).sort(),
    );
  });

  it("adds figures up once and shares them among those who go from door to door", async () => {
    const { body } = await centre.get(at("杨林村"));
    expect(body.below.map(({ nodeName }: { nodeName: string }) => nodeName)).toEqual([
      "王家边网格",
      "杨林一网格",
    ]);
    expect(body.capacity).toMatchObject({ workers: 2, households: 104, householdsPerWorker: 52 });
    expect(body.below[0].capacity).toMatchObject({ workers: 1, households: 46 });
  });

  it("has no share where nobody works or no figure is known", async () => {
    const { body } = await centre.get(at("王家边网格"));
    expect(body.capacity.population).toBeNull();
    expect(body.capacity.populationPerWorker).toBeNull();
    expect(body.levels).toEqual([]);
  });

  it("says whom the viewer may give a sign-in code", async () => {
    const invitable = async (person: TestPerson) => {
      const { body } = await person.get(at("航头一网格"));
      return body.posts.find(({ name }: { name: string }) => name === "余航").invitable;
    };
    expect(await invitable(village)).toBe(true);
    expect(await invitable(worker)).toBe(false);
    expect(await invitable(centre)).toBe(false);
    const answer = await village.say("#航头村", "/邀请 余航");
    expect(answer.status).toBe(200);
  });

  it("shows a grid worker the line above and nothing of other villages", async () => {
    const { body } = await worker.get(at("池淮镇"));
    const below = body.below.map(({ nodeName }: { nodeName: string }) => nodeName);
    expect(below).toEqual(["航头村"]);
    expect(body.posts.length).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toContain("石门");
    expect((await worker.get(at("330824107222"))).status).toBe(404);
    expect((await room.get(at("石门一网格"))).body.error?.code).toBe("not_found");
  });

  it("answers 404 for no place and 401 without a session", async () => {
    expect((await centre.get(at("没有这村"))).status).toBe(404);
    expect((await server.send(at("杨林镇"))).status).toBe(401);
  });
});

describe("everyone in a post below a place", () => {
  const seats = (place: string) => `/api/nodes/${encodeURIComponent(place)}/seats`;

  it("lists them for who hands out codes there, and says who may get one", async () => {
    const { body } = await village.get(seats("航头村"));
    const rows = body.seats.map((seat: { name: string; nodeName: string; invitable: boolean }) => [
      seat.name,
      seat.nodeName,
      seat.invitable,
    ]);
    expect(rows).toEqual([
      ["余林", "航头村", false],
      ["余航", "航头一网格", true],
    ]);
    expect(body.total).toBe(2);
    expect([body.gapCount, body.gaps]).toEqual([0, []]);
    expect(body.seats[1]).toMatchObject({
      source: "专职",
      to: null,
      path: "池淮镇/航头村/航头一网格",
    });
  });

  it("keeps the list from everybody else, and places out of sight unknown", async () => {
    expect((await worker.get(seats("航头一网格"))).status).toBe(403);
    expect((await centre.get(seats("开化县"))).status).toBe(403);
    expect((await village.get(seats("池淮镇"))).status).toBe(403);
    expect((await village.get(seats("330824107222"))).status).toBe(404);
    expect((await room.get(seats("杨林镇"))).status).toBe(200);
  });

  it("names the places without anybody, and the posts that would answer for them", async () => {
    const { body } = await room.get(seats("杨林镇"));
    const { body: place } = await room.get(at("杨林镇"));
    const own = place.vacant.length > 0 && place.posts.length === 0 ? 1 : 0;
    expect(body.gapCount).toBe(place.gapCount + own);
    for (const gap of body.gaps) expect(gap.posts.length).toBeGreaterThan(0);
  });
});

describe("profile", () => {
  it("is the county's data with nobody in it", async () => {
    const { body } = await worker.get("/api/profile");
    expect(body).toMatchObject({ key: "kaihua", name: "开化县", series: { order: "指挥部令" } });
    const grid = body.levels.find(({ key }: { key: string }) => key === "grid");
    expect(grid).toMatchObject({ zh: "网格", responsible: ["网格员"], household: false });
    expect(grid.places).toBe(server.data.nodes.filter(({ level }) => level === "grid").length);
    expect(body.levels.find(({ key }: { key: string }) => key === "household").places).toBeNull();
    const text = JSON.stringify(body);
    for (const { name, phone } of server.data.people) {
      expect(text).not.toContain(`"${name}"`);
      if (phone) expect(text).not.toContain(phone);
    }
  });
});
