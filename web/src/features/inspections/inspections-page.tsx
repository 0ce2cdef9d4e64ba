import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { useMay } from '../../lib/session.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { UrgingTabs } from '../../ui/urging-tabs.js';
import { NewInspectionDialog } from './new-inspection-dialog.js';
import { type Inspection, useInspections } from './queries.js';

/** All inspections of the plan. */
export function InspectionsPage() {
  const { plan, asOf } = usePlanChoice();
  const mayManage = useMay('inspections.manage');
  const [adding, setAdding] = useState(false);
  return (
    <>
      <UrgingTabs />
      <PageHeading
        title="Kiểm tra"
        lead="Các đợt kiểm tra việc thực hiện kế hoạch, kết quả ở từng cơ quan và việc phải khắc phục."
        printed={plan ? `${plan.title}, tính đến ${formatDay(asOf)}` : undefined}
        actions={mayManage && plan ? <Button onClick={() => setAdding(true)}>Lập đợt kiểm tra</Button> : null}
      />
      {plan ? (
        <>
          <NewInspectionDialog planId={plan.id} opened={adding} onClose={() => setAdding(false)} />
          <InspectionList planId={plan.id} asOf={asOf} mayManage={mayManage} />
        </>
      ) : (
        <Empty title="Chưa có kế hoạch nào.">Nhập văn bản kế hoạch trước rồi lập đợt kiểm tra.</Empty>
      )}
    </>
  );
}

function InspectionList({ planId, asOf, mayManage }: { planId: string; asOf: string; mayManage: boolean }) {
  const list = useInspections(planId, asOf);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <Loading />;
  if (list.error) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  if (rows.length === 0) {
    return (
      <Empty title="Chưa có đợt kiểm tra nào.">
        {mayManage
          ? 'Bấm “Lập đợt kiểm tra”, rồi thêm từng cơ quan được kiểm tra.'
          : 'Khi cơ quan bạn được kiểm tra, kết quả và việc phải khắc phục sẽ hiện ở đây.'}
      </Empty>
    );
  }
  return (
    <>
      <PlainTable
        caption="Các đợt kiểm tra"
        captionHidden
        rows={rows}
        rowId={(one) => one.id}
        columns={[
          { id: 'title', header: 'Đợt kiểm tra', cell: (one) => <Title inspection={one} /> },
          {
            id: 'days',
            header: 'Thời gian',
            width: '200px',
            cell: (one) => `${formatDay(one.fromOn)} – ${formatDay(one.toOn)}`,
          },
          {
            id: 'visits',
            header: 'Đã kiểm tra',
            width: '130px',
            cell: (one) => `${formatNumber(one.heldCount)}/${formatNumber(one.visitCount)} cơ quan`,
          },
          {
            id: 'remedies',
            header: 'Việc phải khắc phục',
            width: '190px',
            cell: (one) =>
              one.overdueRemedyCount > 0
                ? `${formatNumber(one.remedyCount)}, quá hạn ${formatNumber(one.overdueRemedyCount)}`
                : formatNumber(one.remedyCount),
          },
        ]}
      />
      {list.hasNextPage ? (
        <Button mt="md" variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Xem các đợt trước
        </Button>
      ) : null}
    </>
  );
}

function Title({ inspection: { id, title, basisText } }: { inspection: Inspection }) {
  return (
    <div>
      <Link to="/don-doc/kiem-tra/$inspectionId" params={{ inspectionId: id }}>
        {title}
      </Link>
      <div>{basisText}</div>
    </div>
  );
}
