import { FILE_TYPE_ENTRIES, type FileType } from '@plan/shared/vocabulary/files';
import { fileRefused } from './file-refusal.js';

const LONGEST = 200;

// Controls, lone surrogates and what makes a name read otherwise than it is ("baocao\u202Efdp.exe").
const MISLEADING = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/u;

/**
 * The name of an uploaded file, NFC, without folders. Browsers write its UTF-8 bytes plainly, and the reader of the
 * form hands them over as latin1; a client that writes `filename*` (RFC 5987) has them decoded already.
 * @throws DomainError `file.name_invalid`
 */
export function readFileName(sent: string): string {
  let name = sent;
  const isDecoded = [...sent].some((letter) => letter > '\u00ff');
  if (!isDecoded) {
    try {
      name = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(sent, 'latin1'));
    } catch {
      // Bytes that are no UTF-8 are letters of latin1 as they stand.
    }
  }
  name = (name.normalize('NFC').split(/[/\\]/).at(-1) as string).trim();
  const stem = name.replace(/\.[^.]*$/, '').replace(/[.\s]/g, '');
  if (stem === '' || [...name].length > LONGEST || MISLEADING.test(name)) throw fileRefused('file.name_invalid');
  return name;
}

/**
 * Holds the ending of a name against what the content is: people and their programs go by the ending.
 * @throws DomainError `file.name_mismatch`
 */
export function checkExtension(name: string, type: FileType): void {
  const { extensions, label } = FILE_TYPE_ENTRIES[type];
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  if (ending !== undefined && extensions.includes(ending)) return;
  throw fileRefused(
    'file.name_mismatch',
    `Nội dung tệp là ${label} nhưng tên tệp không kết thúc bằng .${extensions[0]}. Hãy đổi lại đuôi tên tệp cho đúng rồi tải lên.`,
  );
}

/** `Content-Disposition` of a download: a plain name for old programs, the true one beside it (RFC 6266, RFC 8187). */
export function attachmentHeader(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  const exact = encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact.replace(/%[0-9a-f]{2}/g, (code) => code.toUpperCase())}`;
}
