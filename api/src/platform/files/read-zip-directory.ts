import { damaged, fileRefused } from './file-refusal.js';

/** One file of a zip container, as its directory says and its own header repeats. */
export interface ZipEntry {
  name: string;
  method: 0 | 8;
  crc: number;
  /** Bytes as they stand in the container. */
  data: Buffer;
  /** Bytes unpacked, as declared. */
  size: number;
}

const MOST_ENTRIES = 4_000;
const END_LENGTH = 22;
const SIGNATURE = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };
const FLAG_ENCRYPTED = 0x41;

/**
 * Reads the directory of a zip container strictly: programs that read a doubtful one differently would see another
 * document than the one that was looked at. Nothing before the first entry, nothing after the directory, no two
 * entries over the same bytes or under the same name, no name that leads out of a folder.
 * @throws DomainError `file.damaged`, `file.encrypted`, `file.unpacks_too_large`
 */
export function readZipDirectory(bytes: Buffer): ZipEntry[] {
  const end = bytes.length - END_LENGTH;
  if (end < 0 || bytes.readUInt32LE(end) !== SIGNATURE.end) throw damaged();
  const count = bytes.readUInt16LE(end + 10);
  const size = bytes.readUInt32LE(end + 12);
  const start = bytes.readUInt32LE(end + 16);
  const isSplit = bytes.readUInt32LE(end + 4) !== 0 || bytes.readUInt16LE(end + 8) !== count;
  if (isSplit || count === 0 || bytes.readUInt16LE(end + 20) !== 0 || start + size !== end) throw damaged();
  if (count > MOST_ENTRIES) throw fileRefused('file.unpacks_too_large');
  const entries: (ZipEntry & { from: number; to: number })[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== SIGNATURE.central) throw damaged();
    const next = at + 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (next > end) throw damaged();
    entries.push(entryAt(bytes, at, start));
    at = next;
  }
  if (at !== end) throw damaged();
  checkPlaces(entries, start);
  checkNames(entries);
  return entries;
}

function entryAt(bytes: Buffer, at: number, directoryStart: number): ZipEntry & { from: number; to: number } {
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  const nameBytes = bytes.subarray(at + 46, at + 46 + bytes.readUInt16LE(at + 28));
  const packed = bytes.readUInt32LE(at + 20);
  const from = bytes.readUInt32LE(at + 42);
  if (flags & FLAG_ENCRYPTED) throw fileRefused('file.encrypted');
  if (method !== 0 && method !== 8) throw damaged();
  if (from + 30 > directoryStart || bytes.readUInt32LE(from) !== SIGNATURE.local) throw damaged();
  const nameLength = bytes.readUInt16LE(from + 26);
  const dataAt = from + 30 + nameLength + bytes.readUInt16LE(from + 28);
  const isSame =
    bytes.readUInt16LE(from + 8) === method &&
    bytes.subarray(from + 30, from + 30 + nameLength).equals(nameBytes) &&
    // An encrypted entry may hide behind a directory that says it is not.
    (bytes.readUInt16LE(from + 6) & FLAG_ENCRYPTED) === 0;
  if (!isSame || dataAt + packed > directoryStart) throw damaged();
  const isLink = bytes.readUInt32LE(at + 38) >>> 28 === 0xa;
  if (isLink) throw damaged();
  return {
    name: nameOf(nameBytes),
    method,
    crc: bytes.readUInt32LE(at + 16),
    data: bytes.subarray(dataAt, dataAt + packed),
    size: bytes.readUInt32LE(at + 24),
    from,
    to: dataAt + packed,
  };
}

function nameOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

/** Entries stand one after the other from the first byte on; a bomb lets many of them share the same bytes. */
function checkPlaces(entries: readonly { from: number; to: number }[], directoryStart: number): void {
  const inOrder = [...entries].sort((a, b) => a.from - b.from);
  let free = 0;
  for (const { from, to } of inOrder) {
    // A data descriptor of up to 24 bytes may stand behind an entry, and no more.
    if (from < free || from - free > (free === 0 ? 0 : 24)) throw damaged();
    free = to;
  }
  if (directoryStart - free > 24) throw damaged();
}

function checkNames(entries: readonly ZipEntry[]): void {
  const seen = new Set<string>();
  for (const { name } of entries) {
    const leadsOut = name.startsWith('/') || /[\\:\0]/.test(name) || name.split('/').some((part) => part === '..');
    const folded = name.normalize('NFC').toLowerCase();
    if (name === '' || name.length > 255 || leadsOut || seen.has(folded)) throw damaged();
    seen.add(folded);
  }
}
