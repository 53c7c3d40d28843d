import { maskPersonal } from "../text/masking.ts";

/** Characters of a stored name, its ending included. */
const LONGEST = 80;
/** Controls, and what is invisible or turns the direction: `报表\u202Efdp.exe`. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** What one system or another will not have in a name. */
const UNFIT = /[<>:"|?*]/g;

/**
 * The name an attachment is stored and offered under: no path, nothing unseen, no number of a
 * person (SPEC §1.17), at most 80 characters, and the ending of what it really is.
 * @param ending with its dot: `.jpg`
 * @param otherwise the name where nothing is left: 照片
 */
export function attachmentName(typed: string, ending: string, otherwise: string): string {
  const bare = typed.normalize("NFC").replace(UNSEEN, "").split(/[/\\]/).at(-1) ?? "";
  const stem = maskPersonal(bare.replace(/\.[A-Za-z0-9]{1,5}$/, "")).text;
  const fit = stem.replace(UNFIT, "_").replace(/^[.\s]+|[.\s]+$/g, "");
  const short = [...fit].slice(0, LONGEST - ending.length).join("");
  return (short === "" ? otherwise : short) + ending;
}

/** A name as it is put into a sentence that refuses the file. */
export function spokenName(typed: string): string {
  const [, ending = ""] = /(\.[A-Za-z0-9]{1,5})$/.exec(typed) ?? [];
  return attachmentName(typed, ending, "这个文件");
}
