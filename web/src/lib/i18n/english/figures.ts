const WEEKDAYS = "一二三四五六日";
const DAYS = "Mon Tue Wed Thu Fri Sat Sun".split(" ");
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** The counted words of SPEC §1.8, before their number. */
const COUNTED: Readonly<Record<string, string>> = {
  应报: "asked",
  应签收: "asked",
  应签署: "asked to sign",
  应确认: "asked",
  已签收: "acknowledged",
  已签署: "signed",
  已确认: "confirmed",
  送达户: "households reached",
  已读: "read",
  响应率: "response",
  完成率: "completion",
  按时率: "on time",
  覆盖率: "coverage",
  响应: "responded",
  已报: "reported",
  已核: "verified",
  已上报: "submitted",
  逾期: "overdue",
  补报: "late",
  退回: "returned",
  待下达: "not passed on",
  待交办: "not passed on",
  困难: "in difficulty",
  代签: "signed by proxy",
  代报: "by proxy",
  免报: "excused",
  未联系上: "not reached",
  未响应: "not responded",
  未报: "not reported",
  未核: "not verified",
  增派: "added",
  自核: "self-verified",
  乡镇: "townships",
  街道: "subdistricts",
  村社: "villages",
  网格: "grids",
  工作网格: "work grids",
  基础网格: "base grids",
  户: "households",
};
/** One after another: `应报9 响应7`. */
const TALLY = new RegExp(
  `([\\d)%—] |^|[^\\p{Script=Han}])(${Object.keys(COUNTED).join("|")})(?=\\d|—|\\{)`,
  "gu",
);

/** Dates, lengths of time and counts are the same in every sentence: told first, by shape. */
export function figures(text: string): string {
  return text
    .replace(
      /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:\(周([一二三四五六日])\))/g,
      (_, year, month, day, weekday) =>
        [DAYS[WEEKDAYS.indexOf(weekday)], day, MONTHS[month - 1], year].filter(Boolean).join(" "),
    )
    .replace(/还有不到1分钟?/g, "less than a minute left")
    .replace(/刚到时间/g, "due just now")
    .replace(/还有((?:\d+天)?(?:\d+小时)?(?:\d+分)?)(?=$|[^\d钟人处个条])/g, (all, span) =>
      span === "" ? all : `${length(span)} left`,
    )
    .replace(/已过((?:\d+天)?(?:\d+小时)?(?:\d+分)?)(?=$|[^\d钟人处个条])/g, (all, span) =>
      span === "" ? all : `${length(span)} over`,
    )
    .replace(/\(迟(\d+)\)/g, " ($1 late)")
    .replace(/\(离线(\d+)\)/g, " ($1 for want of a line)")
    .replace(/\(没有(\d+)\)/g, " (none: $1)")
    .replace(TALLY, (_, before: string, counted: string) => {
      const said = /^. $/u.test(before) ? `${before[0]}, ` : before;
      return `${said}${COUNTED[counted]} `;
    });
}

function length(span: string): string {
  return span
    .replace(/(\d+)天/, "$1 d ")
    .replace(/(\d+)小时/, "$1 h ")
    .replace(/(\d+)分/, "$1 min")
    .trim();
}
