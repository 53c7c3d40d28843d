import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Envelope } from "#contract/envelope";
import { jsonPost, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", clock: "system" });
});
afterAll(() => server.stop());

describe("the edge", () => {
  it.each(["/healthz", "/readyz"])("answers %s to anybody", async (path) => {
    expect((await server.send(path)).body).toEqual({ ok: true });
  });

  it("has no test clock under the system clock", async () => {
    const reply = await server.send("/api/test/clock", jsonPost({ to: 1 }));
    expect([reply.status, reply.body.error.code]).toEqual([404, "not_found"]);
  });

  it.each(["/api/nothing", "/somewhere.js", "/api/items/a/b/c"])(
    "answers 404 at %s",
    async (path) => {
      const reply = await server.send(path);
      expect([reply.status, reply.body.ok, reply.body.error.code]).toEqual([
        404,
        false,
        "not_found",
      ]);
    },
  );

  it("guards every answer by headers", async () => {
    for (const path of ["/", "/api/docs", "/api/me", "/nowhere"]) {
      const { headers } = await server.send(path);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
    }
  });

  it("gives every address of the web the same page", async () => {
    const paths = ["/", "/todo", "/board/2020-T0127-01", "/board/2020-T0127-01.3"];
    const pages = await Promise.all(paths.map((path) => server.send(path)));
    for (const page of pages) expect([page.status, page.body]).toEqual([200, pages[0]!.body]);
  });

  it("serves pages that run their own script and nothing else", async () => {
    for (const path of ["/", "/api/docs"]) {
      const { headers, body } = await server.send(path);
      const policy = headers.get("content-security-policy");
      const scripts = /script-src ([^;]+)/.exec(policy ?? "")?.[1];
      expect(policy).toMatch(/^default-src 'none'/);
      // Its own files and the inline scripts it was built with, each by its hash.
      expect(scripts).toMatch(/^('self' )?('sha256-[\w+/=]+' ?)+$/);
      expect(policy?.replace("style-src-attr 'unsafe-inline'", "")).not.toContain("unsafe");
      expect(body).not.toMatch(/ on\w+=|src="http/);
    }
  });
});

describe("the OpenAPI page", () => {
  interface Operation {
    operationId: string;
    parameters: { name: string; in: string; required: boolean; schema: object }[];
    responses: Record<string, object>;
    security: object[];
    summary: string;
    description: string;
    tags: string[];
  }

  it("describes every call once, with its path parameters", async () => {
    const { body } = await server.send("/api/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    const ids = new Set<string>();
    for (const [path, methods] of Object.entries<Record<string, Operation>>(body.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(methods)) {
        expect(ids.has(operation.operationId)).toBe(false);
        ids.add(operation.operationId);
        const inPath = operation.parameters.filter((one) => one.in === "path");
        expect(inPath.map((one) => one.name)).toEqual(named);
        expect(inPath.every((one) => one.required)).toBe(true);
        expect(operation.responses).toHaveProperty("200");
      }
    }
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining(["/api/sign-in", "/api/commands", "/api/items/{id}/tally"]),
    );
    expect(body.paths).not.toHaveProperty("/api/test/clock");
  });

  it("resolves each of its references, and has a form for each command", async () => {
    const { body } = await server.send("/api/openapi.json");
    const check = (value: unknown, base: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      const here = "$id" in value ? value : base;
      if ("$ref" in value) {
        const path = String(value.$ref).slice(2).split("/");
        const found = path.reduce<unknown>(
          (at, key) => (at as Record<string, unknown>)?.[key],
          here,
        );
        expect(found, String(value.$ref)).toBeTypeOf("object");
      }
      for (const inner of Object.values(value)) check(inner, here);
    };
    check(body, body);
    expect(body.components.schemas).toHaveProperty(["input.order"]);
  });

  it("gives a command by name with the types of its arguments, and an example of each", async () => {
    const { body } = await server.send("/api/openapi.json");
    const { schemas } = body.components;
    const { requestBody } = body.paths["/api/commands"].post;
    const { schema, examples } = requestBody.content["application/json"];
    expect(schema).toEqual({ $ref: "#/components/schemas/Envelope" });
    const keys = server.system.kernel.registry.commands.map(({ key }) => key);
    expect(Object.keys(schemas.Command.discriminator.mapping)).toEqual(keys);
    expect(Object.keys(examples)).toEqual(keys);
    for (const key of keys) {
      const { properties, required } = schemas[`command.${key}`];
      expect(properties.name).toEqual({ type: "string", const: key });
      expect(properties.input).toEqual({ $ref: `#/components/schemas/input.${key}` });
      expect(required).toEqual(["cid", "channel", "name", "input"]);
      for (const argument of Object.values<Record<string, unknown>>(
        schemas[`input.${key}`].properties,
      )) {
        expect([key, argument.type ?? argument.anyOf]).toEqual([key, expect.anything()]);
      }
      expect(Envelope.safeParse(examples[key].value).success).toBe(true);
    }
    expect(schemas["input.task"].required).toContain("title");
  });

  it("needs nothing but itself to be read: plain ids, tags, references into the document", async () => {
    const { body } = await server.send("/api/openapi.json");
    const text = JSON.stringify(body);
    expect(text).not.toMatch(/"\$defs"|"\$id"|#\/\$defs/);
    const used = new Set(
      [...text.matchAll(/#\/components\/schemas\/([\w.-]+)/g)].map(([, name]) => name),
    );
    expect(Object.keys(body.components.schemas).filter((name) => !used.has(name))).toEqual([]);
    const tags = body.tags.map(({ name }: { name: string }) => name);
    for (const methods of Object.values<Record<string, Operation>>(body.paths)) {
      for (const { operationId, summary, description, tags: own } of Object.values(methods)) {
        expect(operationId).toMatch(/^[a-z][A-Za-z]+$/);
        expect(summary).toMatch(/^[\u4e00-\u9fff]+$/);
        expect(description).toContain(" · ");
        expect(tags).toEqual(expect.arrayContaining(own));
      }
    }
    const limits = Object.values<Record<string, Operation>>(body.paths).flatMap(({ get }) =>
      (get?.parameters ?? []).filter(({ name }) => name === "limit"),
    );
    expect(limits.length).toBeGreaterThan(15);
    for (const { schema } of limits) {
      expect(schema).toMatchObject({ type: "integer", minimum: 1, maximum: 200 });
    }
  });
});
