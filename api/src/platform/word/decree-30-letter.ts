import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  type ISectionOptions,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';

/*
 * An official letter (công văn) in the form of Decree 30/2020/NĐ-CP, annex I: A4; margins 20–25 mm above and below,
 * 30–35 mm left, 15–20 mm right; Times New Roman, black; sizes as its table in part V says. Margins are twips: what
 * is rounded from millimetres can fall below the least that the decree allows.
 */
const PAGE = { width: 11_906, height: 16_838 };
const MARGIN = { top: 1_134, bottom: 1_134, left: 1_701, right: 1_134 };
const TEXT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right;
const FONT = 'Times New Roman';
/** Half points. */
const SIZE = { agency: 26, motto: 28, number: 26, about: 24, body: 28, recipientsHead: 24, recipients: 22, table: 26 };
const FIRST_LINE = 567;

export interface LetterTable {
  /** Header cells, with the part of the text's width that each column takes; the parts add up to 1. */
  columns: { title: string; part: number; centred?: boolean }[];
  rows: string[][];
}

export interface Decree30Letter {
  /** The agency above the one that writes; null where there is none to print. */
  superior: string | null;
  agency: string;
  /** "12/ĐĐ-ĐA06", after "Số:". */
  number: string;
  place: string;
  /** `YYYY-MM-DD`. */
  on: string;
  /** After "V/v". */
  about: string;
  to: string[];
  paragraphs: string[];
  table: LetterTable;
  closing: string[];
  signerTitle: string;
  /** After "Nơi nhận:", one a line, without dashes. */
  recipients: string[];
}

/** The letter as a Word document. */
export async function writeDecree30Letter(letter: Decree30Letter): Promise<Buffer> {
  const document = new Document({
    title: plain(letter.about),
    creator: plain(letter.agency),
    styles: { default: { document: { run: { font: FONT, size: SIZE.body } } } },
    sections: [section(letter)],
  });
  return Packer.toBuffer(document);
}

function section(letter: Decree30Letter): ISectionOptions {
  return {
    // The first page bears no number; the others bear it above, in the middle.
    properties: { titlePage: true, page: { size: PAGE, margin: MARGIN } },
    headers: { first: new Header({ children: [new Paragraph({})] }), default: pageNumber() },
    children: [
      heading(letter),
      paragraph([run('')], { after: 60 }),
      ...addressees(letter.to),
      ...letter.paragraphs.map(bodyParagraph),
      table(letter.table),
      paragraph([run('', SIZE.recipients)], { after: 0 }),
      ...letter.closing.map(bodyParagraph),
      foot(letter),
    ],
  };
}

const pageNumber = (): Header =>
  new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT], size: SIZE.number, font: FONT })],
      }),
    ],
  });

/** Agency, number and subject left; national name and motto, place and date right. */
function heading({ superior, agency, number, about, place, on }: Decree30Letter): Table {
  const left = [
    ...(superior ? [centred([run(superior.toUpperCase(), SIZE.agency)])] : []),
    centred([run(agency.toUpperCase(), SIZE.agency, { bold: true })]),
    line(1_250),
    centred([run(`Số: ${number}`, SIZE.number)], 120),
    centred([run(`V/v ${about}`, SIZE.about)], 60),
  ];
  const right = [
    centred([run('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', SIZE.agency, { bold: true })]),
    centred([run('Độc lập - Tự do - Hạnh phúc', SIZE.motto, { bold: true })]),
    line(950),
    centred([run(`${place}, ${dateInWords(on)}`, SIZE.motto, { italics: true })], 120),
  ];
  return bare([
    { width: Math.round(TEXT_WIDTH * 0.4), children: left },
    { width: TEXT_WIDTH - Math.round(TEXT_WIDTH * 0.4), children: right },
  ]);
}

/** One addressee stands on the line of "Kính gửi:"; several stand below it, each on its own. */
function addressees(to: readonly string[]): Paragraph[] {
  const [only] = to;
  if (to.length === 1) return [centred([run(`Kính gửi: ${only}.`)], 240, 240)];
  return [
    centred([run('Kính gửi:')], 240, 60),
    ...to.map((name, at) =>
      paragraph([run(`- ${name}${at === to.length - 1 ? '.' : ';'}`)], { indent: TEXT_WIDTH / 3, after: 60 }),
    ),
  ];
}

