import type { SourceDocument, SourceLine } from './source-document.js';

/**
 * The words above the annex table, line by line. Layout tables of the first page ("ỦY BAN NHÂN DÂN | CỘNG HÒA …") are
 * read cell by cell; a sentence that a page break cut is joined again.
 * @param headerLine line of the annex's header row
 */
export function linesAbove(document: SourceDocument, headerLine: number): SourceLine[] {
  const lines: SourceLine[] = [];
  for (const block of document.blocks) {
    if (block.line >= headerLine) break;
    if (block.kind === 'row') {
      for (const text of block.cells) if (text !== '') lines.push({ line: block.line, text });
      continue;
    }
    const before = lines.at(-1);
    if (before !== undefined && goesOn(before.text, block.text)) {
      lines[lines.length - 1] = { line: before.line, text: `${before.text} ${block.text}` };
    } else lines.push({ line: block.line, text: block.text });
  }
  return lines;
}

function goesOn(before: string, text: string): boolean {
  return /^\p{Ll}/u.test(text) && !/^\p{Ll}\s*[.)]/u.test(text) && !/[.;:!?]$/.test(before);
}

/** Heading of a section of the plan: "IV. TỔ CHỨC THỰC HIỆN". */
export const SECTION_HEADING = /^([IVX]{1,5})\s*[.:)]\s*(\p{Lu}.*)$/u;

/** Whether the line is set in capitals, as headings and signature blocks are. */
export function isInCapitals(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}
