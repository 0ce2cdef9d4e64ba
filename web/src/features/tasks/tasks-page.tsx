import { SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { formatDay } from '../../lib/dates.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { AssignmentTable } from './assignment-table.js';
import { ExcelButton } from './excel-button.js';
import { FilterBar } from './filter-bar.js';
import { filterOf } from './queries.js';
import { TaskDrawer } from './task-drawer.js';
import type { TaskSearch } from './task-search.js';
import { TaskTable } from './task-table.js';

const route = getRouteApi('/signed-in/nhiem-vu');

/** The tasks of a plan, or each agency's part in them; the whole state lives in the address. */
export function TasksPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { plan, asOf, isPending, error, refetch } = usePlanChoice();
  const change = (next: Partial<TaskSearch>, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace, resetScroll: false });

  const byAssignment = search.xem === 'phan-cong';
  return (
    <>
      <PageHeading
        title="Nhiệm vụ"
        lead={plan ? `Kế hoạch năm ${plan.year}, theo ngày ${formatDay(asOf)}` : undefined}
        printed={plan ? `${plan.title}, theo ngày ${formatDay(asOf)}` : undefined}
        actions={plan ? <ExcelButton byAssignment={byAssignment} filter={filterOf(search, plan.id, asOf)} /> : null}
      />
      {isPending ? <Loading lines={10} /> : null}
      {error ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {!plan && !isPending && !error ? (
        <Empty title="Chưa có kế hoạch nào.">
          Cơ quan thường trực nhập kế hoạch từ văn bản ở trang Kế hoạch; nhiệm vụ sẽ hiện ở đây.
        </Empty>
      ) : null}
      {plan ? (
        <>
          <SegmentedControl
            className="not-printed"
            aria-label="Xem danh sách theo"
            mb="sm"
            value={search.xem ?? 'nhiem-vu'}
            onChange={(value) => change({ xem: value === 'phan-cong' ? 'phan-cong' : undefined, sort: undefined })}
            data={[
              { value: 'nhiem-vu', label: 'Theo nhiệm vụ' },
              { value: 'phan-cong', label: 'Theo từng cơ quan' },
            ]}
            transitionDuration={0}
          />
          <FilterBar planId={plan.id} search={search} onChange={change} />
          {byAssignment ? (
            <AssignmentTable planId={plan.id} asOf={asOf} search={search} onChange={change} />
          ) : (
            <TaskTable planId={plan.id} asOf={asOf} search={search} onChange={change} />
          )}
          <TaskDrawer taskId={search.mo} asOf={asOf} onClose={() => change({ mo: undefined })} />
        </>
      ) : null}
    </>
  );
}
