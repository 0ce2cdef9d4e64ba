import { setImmediate as breathe } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { damaged, fileRefused } from './file-refusal.js';
import { MOST_UNPACKED_BYTES } from './inspect-office.js';

const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate);

const ACTIVE_NAMES = ['JavaScript', 'Launch', 'RichMedia', 'Rendition', 'XFA', 'ImportData', 'GoToE'];
const EMBEDDED_NAMES = ['EmbeddedFile', 'EmbeddedFiles'];
const MOST_PACKED_OBJECTS = 20 * 1_024 * 1_024;
/** Far beyond what 20 MB of an honest document have; each costs time, and a file may not buy minutes of it. */
const MOST_STREAMS = 50_000;
const MOST_ESCAPED_NAMES = 200_000;
const STREAMS_AT_ONCE = 500;
const END_OF_NAME = /[\s\0/<>[\](){}%]/;

/**
 * Looks at a PDF: its first and last lines, and every name that makes a reader run, start or unpack something, also
 * written with #-escapes and inside packed objects. Names are looked for everywhere, not only where a strict reader
 * would find an object: readers repair what is broken, each in its own way.
 * @throws DomainError `file.damaged`, `file.encrypted`, `file.active_content`, `file.embedded_file`
 */
export async function inspectPdf(bytes: Buffer): Promise<void> {
  const text = bytes.toString('latin1');
  const ending = text.slice(-1_024);
  if (!/^%PDF-[12]\.\d/.test(text) || !ending.includes('%%EOF')) throw damaged();
  if (text.includes('PK\x05\x06', Math.max(0, text.length - 66_000))) throw fileRefused('file.embedded_file');
  if (hasName(text, 'Encrypt')) throw fileRefused('file.encrypted');
  checkNames(text);
  let allowed = MOST_UNPACKED_BYTES;
  let count = 0;
  for (const from of streams(text)) {
    count += 1;
    if (count > MOST_STREAMS) throw fileRefused('file.unpacks_too_large');
    // Others wait for the same thread.
    if (count % STREAMS_AT_ONCE === 0) await breathe();
    if (!holdsPackedObjects(text, from)) continue;
    const objects = await unpackObjects(bytes.subarray(from), Math.min(allowed, MOST_PACKED_OBJECTS));
    allowed -= objects.length;
    if (allowed <= 0) throw fileRefused('file.unpacks_too_large');
    checkNames(objects.toString('latin1'));
  }
}

function checkNames(text: string): void {
  if (ACTIVE_NAMES.some((name) => hasName(text, name))) throw fileRefused('file.active_content');
  if (EMBEDDED_NAMES.some((name) => hasName(text, name))) throw fileRefused('file.embedded_file');
  let escaped = 0;
  for (const [written] of text.matchAll(/\/(?=[^\s/#]{0,40}#)[A-Za-z0-9#]{2,80}/g)) {
    escaped += 1;
    if (escaped > MOST_ESCAPED_NAMES) throw fileRefused('file.active_content');
    const name = unescaped(written.slice(1));
    if (name === 'Encrypt') throw fileRefused('file.encrypted');
    if (ACTIVE_NAMES.includes(name)) throw fileRefused('file.active_content');
    if (EMBEDDED_NAMES.includes(name)) throw fileRefused('file.embedded_file');
  }
}

function hasName(text: string, name: string): boolean {
  const written = `/${name}`;
  for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + written.length)) {
    const after = text[at + written.length];
    if (after === undefined || END_OF_NAME.test(after)) return true;
  }
  return false;
}

const unescaped = (name: string): string =>
  name.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Where the bytes of each stream begin, also of one that only a repairing reader would see. */
function* streams(text: string): Generator<number> {
  for (let at = text.indexOf('stream'); at >= 0; at = text.indexOf('stream', at + 6)) {
    const lineEnd = /^\r?\n/.exec(text.slice(at + 6, at + 8))?.[0];
    if (lineEnd !== undefined && text.slice(at - 3, at) !== 'end') yield at + 6 + lineEnd.length;
  }
}

/**
 * Whether a stream packs objects (ISO 32000-1, 7.5.7): their names would otherwise stay hidden in its bytes.
 * @throws DomainError `file.active_content` when they are packed in a way that only serves to hide them
 */
function holdsPackedObjects(text: string, from: number): boolean {
  const before = text.slice(Math.max(0, from - 4_096), from);
  const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
  const names = [...dictionary.matchAll(/\/([^\s\0/<>[\](){}%]{1,80})/g)].map(([, name]) => unescaped(name as string));
  if (!names.includes('ObjStm') && !(names.includes('N') && names.includes('First'))) return false;
  const filters = names.filter((name) => /(?:Decode|^Fl|^AHx|^A85|^LZW|^RL|^Crypt)$/.test(name));
  // Not packed at all: they were looked at with the rest.
  if (filters.length === 0) return false;
  if (filters.length > 1 || !['FlateDecode', 'Fl'].includes(filters[0] as string) || names.includes('Predictor')) {
    throw fileRefused('file.active_content');
  }
  return true;
}

async function unpackObjects(bytes: Buffer, most: number): Promise<Buffer> {
  try {
    return await unpack(bytes, { maxOutputLength: most });
  } catch (error) {
    const isTooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge ? fileRefused('file.unpacks_too_large') : damaged();
  }
}
