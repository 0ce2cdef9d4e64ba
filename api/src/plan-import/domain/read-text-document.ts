import type { Block, SourceDocument } from './source-document.js';
import { UnreadableDocumentError } from './unreadable-document.js';

const LOOKED_FOR = ['tệp văn bản thuần (.txt), mã hóa Unicode UTF-8'];
const TAG =
  /<\/?(?:a|abbr|b|big|br|center|del|div|em|font|h[1-6]|i|ins|li|mark|ol|p|s|small|span|strike|strong|sub|sup|u|ul)(?:\s[^<>]{0,300})?\/?>/gi;
/** Whether there is anything to take off; most cells are plain. */
const MARKS = /[<>*[\]&#()]/;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–' };

/** No line of a decision comes near it; expressions that repeat over millions of characters run out of stack. */
const LONGEST_LINE = 4_000_000;

/**
 * Reads a text file: one block a line, a line with tabs is a table row. Markdown emphasis, headings and links, inline
 * tags and entities are taken off; a byte order mark, CRLF and decomposed letters are accepted.
 * @throws UnreadableDocumentError for bytes that are no Unicode text, or no text at all.
 */
export function readTextDocument(file: Uint8Array | string): SourceDocument {
  const text = (typeof file === 'string' ? file : decode(file)).replace(/^\uFEFF/, '').normalize('NFC');
  if (text.includes('\0')) throw new UnreadableDocumentError(LOOKED_FOR, ['tệp nhị phân, không phải văn bản']);
  const blocks: Block[] = [];
  text.split(/\r\n|\r|\n/).forEach((source, index) => {
    if (source.length > LONGEST_LINE) {
      const found = `dòng ${index + 1} dài ${source.length} ký tự, không phải dòng của một văn bản`;
      throw new UnreadableDocumentError(LOOKED_FOR, [found]);
    }
    const cells = source.split('\t').map(plainText);
    const line = index + 1;
    if (cells.length > 1) {
      if (cells.some((cell) => cell !== '')) blocks.push({ kind: 'row', line, cells });
    } else if (cells[0]) {
      blocks.push({ kind: 'paragraph', line, text: cells[0] });
    }
  });
  if (blocks.length === 0) throw new UnreadableDocumentError(LOOKED_FOR, ['tệp trống']);
  return { blocks };
}

function decode(bytes: Uint8Array): string {
  const startsWith = (...start: number[]) => start.every((byte, i) => bytes[i] === byte);
  if (startsWith(0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (startsWith(0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  if (startsWith(0x50, 0x4b, 0x03, 0x04)) {
    throw new UnreadableDocumentError(LOOKED_FOR, ['tệp nén hoặc tệp Word, Excel; hãy lưu lại thành văn bản .txt']);
  }
  if (startsWith(0x25, 0x50, 0x44, 0x46)) {
    throw new UnreadableDocumentError(LOOKED_FOR, ['tệp PDF; hãy chuyển sang văn bản .txt']);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const found = 'tệp không phải Unicode UTF-8 (có thể là TCVN3, VNI hoặc Windows-1258); hãy lưu lại với mã UTF-8';
    throw new UnreadableDocumentError(LOOKED_FOR, [found]);
  }
}

/** The words of a line or a cell, without marks of layout. */
function plainText(source: string): string {
  if (!MARKS.test(source)) return source.replace(/\s+/gu, ' ').trim();
  return decodeEntities(
    source
      .replace(/^\s*#{1,6}\s+/, '')
      .replace(TAG, (tag) => (/^<br/i.test(tag) ? ' ' : ''))
      .replace(/\[([^[\]]*)\]\([^()\s]*\)/g, '$1')
      .replace(/\*\*+/g, '')
      .replace(/\*(\S|\S[^*]*\S)\*/g, '$1')
      // Emphasis can run over lines: its marks then stand alone at the ends.
      .replace(/^\s*\*(?=\S)|\*\s*$/g, ''),
  )
    .replace(/\s+/gu, ' ')
    .replace(/([([]) /g, '$1')
    .replace(/ ([)\]])/g, '$1')
    .trim();
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,5}));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? all;
    const code = decimal !== undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
    return code >= 0x20 && code <= 0xffff && (code < 0xd800 || code > 0xdfff) ? String.fromCharCode(code) : all;
  });
}
