import { DIGEST_SECTIONS, type DigestSection } from '@plan/shared/vocabulary/notices';
import { daysBetween, formatDate, weekdayName } from '../../calendar/domain/calendar-date.js';
import { periodName } from '../../reports/domain/periods.js';

/** One thing in a digest. */
export interface DigestLine {
  text: string;
  /** What more is to be said, e.g. the agency. */
  detail: string | null;
  /** The day on which it is due. */
  dueOn: string | null;
  /** Path of the page where it is done. */
  link: string;
}

export interface DigestPart {
  /** For whom: null for oneself, else the absent person whose deputy one is. */
  onBehalfOf: string | null;
  sections: { section: DigestSection; lines: DigestLine[]; more: number; moreLink: string }[];
}

export interface DigestContent {
  day: string;
  parts: DigestPart[];
}

/** What the sections are made of; a list that does not concern the person is left out. */
export interface DigestFacts {
  leads?: readonly {
    assignmentId: string;
    taskId: string;
    taskNumber: number | null;
    taskTitle: string;
    dueOn: string;
    timeliness: string;
  }[];
  reports?: readonly { reportId: string; periodLabel: string; state: string; dueOn: string }[];
  /** How often each was urged in writing, by the id of the assignment or report. */
  urgings?: ReadonlyMap<string, number>;
  silent?: readonly {
    assignmentId: string;
    taskId: string;
    taskNumber: number | null;
    title: string;
    agencyName: string | null;
    kind: string;
  }[];
  escalated?: Counted<{
    assignmentId: string | null;
    reportId: string | null;
    taskId: string | null;
    taskNumber: number | null;
    title: string | null;
    periodLabel: string | null;
    agencyName: string;
    dueOn: string;
    urgingCount: number;
  }>;
  evidence?: Counted<{
    assignmentId: string;
    taskId: string;
    taskNumber: number | null;
    taskTitle: string;
    agencyName: string;
    number: string;
  }>;
  reviews?: Counted<{ reportId: string; periodLabel: string; agencyName: string }>;
  extensions?: Counted<{
    extensionId: string;
    number: number;
    agencyName: string;
    taskNumber: number | null;
    taskTitle: string;
    newDueOn: string;
  }>;
  obstacles?: Counted<{
    obstacleId: string;
    number: number;
    agencyName: string;
    text: string;
    wantedBy: string | null;
  }>;
  province?: { leads: number; agencies: number; lateReports: number };
}

interface Counted<Item> {
  count: number;
  items: readonly Item[];
}

/** Lines of one section at most; the page has them all. */
export const MOST_LINES = 20;
/** A report is spoken of from so many days before it is due. */
const REPORT_DAYS = 7;

type Lines = { lines: DigestLine[]; count: number; moreLink: string };

/** The sections of one person as of a day, in the order of DIGEST_SECTIONS; those with nothing in them are left out. */
export function digestSections(facts: DigestFacts, day: string): DigestPart['sections'] {
  const bySection: Record<DigestSection, Lines> = {
    reports_returned: reportsIn(facts, ({ state }) => state === 'returned'),
    overdue: leadsIn(facts, 'overdue'),
    due_soon: leadsIn(facts, 'due_soon'),
    reports_owed: reportsIn(facts, ({ state, dueOn }) => state === 'draft' && daysBetween(day, dueOn) <= REPORT_DAYS),
    silent: silentIn(facts),
    confirmations_waiting: evidenceIn(facts),
    reviews_waiting: reviewsIn(facts),
    decisions_waiting: decisionsIn(facts),
    escalated: escalatedIn(facts),
    province_overdue: provinceIn(facts),
  };
  return DIGEST_SECTIONS.flatMap((section) => {
    const { lines, count, moreLink } = bySection[section];
    if (lines.length === 0) return [];
    const shown = lines.slice(0, MOST_LINES);
    return [{ section, lines: shown, more: Math.max(0, count - shown.length), moreLink }];
  });
}

/** `Nhiệm vụ 5: Ban hành Chỉ thị …`; what stands outside the annex has no number. */
export const taskName = (number: number | null, title: string): string =>
  number === null ? title : `Nhiệm vụ ${number}: ${title}`;

/** `đã có 2 công văn đôn đốc`. */
const urgedWords = (times: number | undefined): string | null => (times ? `đã có ${times} công văn đôn đốc` : null);

function leadsIn({ leads = [], urgings }: DigestFacts, timeliness: string): Lines {
  const lines = leads
    .filter((lead) => lead.timeliness === timeliness)
    .map(({ assignmentId, taskId, taskNumber, taskTitle, dueOn }) => ({
      text: taskName(taskNumber, taskTitle),
      detail: urgedWords(urgings?.get(assignmentId)),
      dueOn,
      link: `/nhiem-vu/${taskId}?phan=${assignmentId}`,
    }));
  return { lines, count: lines.length, moreLink: `/nhiem-vu?timeliness=${timeliness}` };
}

function reportsIn(
  { reports = [], urgings }: DigestFacts,
  which: (report: { state: string; dueOn: string }) => boolean,
): Lines {
  const lines = reports.filter(which).map(({ reportId, periodLabel, dueOn }) => ({
    text: `Báo cáo ${periodName(periodLabel)}`,
    detail: urgedWords(urgings?.get(reportId)),
    dueOn,
    link: `/bao-cao/${reportId}`,
  }));
  return { lines, count: lines.length, moreLink: '/bao-cao' };
}

const SILENT_WORDS: Record<string, string> = {
  silent_month: 'chưa có báo cáo trong tháng',
  undated_month: 'chưa có thời hạn',
};

