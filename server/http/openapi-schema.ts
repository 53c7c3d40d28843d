import { z } from "zod";

export type Json = Record<string, unknown>;

/** JSON Schema of a shape as OpenAPI takes it, in place; a shape that speaks of itself has none. */
export function schemaOf(shape: z.ZodType, io: "input" | "output"): Json {
  const options = { io, unrepresentable: "any", override: nameKeys } as const;
  const { $schema: _, ...schema } = z.toJSONSchema(shape, options);
  return schema;
}

/** A record over known keys says each of them, so that a client made from it knows them too. */
function nameKeys({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { propertyNames, additionalProperties } = jsonSchema;
  if (typeof propertyNames !== "object" || !propertyNames.enum) return;
  jsonSchema.properties = Object.fromEntries(
    propertyNames.enum.map((key) => [key, additionalProperties ?? {}]),
  );
  delete jsonSchema.propertyNames;
  jsonSchema.additionalProperties = false;
}

export function json(schema: Json, more: Json = {}): Json {
  return { "application/json": { schema, ...more } };
}

export function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}
