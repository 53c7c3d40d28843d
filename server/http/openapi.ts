import { z } from "zod";
import { Refused } from "#contract/envelope";
import { ERROR_STATUS } from "#contract/errors";
import type { CommandView, InBoth } from "#contract/nouns";
import type { Registry } from "#kernel/registry";
import { describeCommand } from "#views/catalogue";
import type { Call } from "./call.ts";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of these calls, from the same shapes that check the requests. */
export function openApi(calls: readonly Call[], registry: Registry): Json {
  const commands = registry.commands.map((command) => describeCommand(registry, command));
  const paths: Record<string, Json> = {};
  for (const call of calls) {
    const path = call.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [call.method]: operation(call) };
  }
  const envelope = (paths["/api/commands"]?.post as Json | undefined)?.requestBody;
  if (envelope) Object.assign(envelope, { description: commandList(commands) });
  return {
    openapi: "3.1.0",
    info: {
      title: "令达 Lingda",
      version: "1",
      description:
        "Every write is `POST /api/commands`; everything else reads. Instants are epoch milliseconds.",
    },
    paths,
    components: {
      schemas: {
        Refused: schemaOf(Refused, "output"),
        ...Object.fromEntries(commands.map((command) => [`input.${command.key}`, form(command)])),
      },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "lingda.session_token" },
        bearer: { type: "http", scheme: "bearer" },
      },
    },
  };
}

const BYTES: Json = { "application/octet-stream": {} };

function operation(call: Call): Json {
  const names = [...call.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  return {
    operationId: `${call.method} ${call.path}`,
    tags: [call.tag],
    summary: call.summary,
    security: call.open ? [] : [{ session: [] }, { bearer: [] }],
    parameters: [
      ...names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
      ...(call.query ? queryParameters(call.query) : []),
    ],
    ...(call.body && {
      requestBody: {
        required: !call.body.safeParse(undefined).success,
        content: json(schemaOf(call.body, "input")),
      },
    }),
    ...(call.upload && { requestBody: { required: true, content: BYTES } }),
    responses: {
      "200": {
        description: "done",
        content: call.answer === "bytes" ? BYTES : json(schemaOf(call.answer, "output")),
      },
      ...refusals(call),
    },
  };
}

function queryParameters(query: z.ZodType): Json[] {
  const { properties = {}, required = [] } = schemaOf(query, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

/** The codes a call may answer, grouped by status. */
function refusals(call: Call): Json {
  const byStatus = Map.groupBy(Object.entries(ERROR_STATUS), ([, status]) => status);
  const relevant = [...byStatus].filter(([status]) => status !== 401 || !call.open);
  return Object.fromEntries(
    relevant.map(([status, codes]) => [
      String(status),
      {
        description: codes.map(([code]) => code).join(", "),
        content: json({ $ref: "#/components/schemas/Refused" }),
      },
    ]),
  );
}

/** `input` of a structured call: values are what one would type. */
function form({ zh, summary, example, args }: Omit<CommandView, "allowed">): Json {
  return {
    type: "object",
    title: `/${zh}`,
    description: inBoth(summary),
    examples: [example],
    properties: Object.fromEntries(
      args.map((arg) => [
        arg.key,
        { title: arg.zh, description: inBoth(arg.help), ...(arg.options && { enum: arg.options }) },
      ]),
    ),
    required: args.filter((arg) => arg.required).map((arg) => arg.key),
  };
}

function inBoth({ zh, en }: InBoth): string {
  return zh === "" ? "" : `${zh} · ${en}`;
}

function commandList(commands: Omit<CommandView, "allowed">[]): string {
  return commands.map(({ zh, en, key }) => `/${zh} /${en} → input.${key}`).join("\n");
}

function json(schema: Json): Json {
  return { "application/json": { schema } };
}

/**
 * JSON Schema of a shape. A recursive part becomes `$defs`, whose references OpenAPI would resolve
 * against the whole document; an `$id` makes them relative to the shape again.
 */
function schemaOf(shape: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: "any" });
  const recursive = "$defs" in schema;
  return recursive ? { $id: `urn:lingda:${nextName(schema)}`, ...schema } : schema;
}

function nextName(schema: Json): string {
  return Bun.hash(JSON.stringify(schema)).toString(36);
}
