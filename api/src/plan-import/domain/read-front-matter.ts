import { isInCapitals, linesAbove, SECTION_HEADING } from './front-matter-lines.js';
import type { SourceDocument, SourceLine } from './source-document.js';

/** How many tasks or groups the text says there are, and where it says so. */
export interface ClaimedCount {
  count: number;
  /** The words that claim it: "33 nhiệm vụ". */
  words: string;
  /** Where, for a person: "mục II" or "tiêu đề phụ lục". */
  where: string;
  line: number;
}

/** What stands around the annex. A blank in the text is null here; nothing is made up. */
export interface FrontMatter {
  number: string | null;
  /** YYYY-MM-DD; null when day or month is left blank, as before the decision is issued. */
  issuedOn: string | null;
  place: string | null;
  issuingBody: string | null;
  /** What the decision decides: "Ban hành Kế hoạch …". */
  title: string | null;
  /** The title of the plan that it promulgates. */
  planTitle: string | null;
  /** The year that the plan is for; null when no title names one. */
  year: number | null;
  signer: { name: string; title: string } | null;
  legalBases: string[];
  /** At whose proposal: "Theo đề nghị của …". */
  proposedBy: string | null;
  recipients: string[];
  claims: { taskCounts: ClaimedCount[]; groupCounts: ClaimedCount[] };
}

/** Reads the decision and the text of the plan, down to the header row of the annex. Never fails. */
export function readFrontMatter(document: SourceDocument, headerLine: number): FrontMatter {
  const lines = linesAbove(document, headerLine);
  const { place, issuedOn, dateYear } = readPlaceAndDate(lines);
  const { title, issuingBody } = readDecisionTitle(lines);
  const planTitle = readPlanTitle(lines);
  const annexTitle = lines.findLast(({ text }) => /^(phụ lục|danh mục)/iu.test(text))?.text ?? null;
  const year = [planTitle, title, annexTitle].map(yearOfTitle).find((found) => found !== null) ?? dateYear;
  return {
    number: readNumber(lines),
    issuedOn,
    place,
    issuingBody,
    title,
    planTitle,
    year,
    signer: readSigner(lines),
    legalBases: lines.filter(({ text }) => /^Căn cứ\s/iu.test(text)).map(({ text }) => withoutEnd(text)),
    proposedBy:
      lines.filter(({ text }) => /^Theo đề nghị\s/iu.test(text)).map(({ text }) => withoutEnd(text))[0] ?? null,
    recipients: readRecipients(lines),
    claims: readClaims(lines),
  };
}

function withoutEnd(text: string): string {
  return text.replace(/\s*(?:[;,.]|\.\/\.)$/, '');
}

function readNumber(lines: SourceLine[]): string | null {
  const line = lines.find(({ text }) => /^Số\s*:/iu.test(text) && text.length < 60);
  const number = line?.text.replace(/^Số\s*:\s*/iu, '').trim() ?? '';
  // "/QĐ-UBND": the number is written in when the decision is issued.
  return /^\d/.test(number) ? number.replace(/\s+/g, '') : null;
}

const PLACE_AND_DATE = /^(\p{Lu}[^,]{1,60}),\s*ngày\s*([\d.…]*)\s*tháng\s*([\d.…]*)\s*năm\s*(\d{4})?/iu;

function readPlaceAndDate(lines: SourceLine[]) {
  const found = lines.map(({ text }) => PLACE_AND_DATE.exec(text)).find((match) => match !== null);
  const [, place = null, day = '', month = '', year] = found ?? [];
  return { place, issuedOn: dateOf(year, month, day), dateYear: year === undefined ? null : Number(year) };
}

function dateOf(year: string | undefined, month: string, day: string): string | null {
  if (year === undefined || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(day)) return null;
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = new Date(`${on}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(on) ? on : null;
}

function readDecisionTitle(lines: SourceLine[]) {
  const at = lines.findIndex(({ text }) => text === 'QUYẾT ĐỊNH');
  if (at < 0) return { title: null, issuingBody: bodyIn(lines) };
  const title = sentenceBelow(lines, at);
  return { title, issuingBody: bodyIn(lines.slice(at)) ?? bodyIn(lines) };
}

/** The first line in capitals that names the body: the same words also open the first page. */
function bodyIn(lines: SourceLine[]): string | null {
  return lines.find(({ text }) => isInCapitals(text) && /^(ỦY|UỶ) BAN NHÂN DÂN/.test(text))?.text ?? null;
}

function readPlanTitle(lines: SourceLine[]): string | null {
  const at = lines.findIndex(({ text }) => text === 'KẾ HOẠCH');
  return at < 0 ? null : sentenceBelow(lines, at);
}

/** The lines below a heading that belong to its sentence: up to the next heading, bracket or legal base. */
function sentenceBelow(lines: SourceLine[], at: number): string | null {
  const words: string[] = [];
  for (const { text } of lines.slice(at + 1)) {
    if (isInCapitals(text) || /^(?:\(|Căn cứ\s|Điều \d|[IVX]+\.)/u.test(text) || words.length === 5) break;
    words.push(text);
  }
  return words.length === 0 ? null : words.join(' ');
}

function yearOfTitle(title: string | null): number | null {
  if (title === null) return null;
  // "giai đoạn 2022 - 2025, tầm nhìn đến năm 2030 … trong năm 2023": horizons are not the plan's own year.
  const own = /trong năm (\d{4})/iu.exec(title) ?? [...title.matchAll(/(?<!đến )năm (\d{4})/giu)].at(-1);
  return own?.[1] === undefined ? null : Number(own[1]);
}

function readSigner(lines: SourceLine[]): FrontMatter['signer'] {
  const at = lines.findIndex(({ text }) => /^(TM|KT|TUQ|TL)\.\s/.test(text) && isInCapitals(text));
  if (at < 0) return null;
  const title: string[] = [];
  for (const { text } of lines.slice(at, at + 6)) {
    if (isInCapitals(text)) title.push(text);
    else return /^\p{Lu}/u.test(text) && text.length < 60 ? { name: text, title: title.join(' ') } : null;
  }
  return null;
}

function readRecipients(lines: SourceLine[]): string[] {
  const at = lines.findIndex(({ text }) => /^Nơi nhận\s*:?/iu.test(text));
  const recipients: string[] = [];
  for (const { text } of at < 0 ? [] : lines.slice(at + 1)) {
    const item = /^[-–+•]\s*(\S.*)$/u.exec(text)?.[1];
    if (item === undefined) break;
    recipients.push(withoutEnd(item));
  }
  return recipients;
}

const TASKS_CLAIMED = /(?<!đề án )(?<![\d/])(\d{1,4}) (?:đầu mục )?nhiệm vụ/giu;
const GROUPS_CLAIMED = /(?<!đề án )(?<![\d/])(\d{1,3}) nhóm(?: nhiệm vụ)?/giu;

function readClaims(lines: SourceLine[]): FrontMatter['claims'] {
  const claims: FrontMatter['claims'] = { taskCounts: [], groupCounts: [] };
  let where = 'phần đầu văn bản';
  for (const { line, text } of lines) {
    const section = SECTION_HEADING.exec(text)?.[1];
    if (section !== undefined) where = `mục ${section}`;
    if (/^(phụ lục|danh mục)/iu.test(text)) where = 'tiêu đề phụ lục';
    const read = (pattern: RegExp) =>
      [...text.matchAll(pattern)].map(([words, count]) => ({ count: Number(count), words, where, line }));
    claims.taskCounts.push(...read(TASKS_CLAIMED));
    claims.groupCounts.push(...read(GROUPS_CLAIMED));
  }
  return claims;
}
