import { EVENT_SUBJECT_LABELS, EVENT_TYPE_LABELS, EVENT_VIA_LABELS } from '@plan/shared/vocabulary/event-types';
import { csvLine } from '../http/csv.js';
import { tellInstant } from './domain/tell-event.js';
import type { AuditEventDto } from './event.dto.js';

const label = (labels: Record<string, string>, word: string): string => labels[word] ?? word;

/** The columns of the export, as people in Vietnam read them. */
const CELLS: readonly [string, (event: AuditEventDto) => string | number | null][] = [
  ['Mã sự kiện', ({ id }) => id],
  ['Thời điểm', ({ at }) => tellInstant(new Date(at).toISOString())],
  ['Người thực hiện', ({ actorLabel }) => actorLabel],
  ['Thay mặt', ({ onBehalfOfLabel }) => onBehalfOfLabel],
  ['Qua', ({ via }) => label(EVENT_VIA_LABELS, via)],
  ['Việc', ({ type }) => label(EVENT_TYPE_LABELS, type)],
  ['Nội dung', ({ text }) => text],
  ['Đối tượng', ({ subjectType }) => label(EVENT_SUBJECT_LABELS, subjectType)],
  ['Mã đối tượng', ({ subjectId }) => subjectId],
  ['Cơ quan', ({ agencyName }) => agencyName],
  ['Địa chỉ mạng', ({ address }) => address],
  ['Mã yêu cầu', ({ requestId }) => requestId],
  ['Trước', ({ before }) => (before === null ? null : JSON.stringify(before))],
  ['Sau', ({ after }) => (after === null ? null : JSON.stringify(after))],
  ['Đã niêm phong', ({ sealed }) => (sealed ? 'có' : 'chưa')],
];

export const auditCsvHead = (): string => csvLine(CELLS.map(([name]) => name));

export const auditCsvLine = (event: AuditEventDto): string => csvLine(CELLS.map(([, cell]) => cell(event)));
