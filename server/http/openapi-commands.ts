import { Envelope } from "#contract/envelope";
import type { CommandView, InBoth } from "#contract/nouns";
import { type Json, ref, schemaOf } from "./openapi-schema.ts";

type Described = Omit<CommandView, "allowed">;

/**
 * The envelope of `POST /api/commands` in words of types: a typed line, or one of the commands by
 * name with an input of its own shape.
 * @param components takes the envelopes and the inputs
 */
export function envelopeOf(commands: readonly Described[], components: Json): Json {
  const whole = schemaOf(Envelope, "input") as { properties: Json };
  const { text, name: _, input: __, ...common } = whole.properties;
  components.Line = {
    type: "object",
    title: "一行话或一条命令 · a typed line",
    properties: { ...common, text },
    required: ["cid", "channel", "text"],
    additionalProperties: false,
  };
  const mapping: Record<string, string> = {};
  for (const command of commands) {
    const { key, zh, summary } = command;
    components[`input.${key}`] = inputOf(command);
    components[`command.${key}`] = {
      type: "object",
      title: `/${zh}`,
      description: inBoth(summary),
      properties: { ...common, name: { type: "string", const: key }, input: ref(`input.${key}`) },
      required: ["cid", "channel", "name", "input"],
      additionalProperties: false,
    };
    mapping[key] = `#/components/schemas/command.${key}`;
  }
  components.Command = {
    title: "一条命令的结构 · a command with its arguments",
    oneOf: commands.map(({ key }) => ref(`command.${key}`)),
    discriminator: { propertyName: "name", mapping },
  };
  components.Envelope = { oneOf: [ref("Line"), ref("Command")] };
  return ref("Envelope");
}

/** Each command as its help shows it. */
export function examplesOf(commands: readonly Described[]): Json {
  return Object.fromEntries(
    commands.map(({ key, zh, en, summary, example }) => [
      key,
      {
        summary: `/${zh} /${en} ${inBoth(summary)}`,
        value: { cid: `example-${key}`, channel: "#葛岭镇", text: example },
      },
    ]),
  );
}

/** `input` of a structured call: what one would type, or its parts. */
function inputOf({ zh, summary, args }: Described): Json {
  const required = args.filter((arg) => arg.required).map((arg) => arg.key);
  return {
    type: "object",
    title: `/${zh}`,
    description: inBoth(summary),
    properties: Object.fromEntries(
      args.map(({ key, kind, zh: title, help, options }) => [
        key,
        { title, description: inBoth(help), ...VALUE[kind], ...(options && { examples: options }) },
      ]),
    ),
    ...(required.length > 0 && { required }),
  };
}

const WORD: Json = { type: ["string", "number", "boolean"] };
const WORDS: Json = { anyOf: [WORD, { type: "array", items: WORD }] };
/** What each kind of argument is given as; every one may be given as it is typed. */
const VALUE: Record<string, Json> = {
  text: { type: "string" },
  choice: { type: "string" },
  flag: { type: ["string", "boolean"] },
  time: { type: ["string", "number"] },
  number: { type: ["string", "number"] },
  item: { type: "string" },
  node: { type: "string" },
  scope: WORDS,
  nodes: WORDS,
  fields: WORDS,
  rules: WORDS,
  ladder: WORDS,
  list: WORDS,
  words: WORDS,
  body: { type: "string" },
  values: {
    anyOf: [WORD, { type: "array", items: WORD }, { type: "object", additionalProperties: WORDS }],
  },
};

function inBoth({ zh, en }: InBoth): string {
  return zh === "" ? en : `${zh} · ${en}`;
}
