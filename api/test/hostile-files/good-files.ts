import { crc32, deflateSync } from 'node:zlib';
import { buildZip, type ZipPart } from './zip-builder.js';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
export const WORD_MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
export const SHEET_MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

export const xml = (body: string): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`;

export const contentTypes = (part: string, type: string, more = ''): ZipPart => ({
  name: '[Content_Types].xml',
  content: xml(
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${part}" ContentType="${type}"/>${more}</Types>`,
  ),
});

/** A file of relations; `relations` are [type, target, external]. */
export const relations = (name: string, ...list: readonly [string, string, boolean?][]): ZipPart => ({
  name,
  content: xml(
    `<Relationships xmlns="${PACKAGE}/relationships">${list
      .map(
        ([type, target, external], index) =>
          `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"${external ? ' TargetMode="External"' : ''}/>`,
      )
      .join('')}</Relationships>`,
  ),
});

export const wordDocument = (text = 'Báo cáo tháng 4'): ZipPart => ({
  name: 'word/document.xml',
  content: xml(
    `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`,
  ),
});

export const wordParts = (): ZipPart[] => [
  contentTypes('word/document.xml', WORD_MAIN),
  relations('_rels/.rels', ['officeDocument', 'word/document.xml']),
  relations('word/_rels/document.xml.rels', ['hyperlink', 'https://binhdinh.gov.vn/', true]),
  wordDocument(),
];

export const sheetParts = (): ZipPart[] => [
  contentTypes('xl/workbook.xml', SHEET_MAIN),
  relations('_rels/.rels', ['officeDocument', 'xl/workbook.xml']),
  relations('xl/_rels/workbook.xml.rels', ['worksheet', 'worksheets/sheet1.xml']),
  {
    name: 'xl/workbook.xml',
    content: xml(
      `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets><sheet name="Biểu" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
  },
  {
    name: 'xl/worksheets/sheet1.xml',
    content: xml(
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>',
    ),
  },
];

/** A PDF of given objects, numbered from 1, the first of them its catalogue. */
export function pdf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const places: number[] = [];
  let at = (pieces[0] as Buffer).length;
  for (const [index, object] of objects.entries()) {
    places.push(at);
    const piece = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(object as string),
      Buffer.from('\nendobj\n'),
    ]);
    pieces.push(piece);
    at += piece.length;
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  pieces.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer}>>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(pieces);
}

export const PDF_PAGES = [
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
];
export const pdfCatalog = (more = ''): string => `<< /Type /Catalog /Pages 2 0 R ${more}>>`;

/** Objects packed into one stream, as most programs write them. */
export function objectStream(content: string, dictionary = '/Filter /FlateDecode', packed?: Buffer): Buffer {
  const data = packed ?? deflateSync(Buffer.from(`4 0 ${content}`, 'latin1'));
  return Buffer.concat([
    Buffer.from(`<< /Type /ObjStm /N 1 /First 4 ${dictionary} /Length ${data.length} >>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ]);
}

export function pngChunk(type: string, data: Buffer, crc?: number): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc ?? crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

export const PNG_HEAD = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function pngHeader(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.writeUInt8(8, 8);
  data.writeUInt8(2, 9);
  return pngChunk('IHDR', data);
}

export const png = (width = 1, height = 1): Buffer =>
  Buffer.concat([
    PNG_HEAD,
    pngHeader(width, height),
    pngChunk('IDAT', deflateSync(Buffer.alloc(4))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);

/** The smallest JPEG that has all its parts: a frame, a scan, an end. */
export function jpeg(width = 1, height = 1, end: Buffer = Buffer.from([0xff, 0xd9])): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  const scan = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x3f, 0x7f]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xe0, 0, 4, 0x4a, 0x46]), frame, scan, end]);
}

/** One honest file of each type, under the name that a person would give it. */
export const GOOD_FILES: Record<string, Buffer> = {
  'Báo cáo tháng 4.docx': buildZip(wordParts()),
  'Biểu số liệu.xlsx': buildZip(sheetParts()),
  'quyết định số 12.PDF': pdf([pdfCatalog(), ...PDF_PAGES, objectStream('<< /Producer (Writer) >>')]),
  'ảnh hội nghị.png': png(),
  'ảnh chụp.jpeg': jpeg(),
  'ảnh chụp 2.jpg': Buffer.concat([jpeg(), Buffer.alloc(16)]),
  'stored, not packed.docx': buildZip(wordParts().map((part) => ({ ...part, method: 0 }))),
};
