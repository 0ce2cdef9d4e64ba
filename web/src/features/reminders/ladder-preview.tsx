import {
  REMINDER_KIND_LABELS,
  REMINDER_KINDS,
  REMINDER_RECIPIENT_LABELS,
  REMINDER_RECIPIENTS,
} from '@plan/shared/vocabulary/reminders';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Empty } from '../../ui/states.js';
import type { LadderPreview } from './queries.js';
import classes from './reminders.module.css';

/** Whom a ladder would tell of what: in numbers, then one by one. */
export function LadderPreviewTables({ preview }: { preview: LadderPreview }) {
  if (preview.subjects === 0) {
    return <Empty title={`Ngày ${formatDay(preview.day)} không ai được nhắc việc gì.`} />;
  }
  const kinds = REMINDER_KINDS.filter((kind) => preview.counts.some((one) => one.kind === kind));
  const countOf = (kind: string, role: string): number =>
    preview.counts.find((one) => one.kind === kind && one.recipientRole === role)?.count ?? 0;
  return (
    <>
      <p role="status">
        Ngày {formatDay(preview.day)}: {formatNumber(preview.subjects)} việc có người được nhắc.
      </p>
      <PlainTable
        caption="Số việc được nhắc, theo người nhận"
        rows={kinds}
        rowId={(kind) => kind}
        columns={[
          { id: 'kind', header: 'Bậc', cell: (kind) => REMINDER_KIND_LABELS[kind] },
          ...REMINDER_RECIPIENTS.map((role) => ({
            id: role,
            header: REMINDER_RECIPIENT_LABELS[role],
            align: 'end' as const,
            width: '152px',
            cell: (kind: (typeof kinds)[number]) => formatNumber(countOf(kind, role)),
          })),
        ]}
      />
      <div className={classes.apart}>
        <PlainTable
          caption={
            preview.items.length < preview.subjects
              ? `${formatNumber(preview.items.length)} việc quá hạn lâu nhất`
              : 'Từng việc'
          }
          rows={preview.items}
          rowId={({ subjectId, kind }) => `${subjectId} ${kind}`}
          columns={[
            { id: 'agency', header: 'Cơ quan', width: '216px', cell: ({ agencyName }) => agencyName },
            {
              id: 'title',
              header: 'Nhiệm vụ, báo cáo',
              cell: ({ taskNumber, taskTitle, periodLabel }) =>
                taskTitle ? `${taskNumber ?? ''}. ${taskTitle}` : `Báo cáo kỳ ${periodLabel ?? ''}`,
            },
            { id: 'due', header: 'Hạn', width: '112px', cell: ({ dueOn }) => (dueOn ? formatDay(dueOn) : 'Không có') },
            { id: 'kind', header: 'Bậc', width: '192px', cell: ({ kind }) => REMINDER_KIND_LABELS[kind] },
            {
              id: 'who',
              header: 'Người được nhắc',
              width: '216px',
              cell: ({ recipients, sent }) =>
                `${recipients.map((role) => REMINDER_RECIPIENT_LABELS[role]).join(', ')}${sent ? ' (đã nhắc)' : ''}`,
            },
          ]}
        />
      </div>
    </>
  );
}
