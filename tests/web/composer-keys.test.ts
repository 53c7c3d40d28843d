import { describe, expect, test } from "vitest";
import type { Completion } from "#contract/nouns";
import { enterTakes } from "../../web/src/lib/chat/enter-takes.ts";
import { pastedText } from "../../web/src/lib/chat/pasted-text.ts";

type Kind = Completion["options"][number]["kind"];
const found = (kind: Kind, inserts: string[], isComplete: boolean) => ({
  options: inserts.map((insert) => ({ insert, label: insert, kind })),
  isComplete,
});

describe("Enter takes what is offered, and sends only a line that lacks nothing", () => {
  test.each<[string, string, ReturnType<typeof found>, number]>([
    ["nothing is offered", "", found("key", [], false), -1],
    ["a name half typed", "rw", found("command", ["任务 "], false), 0],
    ["a name with nothing required, written out", "收到", found("command", ["收到 "], true), -1],
    ["a name that requires more, written out", "任务", found("command", ["任务 "], false), 0],
    ["required ones are missing", "", found("key", ["范围="], false), 0],
    ["only optional ones are left", "", found("key", ["核实="], true), -1],
    ["a word half typed at the end of a whole line", "核", found("key", ["核实="], true), 0],
    ["a place written out", "葛岭镇", found("scope", ["葛岭镇", "葛岭镇:村"], true), -1],
    ["a place half typed", "葛岭", found("node", ["葛岭镇"], true), 0],
    ["a number is an answer and no beginning", "3", found("field", ["30"], true), -1],
    ["so is one behind a name", "令1", found("item", ["令17"], true), -1],
    ["somebody is called", "卢", found("person", ["@卢霞"], true), 0],
  ])("%s", (_, typed, completion, taken) => expect(enterTakes(completion, typed)).toBe(taken));
});

describe("what is pasted is its words, where it has any", () => {
  test.each([
    ["cells of a sheet", "溪洋村\t12", "<table><tr><td>溪洋村</td></tr></table>", "溪洋村\t12"],
    [
      "cells that come without plain text",
      "",
      "<style>td { width: 1px }</style><table>\n<tr><td>溪洋村</td> <td>12</td></tr>\n<tr><td>赤壁村</td><td>3&lt;4</td></tr></table>",
      "溪洋村\t12\n赤壁村\t3<4",
    ],
    ["a picture copied from a page", "", '<meta charset="utf-8"><img src="a.png" alt="">', ""],
    ["a picture of the screen", "", "", ""],
    ["blanks are no words", " \n", "<img src=a.png>", ""],
  ])("%s", (_, plain, html, text) => expect(pastedText(plain, html)).toBe(text));
});
