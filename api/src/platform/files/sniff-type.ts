import { fileRefused } from './file-refusal.js';

/** What the first bytes say a file is; `office` is a zip container that has yet to be opened. */
export type SniffedType = 'pdf' | 'office' | 'png' | 'jpg';

/** How many bytes decide. */
export const SNIFF_BYTES = 8;

const startsWith = (head: Buffer, ...bytes: number[]): boolean => bytes.every((byte, index) => head[index] === byte);

/** A compound file: Word and Excel before 2007, and what Word and Excel encrypt. */
export const isCompoundFile = (head: Buffer): boolean =>
  startsWith(head, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);

/**
 * Tells by the first bytes, so that what is not taken at all is refused before the rest has come.
 * Never by the name or the type that the sender claims.
 * @returns the type, or `compound` where only the rest tells why it is refused
 * @throws DomainError `file.type_refused`
 */
export function sniffType(head: Buffer): SniffedType | 'compound' {
  if (head.subarray(0, 5).toString('latin1') === '%PDF-') return 'pdf';
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) return 'office';
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (startsWith(head, 0xff, 0xd8, 0xff)) return 'jpg';
  if (isCompoundFile(head)) return 'compound';
  throw fileRefused('file.type_refused');
}
