import pg from "pg";
import { answer, listen } from "./replies.mjs";

/** The same on PostgreSQL: a transaction a reply, on a pool of ten. Arguments: address, how many workers. */
const [url, workers] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 10 });
await pool.query(`
  create table person (token text primary key, id bigint not null);
  create table command (person bigint, cid text, answer text, primary key (person, cid));
  create table target (task bigint, person bigint, version bigint not null, vals text, primary key (task, person));
  create table reply (task bigint, person bigint, version bigint, at bigint, vals text, primary key (task, person, version));
  create table event (seq bigserial primary key, at bigint, type text, person bigint, task bigint);
`);
await pool.query(
  "insert into person select 'token-' || n, n from generate_series(0, $1::bigint - 1) n",
  [workers],
);
const named = (name, text) => (client, values) => client.query({ name, text, values });
const person = named("person", "select id from person where token = $1");
const known = named("known", "select answer from command where person = $1 and cid = $2");
const target = named(
  "target",
  "select version from target where task = $1 and person = $2 for update",
);
const setTarget = named(
  "set-target",
  "insert into target values ($1, $2, $3, $4) on conflict (task, person) do update set version = excluded.version, vals = excluded.vals",
);
const insertReply = named("reply", "insert into reply values ($1, $2, $3, $4, $5)");
const insertEvent = named(
  "event",
  "insert into event (at, type, person, task) values ($1, 'replied', $2, $3)",
);
const insertCommand = named("command", "insert into command values ($1, $2, $3)");

async function take(id, { cid, task, values }) {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const before = (await known(client, [id, cid])).rows[0];
    if (before) {
      await client.query("rollback");
      return JSON.parse(before.answer);
    }
    const version = Number((await target(client, [task, id])).rows[0]?.version ?? 0) + 1;
    const vals = JSON.stringify(values);
    await setTarget(client, [task, id, version, vals]);
    await insertReply(client, [task, id, version, Date.now(), vals]);
    await insertEvent(client, [Date.now(), id, task]);
    const said = answer(task, version);
    await insertCommand(client, [id, cid, JSON.stringify(said)]);
    await client.query("commit");
    return said;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

await listen(async (token) => (await person(pool, [token])).rows[0]?.id, take);
