import { describe, expect, it } from "vitest";
import { displayName, shortName, stemOf } from "#domain/org/short-name";
import { pinyinOf } from "#domain/text/pinyin";

describe("short names", () => {
  it.each([
    ["古竹村委会", "古竹", "古竹村"],
    ["古竹村民委员会", "古竹", "古竹村"],
    ["古竹村", "古竹", "古竹村"],
    ["徐村村民委员会", "徐村", "徐村"],
    ["七村村委会", "七村", "七村"],
    ["杨村村委会", "杨村", "杨村"],
    ["马府下村村委会", "马府下村", "马府下村"],
    ["徐村", "徐村", "徐村"],
    ["星光社区居委会", "星光", "星光社区"],
    ["星光社区居民委员会", "星光", "星光社区"],
    ["星光居委会", "星光", "星光社区"],
    ["城东社区", "城东", "城东社区"],
    ["杨林镇", "杨林镇", "杨林镇"],
    ["城东一网格", "城东一网格", "城东一网格"],
  ])("%s → %s, shown %s", (name, short, shown) => {
    expect(shortName(name)).toBe(short);
    expect(displayName({ name })).toBe(shown);
  });

  it.each([
    ["杨林镇", "杨林"],
    ["芹阳办事处", "芹阳"],
    ["白洋街道", "白洋"],
    ["城东一网格", "城东一"],
    ["溪洋1号", "溪洋1"],
    ["1号", "1号"],
  ])("stem of %s is %s", (name, stem) => {
    expect(stemOf(name)).toBe(stem);
  });
});

describe("pinyin", () => {
  it.each([
    ["杨林镇", "yanglinzhen", "ylz"],
    ["翁垟街道", "wengyangjiedao", "wyjd"],
    ["华埠镇岙滩", "huabuzhenaotan", "hbzat"],
    ["洑口乡", "fukouxiang", "fkx"],
    ["琯头村", "guantoucun", "gtc"],
    ["大峃镇", "daxuezhen", "dxz"],
    ["溪洋1号", "xiyang1hao", "xy1h"],
  ])("%s is typed %s or %s", (name, full, initials) => {
    expect(pinyinOf(name)).toEqual({ full, initials });
    expect(pinyinOf(name)).toBe(pinyinOf(name));
  });
});
