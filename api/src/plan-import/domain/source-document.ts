/**
 * What every reader of a file makes of it, whatever the format: paragraphs and table rows in reading order, plain
 * text, NFC. The steps behind know nothing of files; a reader of Word or Excel is one more producer of this shape.
 */
export interface SourceDocument {
  blocks: readonly Block[];
}

export type Block = ParagraphBlock | TableRowBlock;

export interface ParagraphBlock {
  kind: 'paragraph';
  /** Where it stands in the file: line of a text file, paragraph or row of another; from 1. */
  line: number;
  /** Never empty. */
  text: string;
}

export interface TableRowBlock {
  kind: 'row';
  line: number;
  /** The cells from left to right, trimmed; an empty cell is an empty text. */
  cells: readonly string[];
}

/** A piece of text with its place in the file. */
export interface SourceLine {
  line: number;
  text: string;
}
