import Fastify from "fastify";

/** The wire of a plain program that takes replies; prints its address. */
export async function listen(personOf, take) {
  const app = Fastify();
  const schema = {
    body: {
      type: "object",
      required: ["cid", "task", "values"],
      additionalProperties: false,
      properties: {
        cid: { type: "string", maxLength: 80 },
        task: { type: "integer" },
        values: { type: "object", additionalProperties: { type: "integer" } },
      },
    },
  };
  app.post("/reply", { schema }, async (request, reply) => {
    const id = await personOf(request.headers.authorization?.slice("Bearer ".length));
    if (id === undefined) return reply.code(401).send({ error: "unknown" });
    return take(id, request.body);
  });
  console.log(`listening on ${await app.listen({ port: 0, host: "127.0.0.1" })}`);
}

/** About as long as what Lingda answers. */
export function answer(task, version) {
  const text = `已报 T0127-${String(task).padStart(2, "0")}：外来${version}；24:00前可以改`;
  return {
    ok: true,
    result: { text, item: `2020-T0127-${task}`, version },
    private: [],
    messages: [],
  };
}
