import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { HistoryLink } from '../../ui/history-link.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Fact, Facts } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { UrgingTabs } from '../../ui/urging-tabs.js';
import { NewVisitDialog } from './new-visit-dialog.js';
import { inspectionQuery } from './queries.js';
import { VisitSection } from './visit-section.js';

/** One inspection: the agencies visited, what was found there, what is to be put right by when. */
export function InspectionPage() {
  const { inspectionId } = useParams({ from: '/signed-in/don-doc/kiem-tra/$inspectionId' });
  const { asOf } = usePlanChoice();
  const { data, error, isPending, refetch } = useQuery(inspectionQuery(inspectionId, asOf));
  const [adding, setAdding] = useState(false);
  if (isPending) return <Loading />;
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <UrgingTabs />
      <PageHeading
        title={data.title}
        lead={<Link to="/don-doc/kiem-tra">Tất cả các đợt kiểm tra</Link>}
        printed={`Tính đến ${formatDay(asOf)}`}
        actions={data.mayManage ? <Button onClick={() => setAdding(true)}>Thêm cơ quan được kiểm tra</Button> : null}
      />
      <Facts>
        <Fact name="Căn cứ">{data.basisText}</Fact>
        <Fact name="Thời gian">
          {formatDay(data.fromOn)} – {formatDay(data.toOn)}
        </Fact>
        <Fact name="Đã kiểm tra">
          {formatNumber(data.heldCount)}/{formatNumber(data.visitCount)} cơ quan
        </Fact>
        <Fact name="Việc phải khắc phục">
          {data.remedyCount === 0
            ? 'Chưa có'
            : `${formatNumber(data.remedyCount)}, quá hạn ${formatNumber(data.overdueRemedyCount)}`}
        </Fact>
      </Facts>
      <HistoryLink subjectId={data.id} />
      <NewVisitDialog inspection={data} opened={adding} onClose={() => setAdding(false)} />
      {data.visits.length === 0 ? (
        <Empty title="Chưa có cơ quan nào trong đợt này.">
          Bấm “Thêm cơ quan được kiểm tra” và chọn cơ quan, ngày kiểm tra.
        </Empty>
      ) : (
        data.visits.map((visit) => (
          <VisitSection key={visit.id} visit={visit} planId={data.planId} mayManage={data.mayManage} />
        ))
      )}
    </>
  );
}
