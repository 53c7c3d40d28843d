/** Reads what a board exports, as another program would. */

/** Lines and cells of a CSV; quotes doubled inside quotes. */
export function readCsv(text: string): string[][] {
  const lines: string[][] = [[]];
  const cells = text.replace(/^\uFEFF/, "").matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|$)/g);
  for (const [, cell = "", end] of cells) {
    const plain = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    lines.at(-1)!.push(plain);
    if (end === "\r\n") lines.push([]);
    if (end === "") break;
  }
  return lines.filter((line) => line.length > 1 || line[0] !== "");
}

/** Rows of the only sheet of a workbook whose files are stored as they are. */
export function readXlsx(bytes: Buffer): string[][] {
  const sheet = fileIn(bytes, "xl/worksheets/sheet1.xml");
  return [...sheet.matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<c\b[^>]*>(.*?)<\/c>/gs)].map(([, cell = ""]) => plain(cell)),
  );
}

function plain(cell: string): string {
  const text = cell.replace(/<[^>]+>/g, "");
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** Walks the zip's local headers: signature, …, sizes at 18 and 22, lengths at 26 and 28, then name and data. */
function fileIn(zip: Buffer, wanted: string): string {
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50; ) {
    const [size, name] = [zip.readUInt32LE(at + 22), zip.readUInt16LE(at + 26)];
    const start = at + 30 + name + zip.readUInt16LE(at + 28);
    if (zip.toString("utf8", at + 30, at + 30 + name) === wanted) {
      return zip.toString("utf8", start, start + size);
    }
    at = start + size;
  }
  throw new Error(`no ${wanted} in the workbook`);
}
