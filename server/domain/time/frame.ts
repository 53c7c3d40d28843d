import { closeUp } from "../text/arabic.ts";

export type Suffix = "前" | "内" | "后" | "";

/** A time as said, without the words that only frame it. */
export interface Framed {
  text: string;
  /** As `text`, with the suffix: 当前 and 目前 are words of their own. */
  whole: string;
  suffix: Suffix;
  /** 约, 左右, 许: not meant to the minute. */
  approximate: boolean;
}

const LEAD =
  /^(?:请|务必|务须|必须|应当?|须|需|要|尽量|争取|限时?|定于|拟于|于|在|赶在|到|至|截至|截止(?:时间为?|日期为?|到|至)?|最迟|最晚|至迟|不晚于|不迟于|不超过|不得晚于|不得超过|还有|距今|未来|今后|往后|接下来的?|[自从](?!速)|:)+/;
const RECEIVED =
  "(?:本|此|该)?(?:通知|文件|指令|命令|令|函|通报)?(?:收到|接到?|下达|下发|发布|印发|发出)(?:本|此|该)?(?:通知|文件|指令|命令|令|函|通报|报|电|任务)?(?:之?[日时]?起算?|之?后)";
const SINCE = new RegExp(
  `^(?:(?:即日|即刻|现在|今[天日])(?:起算?|开始)|${RECEIVED})(?:的|算)?(?=\\d|[半一二两三四五六七八九十]|第)`,
);
const FROM_TODAY = /^(?:即日|今[天日]|现在|即刻)起?(?:至|到)/;
const ROUGH_BEFORE = /^(?:大约|大概|差不多|将近|约)(?=.)/;
/** 一个多小时. */
const ROUGH_INSIDE = /(?<=[个\d一二两三四五六七八九十半])多(?=个?(?:小时|钟头|分钟|天|周|星期))/;
const ROUGH_AFTER = /(?<=.)(?:左右|前后|上下|许|多钟|多|来钟)$/;

/** Takes off 务必于, 最迟, 截止, 自即日起, …前, …之内, …左右 (SPEC §1.5). */
export function unframe(typed: string): Framed {
  let text = closeUp(typed)
    // 6月30日18:00(星期三)
    .replace(/^(.*[日号])([^(]+)(\((?:周|星期|礼拜)[一二三四五六日天]\))$/, "$1$3$2")
    .replace(/\((?:北京时间|含当[天日])\)$/, "")
    // What the product prints beside a time, typed back with it.
    .replace(/[,，](?:还有|已过|刚到).*$/, "")
    .replace(/[。.!！]$/, (mark) => (/[ap]\.m\.$/i.test(typed.trim()) ? mark : ""))
    .replace(/(?<=.)(?:完成|报送|上报|反馈|结束|截止|为止|止|以先)$/, "");
  text = withoutLead(text).replace(/(?<=.)(?:起算?|开始|起始)$/, "");
  const rough = text.replace(ROUGH_BEFORE, "").replace(ROUGH_INSIDE, "").replace(ROUGH_AFTER, "");
  const [all, kind] = /(?:[之以]?([前内])|[之以]?(后))$/.exec(rough) ?? [];
  const suffix: Suffix = all === undefined ? "" : ((kind ?? "后") as Suffix);
  const body = all === undefined ? rough : rough.slice(0, -all.length);
  const bare = body.replace(ROUGH_AFTER, "");
  return { text: bare, whole: rough, suffix, approximate: rough !== text || bare !== body };
}

function withoutLead(text: string): string {
  const bare = text.replace(LEAD, "");
  const since = bare.replace(FROM_TODAY, "");
  return (since === bare ? bare.replace(SINCE, "") : since) || text;
}
