import type { NoticeKind } from '@plan/shared/vocabulary/notices';
import { formatDate } from '../../calendar/domain/calendar-date.js';
import { periodName } from '../../reports/domain/periods.js';
import { taskName } from './digest.js';

/** The part of an event that a notice is made of. */
export interface ToldEvent {
  type: string;
  subjectId: string;
  after: Record<string, unknown> | null;
}

export interface NoticeWords {
  kind: NoticeKind;
  title: string;
  body: string;
  /** Path of the page where it is seen to. */
  link: string;
  /** Also by mail at once, if the person takes urgent ones by mail. */
  urgent: boolean;
}

/** The task to which a document belongs. */
export interface EvidencePlace {
  assignmentId: string;
  taskId: string;
  taskNumber: number | null;
  taskTitle: string;
}

/** The events that an agency is told of by themselves; everything else waits for the digest. */
export const TOLD_AT_ONCE = [
  'report.returned',
  'extension.granted',
  'extension.refused',
  'obstacle.decided',
  'evidence.refused',
  'evidence.confirmation_withdrawn',
] as const;

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What the agency concerned is told of an event; null for an event that is not told by itself. */
export function noticeWords({ type, subjectId, after }: ToldEvent, place: EvidencePlace | null): NoticeWords | null {
  const fields = after ?? {};
  const reason = textOf(fields.reason);
  const because = reason === '' ? '' : `Lý do: ${reason}`;
  switch (type) {
    case 'report.returned':
      return {
        kind: 'report_returned',
        title: `Báo cáo ${periodName(textOf(fields.periodLabel))} bị trả lại, cần sửa và nộp lại`,
        body: because === '' ? 'Lý do được ghi ở từng nhiệm vụ trong báo cáo.' : because,
        link: `/bao-cao/${subjectId}`,
        urgent: true,
      };
    case 'extension.granted': {
      const dueOn = textOf(fields.newDueOn) || textOf(fields.dueOn);
      return {
        kind: 'extension_decided',
        title:
          dueOn === '' ? 'Đề nghị gia hạn được đồng ý' : `Đề nghị gia hạn được đồng ý: hạn mới ${formatDate(dueOn)}`,
        body: because,
        link: '/don-doc/gia-han',
        urgent: true,
      };
    }
    case 'extension.refused':
      return {
        kind: 'extension_decided',
        title: 'Đề nghị gia hạn không được đồng ý',
        body: because,
        link: '/don-doc/gia-han',
        urgent: true,
      };
    case 'obstacle.decided': {
      const conclusion = textOf(fields.conclusion);
      return {
        kind: 'obstacle_decided',
        title: 'Đã có kết luận về khó khăn, vướng mắc',
        body: conclusion === '' ? because : `Kết luận: ${conclusion}`,
        link: `/vuong-mac/${subjectId}`,
        urgent: true,
      };
    }
    case 'evidence.refused':
    case 'evidence.confirmation_withdrawn':
      return {
        kind: 'evidence_refused',
        title:
          type === 'evidence.refused'
            ? 'Tài liệu minh chứng không được chấp nhận'
            : 'Xác nhận hoàn thành bị rút, phân công mở lại',
        body: [place ? taskName(place.taskNumber, place.taskTitle) : '', because].filter(Boolean).join('. '),
        link: place ? `/nhiem-vu/${place.taskId}?phan=${place.assignmentId}` : '/',
        urgent: false,
      };
    default:
      return null;
  }
}
