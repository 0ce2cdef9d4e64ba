import { Button, Checkbox } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { OnlyFor } from '../../ui/only-for.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { UrgingTabs } from '../../ui/urging-tabs.js';
import { type UrgingRow, useUrgings } from './queries.js';

const route = getRouteApi('/signed-in/don-doc/cong-van');

/** Written urgings: all of them for those who urge, its own for an agency. */
export function UrgingsPage() {
  return (
    <OnlyFor permission="reminders.read" title="Công văn đôn đốc">
      <Letters />
    </OnlyFor>
  );
}

export const answerWords = ({ itemCount, answeredCount, answerLate }: UrgingRow): string => {
  if (answeredCount === itemCount) return 'Đã trả lời đủ';
  const open = `Chờ trả lời ${formatNumber(itemCount - answeredCount)}/${formatNumber(itemCount)} việc`;
  return answerLate ? `${open}, đã quá hạn trả lời` : open;
};

function Letters() {
  const { plan, isPending, error, refetch } = usePlanChoice();
  return (
    <>
      <PageHeading
        title="Công văn đôn đốc"
        lead={plan ? `Kế hoạch năm ${plan.year}` : undefined}
        printed={plan ? plan.title : undefined}
      />
      <UrgingTabs />
      {isPending ? <Loading lines={8} /> : null}
      {error ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {!plan && !isPending && !error ? <Empty title="Chưa có kế hoạch nào." /> : null}
      {plan ? <LetterList planId={plan.id} /> : null}
    </>
  );
}

function LetterList({ planId }: { planId: string }) {
  const { cho } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useUrgings({ planId, unanswered: cho ? true : undefined });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Checkbox
        className="not-printed"
        mb="sm"
        label="Chỉ hiện công văn chưa trả lời đủ"
        checked={cho !== undefined}
        onChange={(event) => {
          const next = event.currentTarget.checked ? ('tra-loi' as const) : undefined;
          void navigate({ search: (before) => ({ ...before, cho: next }), replace: true });
        }}
      />
      {list.isPending ? <Loading lines={8} /> : null}
      {list.error && rows.length === 0 ? <Failed error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data && rows.length === 0 ? (
        <Empty title={cho ? 'Không có công văn nào chờ trả lời.' : 'Chưa có công văn đôn đốc nào.'}>
          Công văn gửi cho cơ quan, cùng nội dung trả lời, hiện ở đây.
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <PlainTable
          caption="Công văn đôn đốc"
          captionHidden
          rows={rows}
          rowId={({ id }) => id}
          columns={[
            {
              id: 'number',
              header: 'Số',
              width: '112px',
              cell: ({ id, number, year }) => (
                <Link to="/don-doc/cong-van/$urgingId" params={{ urgingId: id }}>
                  Số {number}/{year}
                </Link>
              ),
            },
            { id: 'on', header: 'Ngày gửi', width: '112px', cell: ({ onDay }) => formatDay(onDay) },
            { id: 'agency', header: 'Gửi cơ quan', width: '232px', cell: ({ agencyName }) => agencyName },
            { id: 'subject', header: 'Về việc', cell: ({ subject }) => subject },
            { id: 'items', header: 'Số việc', width: '80px', align: 'end', cell: ({ itemCount }) => itemCount },
            { id: 'by', header: 'Hạn trả lời', width: '112px', cell: ({ answerBy }) => formatDay(answerBy) },
            { id: 'answer', header: 'Trả lời', width: '200px', cell: answerWords },
          ]}
        />
      ) : null}
      {list.hasNextPage ? (
        <Button variant="default" mt="md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Xem thêm công văn cũ hơn
        </Button>
      ) : null}
    </>
  );
}
