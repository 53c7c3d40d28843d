import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { kindOfBytes } from "#domain/file/attachment-kind";
import { box, latin1, mp4, webm } from "../support/files.ts";

const kindOf = (bytes: string | Uint8Array, name = "x") => {
  const found = kindOfBytes(typeof bytes === "string" ? latin1(bytes) : bytes, name);
  return typeof found === "string" ? found : found.ending;
};
const zip = (...entries: string[]) => `PK\x03\x04${entries.join("\0\0")}PK\x05\x06`;
const TYPES = "[Content_Types].xml";

describe("what bytes are", () => {
  test.each([
    ["\xff\xd8\xff\xe0..JFIF", ".jpg"],
    ["\x89PNG\r\n\x1a\n....", ".jpg"],
    ["GIF89a....", ".jpg"],
    ["RIFF\0\0\0\0WEBPVP8 ", ".jpg"],
    ["RIFF\0\0\0\0WAVEfmt ", ".wav"],
    ["RIFF\0\0\0\0AVI LIST", "video"],
    ["OggS\0\x02..............OpusHead", ".ogg"],
    ["OggS\0\x02..............\x80theora......OggS...\x01vorbis", "video"],
    ["ID3\x03\0....", ".mp3"],
    ["\xff\xfb\x90\x64....", ".mp3"],
    ["#!AMR\n....", ".amr"],
    ["%PDF-1.7\n", ".pdf"],
    [zip(TYPES, "word/document.xml"), ".docx"],
    [zip(TYPES, "xl/workbook.xml"), ".xlsx"],
    [zip(TYPES, "ppt/presentation.xml"), ".pptx"],
    [zip(TYPES, "word/document.xml", "word/vbaProject.bin"), "macros"],
    [zip("META-INF/MANIFEST.MF"), "unknown"],
    ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-office"],
    ["MZ\x90\0\x03", "unknown"],
    ["\x7fELF\x02", "unknown"],
    ["<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown"],
    ["<!doctype html>", "unknown"],
    ["#!/bin/sh\nrm -rf /", "unknown"],
  ])("%j is %s", (bytes, kind) => expect(kindOf(bytes)).toBe(kind));

  it("is told by the brand where the container is shared", () => {
    const ftyp = (...brands: string[]) =>
      box("ftyp", latin1(`${brands[0]}\0\0\0\0${brands.slice(1).join("")}`));
    expect(kindOf(ftyp("avif", "mif1"))).toBe(".jpg");
    expect(kindOf(ftyp("heic", "mif1"))).toBe("heic");
    expect(kindOf(mp4({ handler: "soun" }))).toBe(".m4a");
    expect(kindOf(mp4({ handler: "vide" }))).toBe("video");
  });

  it("tells a recording from a film in WebM", () => {
    expect(kindOf(webm("A_OPUS"))).toBe(".webm");
    expect(kindOf(webm("V_VP9"))).toBe("video");
  });

  it("never believes a name", () => {
    expect(kindOf("MZ\x90\0\x03", "照片.jpg")).toBe("unknown");
    expect(kindOf("\xff\xd8\xff\xe0", "报表.pdf")).toBe(".jpg");
    expect(kindOf("just words", "照片.jpg")).toBe("unknown");
  });

  it("takes plain characters that are called a text or a table", () => {
    const utf8 = (text: string) => new TextEncoder().encode(text);
    expect(kindOf(utf8("村,户数\n杨林村,42"), "户数.CSV")).toBe(".csv");
    expect(kindOf(utf8("\ufeff请注意"), "说明.txt")).toBe(".txt");
    expect(kindOf(latin1("\xb4\xe5\xc3\xfb"), "村名.csv")).toBe("not-utf8");
    expect(kindOf(latin1("a\0b"), "x.txt")).toBe("not-utf8");
    expect(kindOf(utf8(" <!DOCTYPE html><p>"), "x.txt")).toBe("markup");
    expect(kindOf(utf8("a\n<script>alert(1)</script>"), "x.csv")).toBe("markup");
  });

  it("answers whatever the bytes", () => {
    const heads = ["", "RIFF", "\0\0\0\x18ftyp", "PK\x03\x04", "\x1aE\xdf\xa3", "OggS", "\xff\xd8"];
    const any = fc.tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 64 }));
    fc.assert(
      fc.property(any, fc.string(), ([head, rest], name) => {
        kindOfBytes(new Uint8Array([...latin1(head), ...rest]), name);
      }),
    );
  });
});
