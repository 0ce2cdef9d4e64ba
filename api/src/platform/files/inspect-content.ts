import type { FileType } from '@plan/shared/vocabulary/files';
import { fileRefused } from './file-refusal.js';
import { inspectJpeg, inspectPng } from './inspect-image.js';
import { inspectOffice } from './inspect-office.js';
import { inspectPdf } from './inspect-pdf.js';
import { SNIFF_BYTES, sniffType } from './sniff-type.js';

/**
 * What a whole file is, by its content alone, looked through.
 * @throws DomainError with the reason why it is not taken
 */
export async function inspectContent(bytes: Buffer): Promise<FileType> {
  if (bytes.length === 0) throw fileRefused('file.empty');
  const sniffed = sniffType(bytes.subarray(0, SNIFF_BYTES));
  switch (sniffed) {
    case 'office':
      return inspectOffice(bytes);
    case 'pdf':
      await inspectPdf(bytes);
      return 'pdf';
    case 'png':
      inspectPng(bytes);
      return 'png';
    case 'jpg':
      inspectJpeg(bytes);
      return 'jpg';
    case 'compound':
      // Word and Excel put an encrypted document into a compound file under this name, in UTF-16.
      if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw fileRefused('file.encrypted');
      throw fileRefused(
        'file.type_refused',
        'Tệp Word, Excel dạng cũ (.doc, .xls) không được nhận. Hãy mở tệp và lưu lại thành .docx hoặc .xlsx.',
      );
  }
}
