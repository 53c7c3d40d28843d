import type { Phrase } from "./phrase-book.ts";

/** What the edges refuse before a command is looked at, and how fields are written. */
export const EDGES: Phrase[] = [
  [
    "谁看过通知只有村里和网格看得到人数",
    "Who has read a notice is counted for the village and the grid alone",
  ],
  [
    "请用 JSON 发送（content-type: application/json）",
    "Please send JSON (content-type: application/json)",
  ],
  ["JSON 最多{1}层", "JSON of {1} levels at most"],
  ["请求太大了，一次最多{1}", "The request is too large: {1} at once"],
  ["内容不是 UTF-8 编码", "The content is not UTF-8"],
  ["内容不是合格的 JSON", "The content is no valid JSON"],
  ["不能用“{1}”作字段名", "“{1}” cannot name a field"],
  [
    "有半个字符（可能是表情被截断），请删去",
    "There is half a character (perhaps of an emoji); remove it",
  ],
  [
    "有半个字符（可能是表情被截断），请删去乱码后再发",
    "There is half a character (perhaps of an emoji); remove it and send again",
  ],
  ["有空字符（U+0000），请删去", "There is an empty character (U+0000); remove it"],
  ["不认识字段“{1}”，请去掉", "Unknown field “{1}”; remove it"],
  ["不认识参数“{1}”，请去掉", "Unknown parameter “{1}”; remove it"],
  ["“{1}”太长或太大，最多{2}", "“{1}” is too long or too large: {2} at most"],
  ["请求的内容对不上", "The request does not fit"],
  ["请求的内容不对", "The request does not fit"],
  ["请求的内容要是一个 JSON 对象", "The request has to be a JSON object"],
  ["“{1}”缺少，或类型不对（要{2}）", "“{1}” is missing or of the wrong type ({2})"],
  ["“{1}”不对：{2}", "“{1}” is wrong: {2}"],
  ["“{1}”写了两次", "“{1}” is given twice"],
  [
    "这个网页不能代你登录，请在令达自己的页面登录",
    "This page cannot sign you in; use Lingda's own",
  ],
  [
    "这个网页不能代你连接，请在令达自己的页面打开",
    "This page cannot connect for you; use Lingda's own",
  ],
  ["连接参数不对，请刷新页面", "The connection is not understood; reload the page"],
  ["没有这种请求", "There is no such request"],
  ["系统出了问题，没有办成", "Something went wrong and nothing was done"],
  ["时钟只能向前拨", "The clock goes forward only"],
  [
    "同一个编号已经传过别的文件，请重新选一次再传",
    "This number was used for another file; choose it again",
  ],
  ["这里要填文字或数字", "This takes text or numbers"],
  ["{1}，是不是写错了？还没有发出", "{1}: a slip? Nothing is sent yet"],
  [
    "要试请写{1}开头的演示号码，或不选“存为受控电话”再发",
    "try numbers that begin with {1}, or send without keeping it",
  ],
  ["“{1}”是{2}，括号里的“{3}”用不上", "“{1}” is of type {2}; “{3}” in brackets says nothing"],
  ["“{1}”{2}，例：{3}", "“{1}”: {2}, for example {3}"],
  ["要写出至少两个选项", "at least two choices"],
  ["最多{1}个选项", "{1} choices at most"],
  [
    "“{1}”括号里写范围或单位，例：{2}",
    "“{1}” takes a range or a unit in brackets, for example {2}",
  ],
  ["“{1}”的范围反了：{2}大于{3}", "The range of “{1}” is reversed: {2} is above {3}"],
  ["“{1}”是整数，范围也要写整数", "“{1}” takes whole numbers, and so does its range"],
  [
    "“{1}”的预填“{2}”看不懂，可用：{3}",
    "The prefill “{2}” of “{1}” is not understood; there are: {3}",
  ],
  [
    "看哪里的电话？请写编号和地名，例：{1}",
    "The phone of which place? Give a number and a place, for example {1}",
  ],
  [
    "你的辖区里没有找到“{1}”{2}；请写姓名或账号",
    "“{1}” was not found in your area{2}; write a name or an account",
  ],
  [
    "{1}的设备由本人、发邀请码的上级或系统管理员退出，你不能{2}",
    "The devices of {1} are signed out by themselves, who invites them, or an administrator; you may not {2}",
  ],
  ["{1} {2}，不再接收", "{1}: {2}; it takes no more"],
  ["这张表{1}", "This form {1}"],
  ["没有{1}栏，请把它单独发成消息", "has no field for a {1}; send it as a message of its own"],
  ["有几栏{1}，请打开表格逐栏放", "has several fields for a {1}; open it and place each"],
  ["“{1}”的{2}", "“{1}”: {2}"],
  ["{1} 还没有上报 {2}", "{1} has not submitted {2}"],
  ["{1} {2}，不用催", "{1}: {2}; nobody is reminded"],
  ["{1} 在这里没有对象，请核对", "Nobody here is asked in {1}; please check"],
  ["看不懂“{1}”，请写网格名或“全部”", "“{1}” is not understood; name a grid, or write 全部"],
  ["请先登录", "Please sign in"],
  ["请重新登录", "Please sign in again"],
  [
    "账号或密码不对，请再试一次；忘了密码请找上级单位的{1}。",
    "Account or password is wrong; try again. If it is forgotten, ask the {1} above.",
  ],
  [
    "这个邀请码已失效或已收回，请找村里或上级单位的{1}重新要一个。",
    "This code is no longer valid; ask the village or the {1} above for another.",
  ],
  ["请填写账号和密码。", "Please fill in account and password."],
  [
    "密码连续输错多次，请等 {1}再试；忘了密码请找上级单位的{2}。",
    "The password was wrong too often; wait {1} and try again. If it is forgotten, ask the {2} above.",
  ],
  ["同时盯着的卡片太多，请先关掉一些", "Too many cards are watched at once; close some"],
  ["同时打开的频道太多，请先关掉一些", "Too many channels are open; close some"],
  [
    "登录设备只有发邀请码的岗位和系统管理员能看，你自己的在“我的”里看",
    "Devices are seen by who invites and by administrators; your own stand under Me",
  ],
  [
    "人员名单只有管这一片人手的岗位和系统管理员能看",
    "The list of people is for those who staff this area, and for administrators",
  ],
  [
    "别人的命令记录，只有数据保护审计和系统管理员能看",
    "Other people's records are for data protection and administrators",
  ],
  ["{1}不是你发的，请先发一条任务", "{1} is not yours; send a task first"],
  [
    "其他网格正在回{1}，请等它们回完",
    "The other grids are answering {1}; please wait until they have",
  ],
  ["{1}没有还能回的其他网格了", "No other grid is left that could answer {1}"],
];
