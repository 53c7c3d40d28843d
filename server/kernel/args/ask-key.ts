import { type Candidate, Refusal } from "#contract/errors";
import type { Line, Pair } from "#domain/text/line";
import { nearest } from "#domain/text/nearest";
import type { Command } from "../define-command.ts";
import { argByKey } from "../keys.ts";
import { JOINED } from "./ask-leftover.ts";
import { splice } from "./splice.ts";

/** Where a pair stands on a typed line. */
interface At {
  pair: Pair;
  line: Line;
  text: string;
}

/** What people write for a key that a command has, where its letters do not tell. */
const SAID_FOR: Readonly<Record<string, string>> = {
  截止: "截止时间 截止日期 截至 截至时间 期限 时限 限期 办理期限 完成时间 完成时限 最迟 到期 时间",
  响应: "响应时间 响应时限 签收时间 签收截止",
  上报截止: "上报时间 上报时限",
  范围: "对象 地点 区域 单位 地区 接收 发给 发到 下发 接收单位",
  除: "除去 除了 不含 排除",
  原因: "理由 事由 缘由 因为",
  说明: "备注 附注 注 注明 补充说明",
  字段: "栏目 指标 填报项 项目 表格",
  正文: "内容 详情 要求",
  标题: "题目 主题 名称 任务",
  缓急: "紧急 紧急程度 优先级 等级 级别",
  核实: "审核 核对 复核",
  频次: "频率 周期 重复",
  节点: "网格 地方 村 单位",
  方式: "办法 核实方式",
  渠道: "途径 方式",
  代: "代报 代签 替 代替",
};

/** A `键=` that the command does not have, with the one that was probably meant as a button. */
export function unknownKey(command: Command, key: string, at?: At): Refusal {
  const keys = Object.values(command.args).map((arg) => arg.zh);
  const said = keys.filter((known) => SAID_FOR[known]?.split(" ").includes(key));
  const near = said[0] ?? nearest(key, keys)[0];
  const known = keys.filter((k) => k !== "").join("、");
  const candidates = near && at ? renamed(command, near, at) : [];
  return new Refusal(
    "bad_argument",
    `/${command.zh} 没有“${key}=”${near ? `，是不是“${near}=”` : ""}；可以写：${known}`,
    { field: key, hint: `例：${command.example}`, ...(candidates.length > 0 && { candidates }) },
  );
}

/** The line with the right key, unless that stands on it as well. */
function renamed(command: Command, key: string, { pair, line, text }: At): Candidate[] {
  const arg = argByKey(command, key);
  if (line.pairs.some((other) => argByKey(command, other.key) === arg)) return [];
  const right = `${key}=${writtenOf(pair, text)}`;
  return [{ label: right, text: splice(text, pair, right) }];
}

const writtenOf = (pair: Pair, text: string) =>
  text.slice(pair.start + pair.key.length + 1, pair.end).trim();

/** A key that stands on the line twice: which of the two, or both, where it takes several. */
export function saidTwice(command: Command, key: string, { pair, line, text }: At): Refusal {
  const first = line.pairs.find((other) => argByKey(command, other.key) === key)!;
  const { zh, kind } = command.args[key]!;
  const values = [...new Set([first, pair].map((one) => writtenOf(one, text)))];
  const both = values.length > 1 && JOINED.has(kind) ? [values.join(",")] : [];
  const rest = splice(text, pair, "").replace(/[^\S\n]+(?=\n|$)/, "");
  const candidates = [...values, ...both].map((value) => ({
    label: `${zh}=${value}`,
    text: splice(rest, first, `${zh}=${value}`),
  }));
  return new Refusal("bad_argument", `“${pair.key}”写了两次，请留一个，还没有发出`, {
    field: pair.key,
    candidates,
  });
}