function silentIn({ silent = [] }: DigestFacts): Lines {
  const lines = silent.map(({ assignmentId, taskId, taskNumber, title, agencyName, kind }) => ({
    text: taskName(taskNumber, title),
    detail: [agencyName, SILENT_WORDS[kind]].filter(Boolean).join(', ') || null,
    dueOn: null,
    link: `/nhiem-vu/${taskId}?phan=${assignmentId}`,
  }));
  return { lines, count: lines.length, moreLink: '/nhiem-vu?timeliness=no_deadline' };
}

function escalatedIn({ escalated }: DigestFacts): Lines {
  const lines = (escalated?.items ?? []).map((item) => ({
    text: item.title === null ? `Báo cáo ${periodName(item.periodLabel ?? '')}` : taskName(item.taskNumber, item.title),
    detail: [item.agencyName, urgedWords(item.urgingCount)].filter(Boolean).join(', '),
    dueOn: item.dueOn,
    link: item.taskId ? `/nhiem-vu/${item.taskId}?phan=${item.assignmentId}` : `/bao-cao/${item.reportId}`,
  }));
  return { lines, count: escalated?.count ?? 0, moreLink: '/don-doc' };
}

function evidenceIn({ evidence }: DigestFacts): Lines {
  const lines = (evidence?.items ?? []).map(({ assignmentId, taskId, taskNumber, taskTitle, agencyName, number }) => ({
    text: taskName(taskNumber, taskTitle),
    detail: `${agencyName}, văn bản ${number}`,
    dueOn: null,
    link: `/nhiem-vu/${taskId}?phan=${assignmentId}`,
  }));
  return { lines, count: evidence?.count ?? 0, moreLink: '/' };
}

/** A line of a digest is no place for a whole letter. */
const OBSTACLE_WORDS = 120;

function decisionsIn({ extensions, obstacles }: DigestFacts): Lines {
  const asked = (extensions?.items ?? []).map(({ number, agencyName, taskNumber, taskTitle, newDueOn }) => ({
    text: `Đề nghị gia hạn số ${number}: ${taskName(taskNumber, taskTitle)}`,
    detail: `${agencyName}, xin đến ${formatDate(newDueOn)}`,
    dueOn: null,
    link: '/don-doc/gia-han?state=pending',
  }));
  const raised = (obstacles?.items ?? []).map(({ obstacleId, number, agencyName, text, wantedBy }) => ({
    text: `Vướng mắc số ${number}: ${text.length > OBSTACLE_WORDS ? `${text.slice(0, OBSTACLE_WORDS).trimEnd()}…` : text}`,
    detail: agencyName,
    dueOn: wantedBy,
    link: `/vuong-mac/${obstacleId}`,
  }));
  return {
    lines: [...asked, ...raised],
    count: (extensions?.count ?? 0) + (obstacles?.count ?? 0),
    moreLink: raised.length > asked.length ? '/vuong-mac' : '/don-doc/gia-han',
  };
}

function reviewsIn({ reviews }: DigestFacts): Lines {
  const lines = (reviews?.items ?? []).map(({ reportId, periodLabel, agencyName }) => ({
    text: `Báo cáo ${periodName(periodLabel)}`,
    detail: agencyName,
    dueOn: null,
    link: `/bao-cao/${reportId}`,
  }));
  return { lines, count: reviews?.count ?? 0, moreLink: '/bao-cao/xet' };
}

function provinceIn({ province }: DigestFacts): Lines {
  const lines: DigestLine[] = [];
  const line = (text: string, link: string): void => void lines.push({ text, detail: null, dueOn: null, link });
  if (province && province.leads > 0) {
    line(
      `${province.leads} phân công chủ trì quá hạn, của ${province.agencies} cơ quan`,
      '/nhiem-vu?timeliness=overdue',
    );
  }
  if (province && province.lateReports > 0) line(`${province.lateReports} báo cáo quá hạn nộp`, '/bao-cao/cac-ky');
  return { lines, count: lines.length, moreLink: '/nhiem-vu?timeliness=overdue' };
}

/** How many things there are, those that are not listed counted too. */
export function countOf({ parts }: DigestContent): number {
  return sumOf(parts, () => true);
}

const SHORT: readonly [DigestSection, string][] = [
  ['reports_returned', 'báo cáo bị trả lại'],
  ['overdue', 'việc quá hạn'],
  ['due_soon', 'việc sắp đến hạn'],
  ['reports_owed', 'báo cáo phải nộp'],
  ['silent', 'việc chưa báo cáo'],
  ['confirmations_waiting', 'tài liệu chờ xác nhận'],
  ['reviews_waiting', 'báo cáo chờ xét'],
  ['decisions_waiting', 'việc chờ quyết định'],
  ['escalated', 'việc quá hạn kéo dài'],
];

/** `2 việc quá hạn, 1 báo cáo phải nộp`. */
export function digestInShort({ parts }: DigestContent): string {
  const words = SHORT.flatMap(([section, name]) => {
    const count = sumOf(parts, (each) => each === section);
    return count > 0 ? [`${count} ${name}`] : [];
  });
  return words.length > 0 ? words.join(', ') : 'tình hình quá hạn toàn tỉnh';
}

function sumOf(parts: readonly DigestPart[], counts: (section: DigestSection) => boolean): number {
  const sections = parts.flatMap((part) => part.sections).filter(({ section }) => counts(section));
  return sections.reduce((sum, { lines, more }) => sum + lines.length + more, 0);
}

/** `Thứ Sáu, 31/3/2023 (quá hạn 12 ngày)`. */
export function dueWords(dueOn: string, day: string): string {
  const days = daysBetween(day, dueOn);
  const left = days > 0 ? `còn ${days} ngày` : days === 0 ? 'hết hạn trong ngày' : `quá hạn ${-days} ngày`;
  return `${weekdayName(dueOn)}, ${formatDate(dueOn)} (${left})`;
}
