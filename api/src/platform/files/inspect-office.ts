import { damaged, fileRefused } from './file-refusal.js';
import { readZipDirectory, type ZipEntry } from './read-zip-directory.js';
import { type Allowance, unpackEntry } from './unpack-entry.js';

/** What a Word or Excel document may unpack to, over all its parts. */
export const MOST_UNPACKED_BYTES = 200 * 1_024 * 1_024;
const MOST_READ_BYTES = 2 * 1_024 * 1_024;

const CONTENT_TYPES = '[Content_Types].xml';
const ACTIVE_NAME =
  /(?:^|\/)(?:vba(?:project|data)[^/]*|macrosheets\/.*|dialogsheets\/.*|activex\/.*|[^/]*\.(?:vbs|js|hta|exe|dll|bat|cmd|ps1|scr|jar|lnk))$/i;
const EMBEDDED_NAME = /(?:^|\/)embeddings\/.+/i;
const ACTIVE_TYPE = /macroEnabled|vbaProject|activeX|ms-excel\.(?:macrosheet|intlmacrosheet|dialogsheet)/i;
const MAIN_TYPE = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
};

/** Beginnings of files that have no place inside a document: zip, compound file, programs, PDF. */
const FOREIGN_HEADS = ['PK\x03\x04', 'PK\x05\x06', '\xd0\xcf\x11\xe0', 'MZ', '\x7fELF', '%PDF-', 'Rar!', '7z\xbc\xaf'];
const LONGEST_TOKEN = 16;

/** Start tags with their attributes; a `>` inside quotes does not end one, and no `<` stands inside (XML 1.0, 3.1). */
const tagsOf = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`<(?:[\\w.-]+:)?${name}\\b(?:"[^"<]*"|'[^'<]*'|[^'"<>])*>`, 'g'))].map(([tag]) => tag);

const attributeOf = (tag: string, name: string): string => {
  const [double, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)?.slice(1) ?? [];
  return (double ?? single ?? '').replace(/&#(?:x([\da-f]{1,6})|(\d{1,7}));/gi, (_, hex?: string, decimal?: string) =>
    String.fromCodePoint(Math.min(hex ? Number.parseInt(hex, 16) : Number(decimal), 0x10ffff)),
  );
};

/**
 * Opens a zip container and every part of it.
 * @param mostUnpacked bytes that all parts may unpack to
 * @returns which document it is
 * @throws DomainError of any refusal of files
 */
export async function inspectOffice(bytes: Buffer, mostUnpacked = MOST_UNPACKED_BYTES): Promise<'docx' | 'xlsx'> {
  const entries = readZipDirectory(bytes);
  const declared = entries.reduce((sum, { size }) => sum + size, 0);
  if (declared > mostUnpacked) throw fileRefused('file.unpacks_too_large');
  const types = entries.find(({ name }) => name === CONTENT_TYPES);
  if (!types) throw fileRefused('file.type_refused');
  const allowance: Allowance = { bytes: mostUnpacked };
  const type = typeOf(await inspectPart(types, allowance), entries);
  for (const entry of entries) {
    if (entry === types) continue;
    if (ACTIVE_NAME.test(entry.name)) throw fileRefused('file.active_content');
    if (EMBEDDED_NAME.test(entry.name)) throw fileRefused('file.embedded_file');
    const text = await inspectPart(entry, allowance);
    if (entry.name.toLowerCase().endsWith('.rels')) checkRelations(text);
  }
  return type;
}

function typeOf(contentTypes: string, entries: readonly ZipEntry[]): 'docx' | 'xlsx' {
  if (ACTIVE_TYPE.test(contentTypes)) throw fileRefused('file.active_content');
  for (const type of ['docx', 'xlsx'] as const) {
    const override = tagsOf(contentTypes, 'Override').find(
      (tag) => attributeOf(tag, 'ContentType') === MAIN_TYPE[type],
    );
    const part = override && attributeOf(override, 'PartName').slice(1);
    if (override && !entries.some(({ name }) => name.toLowerCase() === part?.toLowerCase())) throw damaged();
    if (override) return type;
  }
  throw fileRefused('file.type_refused');
}

/** Unpacks a part, looks at it on the way, and gives the text of those that are read (relations, content types). */
async function inspectPart(entry: ZipEntry, allowance: Allowance): Promise<string> {
  const isRead = entry.name === CONTENT_TYPES || /\.rels$/i.test(entry.name);
  if (isRead && entry.size > MOST_READ_BYTES) throw fileRefused('file.unpacks_too_large');
  const kept: Buffer[] = [];
  let head = '';
  let tail = '';
  await unpackEntry(entry, allowance, (chunk) => {
    if (head.length < 8) {
      head += chunk.toString('latin1', 0, 8);
      if (FOREIGN_HEADS.some((foreign) => head.startsWith(foreign))) throw fileRefused('file.embedded_file');
    }
    if (isRead) kept.push(Buffer.from(chunk));
    tail = checkWords(tail, chunk);
  });
  return textOf(Buffer.concat(kept));
}

/**
 * Entities make megabytes of a line or read files of the reader's machine, and no office program writes them; DDE
 * starts programs; an encoding that is not Unicode hides both. Looked for in every part, since its name does not say
 * what it is. UTF-16 is read like UTF-8: its zero bytes are left out.
 */
function checkWords(tail: string, chunk: Buffer): string {
  const text = tail + chunk.toString('latin1').replaceAll('\0', '');
  if (/<!(?:DOCTYPE|ENTITY)|DDEAUTO|<(?:[\w.-]{1,20}:)?ddeLink\b/i.test(text)) throw fileRefused('file.active_content');
  const encoding = /<\?xml\s[^>]{0,60}?encoding\s*=\s*["']([^"']{1,30})["']/i.exec(text)?.[1];
  if (encoding && !/^(?:utf-?(?:8|16)|us-ascii)$/i.test(encoding)) throw fileRefused('file.active_content');
  return text.slice(-LONGEST_TOKEN);
}

/** Relations to the outside load something when the document is opened; links that a person clicks do not. */
function checkRelations(text: string): void {
  for (const tag of tagsOf(text, 'Relationship')) {
    const type = attributeOf(tag, 'Type');
    const target = attributeOf(tag, 'Target');
    if (/\/(?:vbaProject|wordVbaData|xlMacrosheet|xlIntlMacrosheet|control)$/i.test(type)) {
      throw fileRefused('file.active_content');
    }
    if (attributeOf(tag, 'TargetMode').toLowerCase() !== 'external') {
      if (/\/(?:oleObject|package)$/i.test(type)) throw fileRefused('file.embedded_file');
      continue;
    }
    const isLink = /\/hyperlink$/i.test(type);
    const isBook =
      /\/externalLinkPath$/i.test(type) && !/^\s*(?:(?:https?|ftp):|(?:file:)?(?:\\\\|\/\/[^/]))/i.test(target);
    const runs = /^\s*(?:javascript|vbscript|data|ms-\w+|mhtml|search-ms):/i.test(target);
    if (runs || !(isLink || isBook)) throw fileRefused('file.active_content');
  }
}

function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return bytes.toString('utf8');
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
}
