import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;

/**
 * Whether a zip archive unpacks to at most so many bytes, by unpacking it: what its directory says of sizes can lie.
 * Archives with macros, of a kind unknown to spreadsheets, or damaged ones are refused too.
 */
export function unpacksWithin(bytes: Buffer, most: number): boolean {
  try {
    let left = most;
    for (const entry of entriesOf(bytes)) {
      if (/vbaProject|\.bin$/i.test(entry.name)) return false;
      const data = bytes.subarray(entry.start, entry.start + entry.packedSize);
      // Throws beyond its limit. Method 0 is stored as it is, 8 is deflate; spreadsheets use no other.
      if (entry.method === 0) left -= data.length;
      else if (entry.method === 8) left -= inflateRawSync(data, { maxOutputLength: left + 1 }).length;
      else return false;
      if (left < 0) return false;
    }
    return true;
  } catch {
    return false;
  }
}

interface Entry {
  name: string;
  method: number;
  packedSize: number;
  /** Where its bytes begin. */
  start: number;
}

function entriesOf(bytes: Buffer): Entry[] {
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('damaged directory');
    const nameLength = bytes.readUInt16LE(at + 28);
    const header = bytes.readUInt32LE(at + 42);
    if (bytes.readUInt32LE(header) !== LOCAL_HEADER) throw new Error('damaged entry');
    entries.push({
      name: bytes.toString('latin1', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packedSize: bytes.readUInt32LE(at + 20),
      start: header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}