const bodyParagraph = (text: string): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: FIRST_LINE },
    spacing: { before: 120, after: 120, line: 288 },
    children: [run(text)],
  });

function table({ columns, rows }: LetterTable): Table {
  const widths = columns.map(({ part }) => Math.round(part * TEXT_WIDTH));
  const row = (cells: readonly string[], head: boolean): TableRow =>
    new TableRow({
      tableHeader: head,
      cantSplit: true,
      children: cells.map(
        (text, at) =>
          new TableCell({
            width: { size: widths[at] ?? 0, type: WidthType.DXA },
            verticalAlign: VerticalAlignTable.CENTER,
            margins: { left: 80, right: 80, top: 40, bottom: 40 },
            children: [
              paragraph([run(text, SIZE.table, { bold: head })], {
                alignment: head || columns[at]?.centred ? AlignmentType.CENTER : AlignmentType.LEFT,
                after: 0,
              }),
            ],
          }),
      ),
    });
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: [
      row(
        columns.map(({ title }) => title),
        true,
      ),
      ...rows.map((cells) => row(cells, false)),
    ],
  });
}

/** Recipients left; the signer's function and room for signature and name right. */
function foot({ recipients, signerTitle }: Decree30Letter): Table {
  const half = Math.round(TEXT_WIDTH / 2);
  return bare([
    {
      width: half,
      children: [
        paragraph([run('Nơi nhận:', SIZE.recipientsHead, { bold: true, italics: true })], { after: 0 }),
        ...recipients.map((text, at) =>
          paragraph([run(`- ${text}${at === recipients.length - 1 ? '.' : ';'}`, SIZE.recipients)], { after: 0 }),
        ),
      ],
    },
    {
      width: TEXT_WIDTH - half,
      children: [
        centred([run(signerTitle.toUpperCase(), SIZE.body, { bold: true })]),
        ...Array.from({ length: 4 }, () => centred([run('')])),
      ],
    },
  ]);
}

/** A table of one row without borders or cell margins, as the head and the foot of a letter stand in. */
function bare(cells: readonly { width: number; children: Paragraph[] }[]): Table {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const borders = { top: none, bottom: none, left: none, right: none };
  const margins = { left: 0, right: 0, top: 0, bottom: 0 };
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: cells.map(({ width }) => width),
    layout: TableLayoutType.FIXED,
    borders: { ...borders, insideHorizontal: none, insideVertical: none },
    margins,
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          ({ width, children }) =>
            new TableCell({ width: { size: width, type: WidthType.DXA }, borders, margins, children }),
        ),
      }),
    ],
  });
}

/** The line under an agency's name or the motto: a paragraph's border, drawn in from both sides. */
const line = (indent: number): Paragraph =>
  new Paragraph({
    indent: { left: indent, right: indent },
    spacing: { before: 0, after: 0, line: 60, lineRule: 'exact' },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    children: [],
  });

interface ParagraphLook {
  alignment?: (typeof AlignmentType)[keyof typeof AlignmentType];
  indent?: number;
  before?: number;
  after?: number;
}

const paragraph = (
  children: ParagraphChild[],
  { alignment, indent, before = 0, after = 120 }: ParagraphLook,
): Paragraph =>
  new Paragraph({
    ...(alignment ? { alignment } : {}),
    ...(indent ? { indent: { left: Math.round(indent) } } : {}),
    spacing: { before, after },
    children,
  });

const centred = (children: ParagraphChild[], before = 0, after = 0): Paragraph =>
  paragraph(children, { alignment: AlignmentType.CENTER, before, after });

const run = (text: string, size: number = SIZE.body, look: { bold?: boolean; italics?: boolean } = {}): TextRun =>
  new TextRun({ text: plain(text), size, font: FONT, ...look });

/** XML has no control characters. */
const plain = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, ' ');

/** "ngày 05 tháng 02 năm 2023": days below 10 and the months 1 and 2 take a zero (Decree 30/2020/NĐ-CP, annex I). */
export function dateInWords(on: string): string {
  const [year, month, day] = on.split('-') as [string, string, string];
  return `ngày ${day} tháng ${Number(month) < 3 ? month : Number(month)} năm ${year}`;
}
