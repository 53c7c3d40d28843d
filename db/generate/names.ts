import { FICTITIOUS } from "#domain/org/controlled-phone";
import { spokenName } from "#domain/org/short-name";

/** `一` … `九十九`, as grids are numbered. */
export function chineseNumber(n: number): string {
  const digits = "〇一二三四五六七八九";
  const ten = Math.floor(n / 10);
  const one = n % 10;
  const head = ten === 0 ? "" : ten === 1 ? "十" : `${digits[ten]}十`;
  return head + (one === 0 && ten > 0 ? "" : digits[one]);
}

/**
 * The registry's name as people write it: 溪洋村委会 → 溪洋村. One entry (梧桐社区居民居委会) has a
 * suffix of its own, hence what follows 社区 is dropped first.
 */
export function placeName(registered: string): string {
  const at = registered.indexOf("社区");
  return at > 0 ? registered.slice(0, at + 2) : spokenName(registered);
}

/** Whether the registry calls this a community (社区, 居委会) rather than a village. */
export function isCommunity(registered: string): boolean {
  return /社区|居委会|居民委员会/.test(registered);
}

const SURNAMES = [
  ..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈",
  ..."姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤",
];
const FIRST = [
  ..."文志国春秋建海明晓永玉秀桂金水荣德立新宏美丽雪月云青竹松柏兰梅菊清思雨子佳嘉欣俊锦长景承世家宝福祥顺和安平",
];
const SECOND = [
  ..."华强伟芳敏静丽军杰娟勇艳涛超霞平刚辉玲英慧斌波宁健亮飞凤红梅琴生根法林森山川峰岩松涵轩宇晨阳月萍莲香珍仙妹",
];
const NAMES = SURNAMES.length * FIRST.length * SECOND.length;
/** Prime and no divisor of {@link NAMES}: stepping by it meets every name once before repeating. */
const STRIDE = 104_729;

/**
 * Invented people: a walk over surname × given name that never repeats, so that a name can serve
 * as the account. Any likeness to a real person is chance; no list of real names was used.
 */
export function* inventedNames(seed: number, reserved: ReadonlySet<string>): Generator<string> {
  for (let step = 1; step <= NAMES; step += 1) {
    const at = (seed + step * STRIDE) % NAMES;
    const surname = SURNAMES[at % SURNAMES.length];
    const given = Math.floor(at / SURNAMES.length);
    const first = FIRST[given % FIRST.length];
    const second = SECOND[Math.floor(given / FIRST.length)];
    const name = `${surname}${first}${second}`;
    if (first !== second && !reserved.has(name)) yield name;
  }
}

/** The phone of an invented person. */
export function fictitiousPhone(index: number): string {
  return FICTITIOUS + String(index).padStart(8, "0");
}
