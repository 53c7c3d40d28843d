import { describe, expect, it } from "vitest";
import { loadProfile } from "#db/profiles";
import { allPinyinOf, beginsInPinyin, pinyinOf } from "#domain/text/pinyin";

const yueqing = loadProfile("yueqing").pinyin;

describe("every reading of a name", () => {
  it.each([
    ["乐清", "yueqing"],
    ["乐清", "leqing"],
    ["乐清", "yq"],
    ["乐清", "lq"],
    ["乐成街道", "yuec"],
    ["乐成街道", "lcjd"],
    ["歙县", "shexian"],
    ["歙县", "xixian"],
    ["歙县", "sx"],
    ["单村", "shancun"],
    ["单村", "dancun"],
    ["单村", "chancun"],
    ["六安村", "luan"],
    ["六安村", "liuan"],
    ["蚌埠路", "bengbu"],
    ["重阳村", "chongyang"],
    ["重阳村", "zhongyang"],
    ["长庆镇", "changq"],
    ["长庆镇", "zhangq"],
    ["解家村", "xiejia"],
    ["查家村", "zhajia"],
    ["仇村", "qiucun"],
    ["区家村", "oujia"],
    ["吕家A1区", "lvjiaa1"],
    ["吕家A1区", "lyujia"],
    ["吕家A1区", "lja1q"],
    ["杨林镇", "yanglinz"],
    ["杨林镇", "ylz"],
    ["𠮷野村", "𠮷ye"],
  ])("%s by %s", (name, letters) => expect(beginsInPinyin(name, letters)).not.toBeNull());

  it.each([
    ["乐清", "qing"],
    ["乐清", "yueqingx"],
    ["乐清", "yl"],
    // Full and initials are not mixed: half the county would begin with two letters.
    ["杨林镇", "yangz"],
    ["杨林镇", "ylzh"],
    ["", "a"],
  ])("%s is not %s", (name, letters) => expect(beginsInPinyin(name, letters)).toBeNull());

  it("tells the usual reading from the others; a profile's own comes first", () => {
    expect(beginsInPinyin("石门村", "shi")).toBe("usual");
    expect(beginsInPinyin("石门村", "dan")).toBe("other");
    expect(beginsInPinyin("乐清市", "leq")).toBe("usual");
    expect(beginsInPinyin("乐清市", "leq", yueqing)).toBe("other");
    expect(beginsInPinyin("乐清市", "yueq", yueqing)).toBe("usual");
    expect(pinyinOf("乐清市", yueqing)).toEqual({ full: "yueqingshi", initials: "yqs" });
    expect(pinyinOf("老乐成村", yueqing).full).toBe("laoyuechengcun");
  });

  it("lists them for the browser, the usual one first, and never too many", () => {
    const [first, ...others] = allPinyinOf("乐清", yueqing);
    expect(first).toBe("yueqing");
    expect(others).toEqual(expect.arrayContaining(["leqing", "yq", "lq"]));
    expect(allPinyinOf("重庆乐单行长解重乐").length).toBeLessThanOrEqual(32);
  });
});
