import type { z } from "zod";
import { Refused } from "#contract/envelope";
import { ERROR_STATUS } from "#contract/errors";
import type { Registry } from "#kernel/registry";
import { describeCommand } from "#views/catalogue";
import type { NamedCall } from "./calls.ts";
import { envelopeOf, examplesOf } from "./openapi-commands.ts";
import { type Json, json, ref, schemaOf } from "./openapi-schema.ts";

/** What each heading of the page is about. */
const TAGS: Record<string, string> = {
  登录: "Signing in, devices, who one is",
  区划: "The tree of places, who answers for them, the county's own settings",
  频道: "Channels, messages, photos and files",
  命令: "The one way to write, and what it offers",
  事项: "What was issued, and how far it is",
  附件: "Photos, recordings and files",
  运行: "For whoever runs the server",
  测试: "Under a manual clock only",
};

const ABOUT = `令达：把指令下到每个网格，把回报收回来。写只有 POST /api/commands 一条路，其余都是读；时间是毫秒时间戳。
Every write is \`POST /api/commands\`; everything else reads. Instants are epoch milliseconds.
Every list takes \`limit\` (at most 200) and \`after\`, and answers \`next\`; answers are compressed as the request accepts.
Live: socket.io at \`/socket.io/\` and y-websocket at \`/yjs/<document>\`, both over websocket only.`;

const PATHS_OF_ENVELOPES = new Set(["/api/commands", "/api/commands/preview"]);

/** The OpenAPI 3.1 document of these calls, from the same shapes that check the requests. */
export function openApi(calls: readonly NamedCall[], registry: Registry): Json {
  const commands = registry.commands.map((command) => describeCommand(registry, command));
  const schemas: Json = { Refused: schemaOf(Refused, "output") };
  const envelope = envelopeOf(commands, schemas);
  const examples = examplesOf(commands);
  const paths: Record<string, Json> = {};
  for (const call of calls) {
    const path = call.path.replace(/:(\w+)/g, "{$1}");
    const body = PATHS_OF_ENVELOPES.has(call.path) ? json(envelope, { examples }) : null;
    const described = operation(call, body);
    paths[path] = { ...paths[path], [call.method]: described };
  }
  const tags = [...new Set(calls.map(({ tag }) => tag))];
  return {
    openapi: "3.1.0",
    info: {
      title: "令达 Lingda",
      version: "1",
      description: ABOUT,
      license: { name: "Proprietary", url: "https://spdx.org/licenses/" },
      contact: { name: "上级单位的指挥室 · the command room above" },
    },
    servers: [{ url: "/", description: "本服务器 · this server" }],
    tags: tags.map((name) => ({ name, description: `${name} · ${TAGS[name] ?? name}` })),
    security: [{ session: [] }, { bearer: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: "lingda.session_token",
          description: "浏览器登录后自带 · set by signing in",
        },
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "机器人和脚本用 · for bots and scripts",
        },
      },
    },
  };
}

const BYTES: Json = { "application/octet-stream": {} };

/** @param envelope what the call takes instead of the shape that checks it */
function operation(call: NamedCall, envelope: Json | null): Json {
  const names = [...call.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  return {
    operationId: call.id,
    tags: [call.tag],
    summary: call.zh,
    description: `${call.zh} · ${call.summary}`,
    security: call.open ? [] : [{ session: [] }, { bearer: [] }],
    parameters: [
      ...names.map((name) => ({
        ...{ name, in: "path", required: true, schema: { type: "string" } },
        description: PARTS[name] ?? name,
      })),
      ...(call.query ? queryParameters(call.query) : []),
    ],
    ...(call.body && {
      requestBody: {
        required: !call.body.safeParse(undefined).success,
        content: envelope ?? json(schemaOf(call.body, "input")),
      },
    }),
    ...(call.upload && { requestBody: { required: true, content: BYTES } }),
    responses: {
      "200": {
        description: "办成了 · done",
        content: call.answer === "bytes" ? BYTES : json(schemaOf(call.answer, "output")),
      },
      ...refusals(call),
    },
  };
}

/** What stands in a path. */
const PARTS: Record<string, string> = {
  id: "编号或频道，`T0127-01`、`#葛岭镇` · the item's, channel's or file's id",
  node: "地方的代码、编号、路径或名字 · a place by code, id, path or name",
  code: "地方的代码、编号、路径或名字 · a place by code, id, path or name",
  message: "消息编号 · the message's id",
};

function queryParameters(query: z.ZodType): Json[] {
  const { properties = {}, required = [] } = schemaOf(query, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => {
    // The text of a number in an address; to a client it is the number.
    const { pattern, ...number } = schema;
    return {
      ...{ name, in: "query", required: required.includes(name) },
      schema: schema.type === "integer" ? number : schema,
      ...(typeof description === "string" && { description }),
    };
  });
}

/** The codes a call may answer, grouped by status. */
function refusals(call: NamedCall): Json {
  const byStatus = Map.groupBy(Object.entries(ERROR_STATUS), ([, status]) => status);
  const relevant = [...byStatus].filter(([status]) => status !== 401 || !call.open);
  return Object.fromEntries(
    relevant.map(([status, codes]) => [
      String(status),
      { description: codes.map(([code]) => code).join(", "), content: json(ref("Refused")) },
    ]),
  );
}
