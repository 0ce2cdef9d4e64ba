/**
 * What looks like a citizen's identity number: 9 digits (old identity card) or 12 (Căn cước), also written in groups.
 * Only officials' work is kept here (Law 91/2025/QH15 on personal data); a warning, because a document's number may
 * look the same.
 */
const IDENTITY_NUMBER = /(?<![\d/.-])(?:\d{12}|\d{9}|\d{3}[ .]\d{3}[ .]\d{3}(?:[ .]\d{3})?)(?![\d/-])/u;

/** Warnings for a text that people are about to share, in Vietnamese; empty when nothing was noticed. */
export function personalDataWarnings(text: string): string[] {
  if (!IDENTITY_NUMBER.test(text)) return [];
  return [
    'Nội dung có dãy 9 hoặc 12 chữ số giống số định danh cá nhân. Nếu đúng vậy, hãy bỏ đi: hệ thống không lưu dữ liệu công dân.',
  ];
}
