import { linesAbove, SECTION_HEADING } from './front-matter-lines.js';
import type { SourceDocument, SourceLine } from './source-document.js';

/** A duty that the plan's text gives outside the annex (section "Tổ chức thực hiện"), proposed apart from the tasks. */
export interface StandingDuty {
  title: string;
  /** Who owes it, in words of the document. */
  leadText: string;
  coordinateText: string;
  /** The words that set its time. */
  deadlineText: string;
  /** Set where the words mean a standing duty whatever a reader of deadlines makes of them. */
  fixedKind: 'ongoing' | null;
  /** Numeral of the section, "IV". */
  section: string;
  line: number;
  source: { heading: string; item: string };
}

const OWN_DATE = /Hoàn thành (?:xong )?(?:trong|trước|chậm nhất)[^.;]{1,80}/iu;
/** The monthly report is tracked by reporting periods, never also as a task. */
const PERIODIC_REPORT = /(?:hằng|hàng) (?:tháng|quý).{0,40}báo cáo|báo cáo.{0,60}(?:hằng|hàng) (?:tháng|quý)/iu;
const REPORT_UPWARD = /chế độ báo cáo.{0,60}(?:Chính phủ|Bộ |Trung ương)/u;
const WITH_WHOM = /phối hợp với (.{1,200}?) (?:tham mưu|thực hiện|xây dựng|tổ chức|triển khai|tiến hành|trong)/u;

/**
 * Reads the duties of the section "Tổ chức thực hiện": those with a date of their own, and reporting to the bodies
 * above. Never fails; without such a section there are none.
 */
export function readStandingDuties(document: SourceDocument, headerLine: number): StandingDuty[] {
  const duties: StandingDuty[] = [];
  let section: string | null = null;
  let heading: string | null = null;
  for (const line of linesAbove(document, headerLine)) {
    const numeral = SECTION_HEADING.exec(line.text);
    if (numeral !== null) {
      section = /TỔ CHỨC THỰC HIỆN/iu.test(numeral[2] as string) ? (numeral[1] as string) : null;
      heading = null;
      continue;
    }
    if (section === null) continue;
    const named = /^\d{1,2}\s*[.)]\s*(\S.*)$/u.exec(line.text)?.[1];
    if (named !== undefined) heading = named;
    const item = /^[-–+•]\s*(\S.*)$/u.exec(line.text)?.[1];
    if (item === undefined || heading === null || PERIODIC_REPORT.test(item)) continue;
    const duty = readDuty(line, item, heading, section);
    if (duty !== null) duties.push(duty);
  }
  return duties;
}

function readDuty({ line }: SourceLine, item: string, heading: string, section: string): StandingDuty | null {
  const found = { section, line, source: { heading, item } };
  const deadline = OWN_DATE.exec(item)?.[0];
  if (deadline !== undefined) {
    const title = item.replace(OWN_DATE, '').replace(/\s*[.;]\s*[.;]?\s*$/, '');
    const leadText = whoOwes(heading, item);
    return { ...found, title, leadText, coordinateText: '', deadlineText: deadline.trim(), fixedKind: null };
  }
  if (!REPORT_UPWARD.test(item)) return null;
  return {
    ...found,
    title: item.replace(/\s*[.;]$/, ''),
    leadText: heading,
    coordinateText: WITH_WHOM.exec(item)?.[1] ?? '',
    deadlineText: /báo cáo định kỳ/iu.exec(item)?.[0] ?? '',
    fixedKind: 'ongoing',
  };
}

/** Levels that one heading addresses together, and the words by which an item picks some of them. */
const LEVELS: readonly { inHeading: RegExp; inItem: RegExp }[] = [
  { inHeading: /các sở, ban, ngành/iu, inItem: /cấp tỉnh|các sở, ban, ngành/iu },
  {
    inHeading: /(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND) các huyện, thị xã, thành phố/iu,
    inItem: /cấp huyện|các huyện, thị xã, thành phố/iu,
  },
  {
    inHeading: /(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND) các xã, phường, thị trấn/iu,
    inItem: /cấp xã|các xã, phường, thị trấn/iu,
  },
];

/**
 * The heading can address every level while the item binds only some: "Các cơ quan, đơn vị cấp tỉnh … (riêng Ủy ban
 * nhân dân các huyện, thị xã, thành phố …)" is not for communes.
 */
function whoOwes(heading: string, item: string): string {
  const picked = LEVELS.filter(({ inItem }) => inItem.test(item))
    .map(({ inHeading }) => inHeading.exec(heading)?.[0])
    .filter((words) => words !== undefined);
  return picked.length === 0 ? heading : picked.join('; ');
}
