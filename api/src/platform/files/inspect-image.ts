import { crc32 } from 'node:zlib';
import { damaged, fileRefused } from './file-refusal.js';

/** More would fill the memory of whoever opens it; a scanned A3 page at 600 dpi has 70 million. */
const MOST_PIXELS = 150_000_000;

function checkSize(width: number, height: number): void {
  if (width === 0 || height === 0) throw damaged();
  if (width * height > MOST_PIXELS) throw fileRefused('file.unpacks_too_large');
}

/**
 * Walks the chunks of a PNG from IHDR to IEND: whole, with right check sums, and with nothing behind.
 * @throws DomainError `file.damaged`, `file.unpacks_too_large`
 */
export function inspectPng(bytes: Buffer): void {
  let at = 8;
  let hasData = false;
  for (let index = 0; ; index += 1) {
    if (at + 12 > bytes.length) throw damaged();
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const next = at + 12 + length;
    if (next > bytes.length || !/^[A-Za-z]{4}$/.test(type)) throw damaged();
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length)) throw damaged();
    if ((index === 0) !== (type === 'IHDR')) throw damaged();
    if (type === 'IHDR') {
      if (length !== 13) throw damaged();
      checkSize(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12));
    }
    hasData ||= type === 'IDAT';
    if (type === 'IEND') {
      if (length !== 0 || next !== bytes.length || !hasData) throw damaged();
      return;
    }
    at = next;
  }
}

const STARTS_OF_FRAME = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

/**
 * Walks the segments of a JPEG to its first scan, and holds its end to be the end of an image.
 * @throws DomainError `file.damaged`, `file.unpacks_too_large`
 */
export function inspectJpeg(bytes: Buffer): void {
  let end = bytes.length;
  // Some cameras fill up the last block with zeros.
  while (end > 2 && bytes[end - 1] === 0) end -= 1;
  if (bytes[end - 2] !== 0xff || bytes[end - 1] !== 0xd9) throw damaged();
  let at = 2;
  let hasFrame = false;
  while (at + 4 <= end) {
    if (bytes[at] !== 0xff) throw damaged();
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > end) throw damaged();
    if (STARTS_OF_FRAME.has(marker)) {
      if (length < 8) throw damaged();
      checkSize(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
      hasFrame = true;
    }
    if (marker === 0xda) {
      if (!hasFrame || at + 2 + length >= end - 2) throw damaged();
      return;
    }
    at += 2 + length;
  }
  throw damaged();
}
