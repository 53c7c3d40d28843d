/**
 * The words of what is pasted; "" where there are none. Cells come as text and as a picture of
 * themselves, and a picture copied from a page with nothing but its own tag.
 */
export function pastedText(plain: string, html: string): string {
  if (plain.trim() !== "") return plain;
  const words = html
    .replace(/<(style|script|title)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/gi, "")
    .replace(/\s+/g, " ")
    .replace(/ ?<\/t[dh]> ?/gi, "\t")
    .replace(/ ?<(?:br|\/tr|\/p|\/div|\/li)\b[^>]*> ?/gi, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
  return words
    .split("\n")
    .map((row) => row.trim())
    .filter((row) => row !== "")
    .join("\n");
}
