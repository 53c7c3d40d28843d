import { Refusal } from "#contract/errors";
import { nearest } from "#domain/nearest";
import type { Command } from "./define-command.ts";

/** A `键=` that the command does not have, with the one that was probably meant. */
export function unknownKey(command: Command, key: string): Refusal {
  const keys = Object.values(command.args).map((arg) => arg.zh);
  const near = nearest(key, keys)[0];
  const known = keys.filter((k) => k !== "").join("、");
  return new Refusal(
    "bad_argument",
    `/${command.zh} 没有“${key}=”${near ? `，是不是“${near}=”` : ""}；可以写：${known}`,
    { field: key, hint: `例：${command.example}` },
  );
}
