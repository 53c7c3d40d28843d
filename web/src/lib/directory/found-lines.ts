/** A line of `/找`'s answer: what it says, and the phone in it. */
export interface FoundLine {
  text: string;
  phone: string | null;
}

/** `溪洋1号 网格员 卢霞 ☎14200000000` with its phone apart, so that it can be rung. */
export function foundLines(answer: string): FoundLine[] {
  return answer
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const phone = /☎\s*(\d{5,15})/.exec(line);
      if (!phone) return { text: line, phone: null };
      return { text: line.replace(phone[0], "").trim(), phone: phone[1]! };
    });
}
