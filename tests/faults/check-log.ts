import { Database } from "bun:sqlite";
import type { Answer } from "#contract/envelope";
import { openStore } from "#db/open";
import { loadOrg } from "#db/org";
import { Org } from "#domain/org/org-index";
import { seqFaults, tallyFaults } from "../support/recount.ts";
import type { Op } from "./storm.ts";

interface ReplyRow {
  id: string;
  target: string;
  version: number;
  person: string;
  mark: number;
}

interface CommandRow {
  person: string;
  cid: string;
  answer: string;
}

/**
 * PROOF §1: holds the database a server left behind against what its clients know they were told.
 * It reads the rows themselves, not through the program.
 *
 * @param now a time at which the county's channels stand
 * @returns every broken promise in words; empty when all are kept
 */
export async function checkLog(file: string, ops: readonly Op[], now: number): Promise<string[]> {
  const rows = readRows(file);
  const store = await openStore(file);
  try {
    const final = { session: store.read, org: new Org((await loadOrg(store.read))!) };
    return [
      ...rows.integrity.map((line) => `integrity: ${line}`),
      ...repliesKept(ops, rows.replies),
      ...commandsKept(ops, rows.commands),
      ...nobodyElse(ops, rows),
      ...inOrder(ops),
      ...(await seqFaults(final, now)).map((fault) => `C4 ${fault}`),
      ...(await tallyFaults(final)).map((fault) => `C7 ${fault}`),
    ];
  } finally {
    await store.close();
  }
}

function readRows(file: string) {
  const database = new Database(file, { readonly: true });
  try {
    const integrity = database.query("PRAGMA integrity_check").values().flat().map(String);
    return {
      integrity: integrity.filter((line) => line !== "ok"),
      replies: database
        .query(
          `select id, target, version, person, json_extract("values", '$.在册') as mark from reply`,
        )
        .all() as ReplyRow[],
      commands: database
        .query("select person, cid, answer from command where name = 'report'")
        .all() as CommandRow[],
    };
  } finally {
    database.close();
  }
}

/** C1 and C2 of the rows: an acknowledged reply is there once, as the version that was told. */
function repliesKept(ops: readonly Op[], replies: ReplyRow[]): string[] {
  const byMark = Map.groupBy(replies, ({ mark }) => mark);
  return ops.flatMap(({ cid, person, mark, answers }) => {
    const mine = byMark.get(mark) ?? [];
    const [row] = mine;
    const told = answers[0]?.version;
    if (mine.length > 1) return [`C2 ${cid} is stored ${mine.length} times`];
    if (!row) return told === undefined ? [] : [`C1 ${cid} was acknowledged and is lost`];
    if (row.person !== person) return [`C3 ${cid} is stored as sent by ${row.person}`];
    if (told !== undefined && row.version !== told) {
      return [`C2 ${cid} was told version ${told}, stored is ${row.version}`];
    }
    return [];
  });
}

/** C1 and C2 of the answers: the stored one is the one that was given, each time it was asked for. */
function commandsKept(ops: readonly Op[], commands: CommandRow[]): string[] {
  const byCid = Map.groupBy(commands, ({ person, cid }) => `${person} ${cid}`);
  return ops.flatMap(({ cid, person, answers }) => {
    const rows = byCid.get(`${person} ${cid}`) ?? [];
    const [first, ...again] = answers;
    if (!first) return [];
    const [row] = rows;
    if (!row) return [`C1 the command ${cid} was acknowledged and is lost`];
    const stored = JSON.parse(row.answer) as Answer;
    const same = [first, ...again].every(
      (told) =>
        told.text === stored.result.text &&
        told.version === stored.result.version &&
        told.messages.join() === stored.messages.join(),
    );
    const replayed = again.every((told) => told.replayed);
    return [
      ...(rows.length === 1 ? [] : [`C2 the command ${cid} is stored ${rows.length} times`]),
      ...(same ? [] : [`C2 ${cid} was given another answer than the stored one`]),
      ...(replayed ? [] : [`C2 ${cid} was carried out again`]),
    ];
  });
}

/** C3: nothing that nobody sent, and nothing without its other half. */
function nobodyElse(
  ops: readonly Op[],
  { replies, commands }: { replies: ReplyRow[]; commands: CommandRow[] },
): string[] {
  const marks = new Set(ops.map(({ mark }) => mark));
  const cids = new Set(ops.map(({ cid, person }) => `${person} ${cid}`));
  return [
    ...replies.flatMap(({ id, mark }) =>
      marks.has(mark) ? [] : [`C3 reply ${id} was sent by nobody`],
    ),
    ...commands.flatMap(({ person, cid }) =>
      cids.has(`${person} ${cid}`) ? [] : [`C3 command ${cid} was sent by nobody`],
    ),
    ...(replies.length === commands.length
      ? []
      : [`C3 ${commands.length} commands left ${replies.length} replies`]),
  ];
}

/** C5: one client's replies to one place are versions in the order it sent them. */
function inOrder(ops: readonly Op[]): string[] {
  const lanes = Map.groupBy(ops, ({ lane }) => lane);
  return [...lanes.values()].flatMap((sent) => {
    const told = sent.flatMap(({ cid, answers }) =>
      answers[0] ? [{ cid, version: answers[0].version }] : [],
    );
    return told.flatMap(({ cid, version }, i) =>
      i === 0 || version > told[i - 1]!.version ? [] : [`C5 ${cid} overtook the one before it`],
    );
  });
}
