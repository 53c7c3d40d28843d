import { expect, it } from "vitest";
import { hasMp4Video, withoutLocation } from "#domain/file/mp4-boxes";
import { box, concat, latin1, mp4 } from "../support/files.ts";

const PLACE = "+29.1373+118.4154/";
const textOf = (bytes: Uint8Array | null) => String.fromCharCode(...(bytes ?? []));

it("takes the place out and moves nothing", () => {
  const sent = mp4({ place: PLACE });
  const kept = withoutLocation(sent);
  expect(textOf(sent)).toContain(PLACE);
  expect(textOf(kept)).not.toContain(PLACE);
  expect(textOf(kept)).not.toContain("udta");
  expect(kept).toHaveLength(sent.length);
  expect(textOf(kept).indexOf("sound")).toBe(textOf(sent).indexOf("sound"));
});

it("looks into tracks and fragments too", () => {
  const about = box("meta", latin1(PLACE));
  const sent = concat(
    box("moov", box("trak", box("udta", about))),
    box("moof", box("traf", about)),
    box("uuid", latin1(PLACE)),
  );
  expect(textOf(withoutLocation(sent))).not.toContain(PLACE);
});

it("leaves a file without one as it is", () => {
  expect(withoutLocation(mp4())).toEqual(mp4());
});

it("refuses boxes that do not fit", () => {
  const cut = mp4({ place: PLACE }).slice(0, -3);
  expect(withoutLocation(cut)).toBeNull();
  expect(withoutLocation(latin1("\0\0\0\x04free"))).toBeNull();
  expect(withoutLocation(latin1("\0\0\0\x01mdat\xff\xff\xff\xff\xff\xff\xff\xff"))).toBeNull();
});

it("tells a film by its track", () => {
  expect(hasMp4Video(mp4({ handler: "vide" }))).toBe(true);
  expect(hasMp4Video(mp4({ handler: "soun" }))).toBe(false);
});
