import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { formatDay } from '../../lib/dates.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Failed, Loading } from '../../ui/states.js';
import { taskQuery } from './queries.js';
import { TaskDetailView } from './task-detail.js';

const route = getRouteApi('/signed-in/nhiem-vu/$taskId');

/** A task on its own page. */
export function TaskPage() {
  const { taskId } = route.useParams();
  const { phan } = route.useSearch();
  const { asOf, asOfSettled } = usePlanChoice();
  const task = useQuery({ ...taskQuery(taskId, asOf), enabled: asOfSettled });
  if (!task.data) {
    return (
      <>
        <PageHeading title="Nhiệm vụ" />
        {task.error ? <Failed error={task.error} onRetry={() => void task.refetch()} /> : <Loading lines={10} />}
      </>
    );
  }
  const { data, etag } = task.data;
  return (
    <>
      <PageHeading
        title={data.title}
        windowTitle={`Nhiệm vụ ${data.number ?? ''}`}
        lead={`Nhiệm vụ ${data.number ?? ''}, theo ngày ${formatDay(asOf)}`}
        printed={`Nhiệm vụ ${data.number ?? ''}, theo ngày ${formatDay(asOf)}`}
      />
      <TaskDetailView key={data.id} task={data} etag={etag} asOf={asOf} part={phan} />
    </>
  );
}
