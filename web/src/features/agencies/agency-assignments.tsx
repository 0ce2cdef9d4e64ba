import { ASSIGNMENT_ROLE_LABELS } from '@plan/shared/vocabulary/assignments';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatDay, formatDayWithWeekday, formatNumber } from '../../lib/dates.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { TimelinessChip } from '../../ui/timeliness-chip.js';
import { agencyAssignments } from './queries.js';

/** What one agency leads and helps with in the plan that is chosen. */
export function AgencyAssignments({ agencyId }: { agencyId: string }) {
  const { plan, asOf } = usePlanChoice();
  const parts = useQuery({ ...agencyAssignments(agencyId, plan?.id ?? '', asOf), enabled: plan !== null });
  if (!plan) return null;
  return (
    <Section title={`Phân công trong kế hoạch năm ${plan.year}`} lead={`Theo ngày ${formatDay(asOf)}.`}>
      {parts.isPending ? <Loading /> : null}
      {parts.error ? <Failed error={parts.error} onRetry={() => void parts.refetch()} /> : null}
      {parts.data && parts.data.items.length === 0 ? (
        <Empty title="Cơ quan này không có phân công nào trong kế hoạch.">
          Chọn kế hoạch khác ở đầu trang để xem phân công của năm khác.
        </Empty>
      ) : null}
      {parts.data && parts.data.items.length > 0 ? (
        <PlainTable
          caption={`${formatNumber(parts.data.items.length)} phân công`}
          rows={parts.data.items}
          rowId={(part) => part.id}
          columns={[
            { id: 'number', header: 'STT', width: '56px', align: 'end', cell: (part) => part.taskNumber },
            {
              id: 'title',
              header: 'Nhiệm vụ',
              cell: (part) => (
                <Link to="/nhiem-vu/$taskId" params={{ taskId: part.taskId }}>
                  {part.taskTitle}
                </Link>
              ),
            },
            { id: 'role', header: 'Vai trò', width: '96px', cell: (part) => ASSIGNMENT_ROLE_LABELS[part.role] },
            {
              id: 'due',
              header: 'Hạn',
              width: '200px',
              cell: (part) => (part.dueOn ? formatDayWithWeekday(part.dueOn) : ''),
            },
            {
              id: 'state',
              header: 'Tình trạng',
              width: '208px',
              cell: (part) => (
                <TimelinessChip
                  timeliness={part.timeliness}
                  deadlineKind={part.deadlineKind}
                  dueOn={part.dueOn}
                  asOf={asOf}
                />
              ),
            },
          ]}
        />
      ) : null}
    </Section>
  );
}
