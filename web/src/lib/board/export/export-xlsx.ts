/**
 * A workbook of one sheet, written by hand: a stored (not packed) zip of five small XML files. The
 * npm package of that name has open holes and is not used (DESIGN §9).
 */
export function xlsxOf(table: (string | number)[][], sheet: string): Uint8Array<ArrayBuffer> {
  return zipOf([
    ["[Content_Types].xml", CONTENT_TYPES],
    ["_rels/.rels", relations([["officeDocument", "xl/workbook.xml"]])],
    ["xl/workbook.xml", workbook(sheet)],
    ["xl/_rels/workbook.xml.rels", relations([["worksheet", "worksheets/sheet1.xml"]])],
    ["xl/worksheets/sheet1.xml", worksheet(table)],
  ]);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const CONTENT_TYPES = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`;

function relations(targets: [type: string, target: string][]): string {
  const all = targets.map(
    ([type, target], i) =>
      `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
}

function workbook(sheet: string): string {
  // A sheet's name takes 31 signs, and none of these.
  const name = written(sheet.replace(/[\\/?*[\]:]/g, " ").slice(0, 31));
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
}

function worksheet(table: (string | number)[][]): string {
  const rows = table.map((line) => `<row>${line.map(cell).join("")}</row>`);
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows.join("")}</sheetData></worksheet>`;
}

function cell(value: string | number): string {
  if (typeof value === "number") return `<c><v>${value}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${written(value)}</t></is></c>`;
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML takes no half characters, no U+FFFE and U+FFFF, and of the controls the tab and the line's end. */
function written(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (c) =>
    c === "\n" || c === "\t" ? c : "",
  );
  return plain.replace(/[&<>"]/g, (c) => ESCAPES[c]!);
}

/** APPNOTE.TXT of the zip format, method 0: local headers with the data, then the directory. */
function zipOf(files: [name: string, text: string][]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, text] of files) {
    const data = new TextEncoder().encode(text);
    const path = new TextEncoder().encode(name);
    // version, flags (UTF-8 names), method, time, date, checksum, sizes, lengths of name and extra
    const common = [u16(20), u16(0x0800), u16(0), u16(0), u16(0x0021), u32(crc32(data))];
    const sizes = [u32(data.length), u32(data.length), u16(path.length), u16(0)];
    const local = join([u32(0x04034b50), ...common, ...sizes, path, data]);
    parts.push(local);
    directory.push(
      join([
        u32(0x02014b50),
        u16(20),
        ...common,
        ...sizes,
        u16(0),
        u16(0),
        u16(0),
        u32(0),
        u32(offset),
        path,
      ]),
    );
    offset += local.length;
  }
  const entries = join(directory);
  const n = u16(files.length);
  const end = [u32(0x06054b50), u16(0), u16(0), n, n, u32(entries.length), u32(offset), u16(0)];
  return join([...parts, entries, ...end]);
}

function u16(n: number): Uint8Array {
  return Uint8Array.of(n & 255, (n >> 8) & 255);
}

function u32(n: number): Uint8Array {
  return Uint8Array.of(n & 255, (n >> 8) & 255, (n >> 16) & 255, (n >>> 24) & 255);
}

function join(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((n, { length }) => n + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = TABLE[(crc ^ byte) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
