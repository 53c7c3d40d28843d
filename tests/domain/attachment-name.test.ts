import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { attachmentName, spokenName } from "#domain/file/attachment-name";

const photo = (typed: string) => attachmentName(typed, ".jpg", "照片");

describe("the name of an attachment", () => {
  test.each([
    ["IMG_2041.HEIC", "IMG_2041.jpg"],
    ["张贴照片", "张贴照片.jpg"],
    ["../../etc/passwd", "passwd.jpg"],
    ["C:\\Users\\me\\门口.png", "门口.jpg"],
    ["报表\u202egpj.exe", "报表gpj.jpg"],
    ["a\0b\nc.jpg", "abc.jpg"],
    ['x<y>"z".jpg', "x_y__z_.jpg"],
    ["mmexport1580012345678.jpg", "mmexport1580012345678.jpg"],
    ["户主330824198001011234.jpg", "户主[证件号已隐去].jpg"],
    ["13900001234.jpg", "[手机号已隐去].jpg"],
    [".jpg", "照片.jpg"],
    ["...", "照片.jpg"],
    ["第1.2组照片.jpg", "第1.2组照片.jpg"],
  ])("%j becomes %j", (typed, name) => expect(photo(typed)).toBe(name));

  it("has at most 80 characters, its ending kept", () => {
    const name = photo(`${"村".repeat(200)}.jpeg`);
    expect([...name]).toHaveLength(80);
    expect(name.endsWith("村.jpg")).toBe(true);
  });

  it("is fit to be stored whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        const name = photo(typed);
        expect(name).toMatch(/^[^/\\\p{Cc}<>:"|?*]+\.jpg$/u);
        expect([...name].length).toBeLessThanOrEqual(80);
      }),
    );
  });
});

it("is spoken of with the ending it came with", () => {
  expect(spokenName("a/病毒.exe")).toBe("病毒.exe");
  expect(spokenName("/")).toBe("这个文件");
});
