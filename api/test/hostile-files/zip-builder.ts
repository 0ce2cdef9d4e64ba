import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a container, with everything that a hostile one may say wrongly. */
export interface ZipPart {
  name: string;
  content: Buffer | string;
  /** 0 stores, 8 deflates, anything else is claimed without being done. */
  method?: number;
  flags?: number;
  localFlags?: number;
  localName?: string;
  declaredSize?: number;
  crc?: number;
  externalAttributes?: number;
  /** Puts the entry over the bytes of an earlier one. */
  sharesBytesWith?: number;
}

export interface ZipShape {
  prefix?: Buffer;
  suffix?: Buffer;
  comment?: string;
  cut?: number;
}

/** Writes a zip container byte by byte, so that it can also be one that no honest program writes. */
export function buildZip(parts: readonly ZipPart[], shape: ZipShape = {}): Buffer {
  const pieces: Buffer[] = [shape.prefix ?? Buffer.alloc(0)];
  const places: { at: number; data: Buffer; crc: number; size: number }[] = [];
  let at = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content as string);
    const method = part.method ?? 8;
    const data = method === 8 ? deflateRawSync(content, { level: 9 }) : content;
    const shared = part.sharesBytesWith === undefined ? undefined : places[part.sharesBytesWith];
    if (shared) {
      places.push(shared);
      continue;
    }
    const crc = part.crc ?? crc32(content);
    const size = part.declaredSize ?? content.length;
    places.push({ at, data, crc, size });
    const name = Buffer.from(part.localName ?? part.name);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE((part.localFlags ?? part.flags ?? 0) | 0x800, 6);
    header.writeUInt16LE(method, 8);
    header.writeUInt32LE(crc, 14);
    header.writeUInt32LE(data.length, 18);
    header.writeUInt32LE(size, 22);
    header.writeUInt16LE(name.length, 26);
    pieces.push(header, name, data);
    at += header.length + name.length + data.length;
  }
  const start = at;
  for (const [index, part] of parts.entries()) {
    const place = places[index] as (typeof places)[number];
    const name = Buffer.from(part.name);
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE((3 << 8) | 20, 4);
    header.writeUInt16LE(20, 6);
    header.writeUInt16LE((part.flags ?? 0) | 0x800, 8);
    header.writeUInt16LE(part.method ?? 8, 10);
    header.writeUInt32LE(place.crc, 16);
    header.writeUInt32LE(place.data.length, 20);
    header.writeUInt32LE(place.size, 24);
    header.writeUInt16LE(name.length, 28);
    header.writeUInt32LE(part.externalAttributes ?? 0, 38);
    header.writeUInt32LE(place.at, 42);
    pieces.push(header, name);
    at += header.length + name.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(at - start, 12);
  end.writeUInt32LE(start, 16);
  end.writeUInt16LE(Buffer.byteLength(shape.comment ?? ''), 20);
  const whole = Buffer.concat([...pieces, end, Buffer.from(shape.comment ?? ''), shape.suffix ?? Buffer.alloc(0)]);
  return shape.cut === undefined ? whole : whole.subarray(0, shape.cut);
}
