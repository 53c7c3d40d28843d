import { z } from "zod";

export type Json = Record<string, unknown>;

/** JSON Schema of a shape as OpenAPI takes it, in place; a shape that speaks of itself has none. */
export function schemaOf(shape: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: "any" });
  return schema;
}

export function json(schema: Json, more: Json = {}): Json {
  return { "application/json": { schema, ...more } };
}

export function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}
