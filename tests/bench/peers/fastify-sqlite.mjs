import { rmSync } from "node:fs";
import Database from "better-sqlite3";
import { answer, listen } from "./replies.mjs";

/**
 * What a plain program does for a reply: who sends it, was it sent before, the place's row, a version
 * of the reply, a fact; durable, one commit each.
 * Arguments: the file, how many workers.
 */
const [file, workers] = process.argv.slice(2);
rmSync(file, { force: true });
const db = new Database(file);
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec(`
  create table person (token text primary key, id integer not null);
  create table command (person integer, cid text, answer text, primary key (person, cid));
  create table target (task integer, person integer, version integer not null, vals text, primary key (task, person));
  create table reply (task integer, person integer, version integer, at integer, vals text, primary key (task, person, version));
  create table event (seq integer primary key autoincrement, at integer, type text, person integer, task integer);
`);
const insertPerson = db.prepare("insert into person values (?, ?)");
db.transaction(() => {
  for (let id = 0; id < Number(workers); id += 1) insertPerson.run(`token-${id}`, id);
})();

const person = db.prepare("select id from person where token = ?").pluck();
const known = db.prepare("select answer from command where person = ? and cid = ?").pluck();
const target = db.prepare("select version from target where task = ? and person = ?").pluck();
const setTarget = db.prepare(
  "insert into target values (?, ?, ?, ?) on conflict do update set version = excluded.version, vals = excluded.vals",
);
const insertReply = db.prepare("insert into reply values (?, ?, ?, ?, ?)");
const insertEvent = db.prepare(
  "insert into event (at, type, person, task) values (?, 'replied', ?, ?)",
);
const insertCommand = db.prepare("insert into command values (?, ?, ?)");

const take = db.transaction((id, { cid, task, values }) => {
  const before = known.get(id, cid);
  if (before) return JSON.parse(before);
  const version = (target.get(task, id) ?? 0) + 1;
  const vals = JSON.stringify(values);
  setTarget.run(task, id, version, vals);
  insertReply.run(task, id, version, Date.now(), vals);
  insertEvent.run(Date.now(), id, task);
  const said = answer(task, version);
  insertCommand.run(id, cid, JSON.stringify(said));
  return said;
});

await listen(
  (token) => person.get(token),
  (id, body) => take.immediate(id, body),
);
