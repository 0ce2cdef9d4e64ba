import { Button, Group } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReviewDecision } from '@plan/shared/vocabulary/report-states';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { formatNumber } from '../../lib/dates.js';
import { today, usePlanChoice } from '../../lib/plan-choice.js';
import { useMay } from '../../lib/session.js';
import { SidePanel } from '../../ui/dialog.js';
import { Notice } from '../../ui/notice.js';
import { OnlyFor } from '../../ui/only-for.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { periodsQuery, useMembersOn } from './period-queries.js';
import { ReportTabs } from './report-tabs.js';
import classes from './review.module.css';
import { BulkReviewDialog } from './review-bulk.js';
import { ReviewFilters } from './review-filters.js';
import { useLetterKeys } from './review-keys.js';
import { type ReportRow, useReports } from './review-queries.js';
import { ReviewReport } from './review-report.js';
import { filterOf, NO_FILTER, type ReviewSearch, statesOf } from './review-search.js';
import { ReviewTable } from './review-table.js';

const route = getRouteApi('/signed-in/bao-cao/xet');

/** The reports that wait for a review, or any others; the whole state lives in the address. */
export function ReviewQueuePage() {
  const mayReview = useMay('reports.review');
  const title = mayReview ? 'Xét báo cáo' : 'Báo cáo các cơ quan';
  const { plan, isPending, error, refetch } = usePlanChoice();
  return (
    <OnlyFor permission="reports.read" title={title}>
      <PageHeading
        title={title}
        lead={plan ? `Kế hoạch năm ${plan.year}, theo hiện trạng lúc này` : undefined}
        printed={plan?.title}
      />
      <ReportTabs />
      {isPending ? <Loading lines={10} /> : null}
      {error ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {!plan && !isPending && !error ? (
        <Empty title="Chưa có kế hoạch nào.">Kỳ báo cáo mở theo kế hoạch; báo cáo sẽ hiện ở đây.</Empty>
      ) : null}
      {plan ? <Queue planId={plan.id} mayReview={mayReview} /> : null}
    </OnlyFor>
  );
}

function Queue({ planId, mayReview }: { planId: string; mayReview: boolean }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = useMediaQuery('(max-width: 899px)', window.innerWidth < 900, { getInitialValueInEffect: false });
  const periods = useQuery(periodsQuery(planId));
  const members = useMembersOn(search.groupId, today());
  const reports = useReports(filterOf(search, planId));
  const loaded = reports.data?.pages.flatMap((page) => page.items);
  const rows = useMemo(
    () => (loaded ?? []).filter(({ agencyId }) => members?.has(agencyId) ?? members === null),
    [loaded, members],
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [bulk, setBulk] = useState<{ decision: ReviewDecision; rows: readonly ReportRow[] } | null>(null);
  const [done, setDone] = useState<string | null>(null);

  const change = (next: Partial<ReviewSearch>, replace = false) => {
    setChosen(new Set());
    void navigate({ search: (before) => ({ ...before, ...next }), replace, resetScroll: false });
  };
  const open = (mo: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, mo }), resetScroll: false });
  const toggle = (id: string) =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const chosenRows = rows.filter(({ id }) => chosen.has(id));
  const focused = (): ReportRow | undefined => {
    const row = document.activeElement?.closest<HTMLElement>('[data-index]');
    return row ? rows[Number(row.dataset.index)] : undefined;
  };
  const begin = (decision: ReviewDecision, some: readonly ReportRow[]) => {
    setDone(null);
    // As they were read: the list may lose them before their result is told.
    if (some.length > 0) setBulk({ decision, rows: some });
  };
  const withKey = (decision: ReviewDecision) => {
    const row = focused();
    begin(decision, chosenRows.length > 0 ? chosenRows : row ? [row] : []);
  };
  useLetterKeys(
    {
      a: () => withKey('accept'),
      r: () => withKey('return'),
      x: () => {
        const row = focused();
        if (row) toggle(row.id);
      },
    },
    mayReview && search.mo === undefined && bulk === null,
  );

  const waitingOnly = statesOf(search)?.join() === 'submitted';
  const place = rows.findIndex(({ id }) => id === search.mo);
  const nextOf = (): string | undefined =>
    [...rows.slice(place + 1), ...rows.slice(0, Math.max(place, 0))].find(
      ({ id, state }) => state === 'submitted' && id !== search.mo,
    )?.id;

  return (
    <>
      <ReviewFilters periods={periods.data?.items ?? []} search={search} onChange={change} />
      {done ? (
        <Notice tone="done" live>
          {done}
        </Notice>
      ) : null}
      {mayReview && rows.length > 0 ? (
        <div className={`${classes.bulk} not-printed`}>
          <span role="status">
            {chosenRows.length > 0 ? `Đã chọn ${formatNumber(chosenRows.length)} báo cáo` : 'Chưa chọn báo cáo nào'}
          </span>
          <Group gap="xs">
            <Button
              size="compact-md"
              variant="default"
              onClick={() => setChosen(new Set(rows.slice(0, 500).map(({ id }) => id)))}
            >
              Chọn cả {formatNumber(Math.min(rows.length, 500))} báo cáo đang hiện
            </Button>
            {chosenRows.length > 0 ? (
              <>
                <Button size="compact-md" variant="default" onClick={() => setChosen(new Set())}>
                  Bỏ chọn
                </Button>
                <Button size="compact-md" onClick={() => begin('accept', chosenRows)}>
                  Chấp nhận {formatNumber(chosenRows.length)}
                </Button>
                <Button size="compact-md" variant="outline" onClick={() => begin('return', chosenRows)}>
                  Trả lại {formatNumber(chosenRows.length)}
                </Button>
              </>
            ) : null}
          </Group>
          <span className={classes.keys}>Phím: j, k đi tới, lui · Enter mở · x chọn · a chấp nhận · r trả lại</span>
        </div>
      ) : null}
      {reports.isPending || members === undefined ? <Loading lines={12} /> : null}
      {reports.error && rows.length === 0 ? (
        <Failed error={reports.error} onRetry={() => void reports.refetch()} />
      ) : null}
      {reports.data && members !== undefined && rows.length === 0 && !reports.hasNextPage ? (
        <NothingHere
          waitingOnly={waitingOnly}
          noPeriods={periods.data?.items.length === 0}
          onAll={() => change(NO_FILTER)}
        />
      ) : null}
      {rows.length > 0 || (members && reports.hasNextPage) ? (
        <ReviewTable
          rows={rows}
          search={search}
          onChange={change}
          narrow={narrow}
          chosen={mayReview ? chosen : null}
          onToggle={toggle}
          hasMore={reports.hasNextPage}
          loadingMore={reports.isFetchingNextPage}
          onMore={() => void reports.fetchNextPage()}
        />
      ) : null}
      {bulk ? (
        <BulkReviewDialog
          decision={bulk.decision}
          rows={bulk.rows}
          onClose={() => setBulk(null)}
          onDrop={(ids) => setBulk({ ...bulk, rows: bulk.rows.filter(({ id }) => !ids.includes(id)) })}
          onDone={(words) => {
            setBulk(null);
            setChosen(new Set());
            setDone(words);
          }}
        />
      ) : null}
      <SidePanel opened={search.mo !== undefined} onClose={() => open(undefined)} title="Báo cáo">
        {search.mo ? <ReviewReport key={search.mo} reportId={search.mo} aside nextId={nextOf()} onOpen={open} /> : null}
      </SidePanel>
    </>
  );
}

function NothingHere({
  waitingOnly,
  noPeriods,
  onAll,
}: {
  waitingOnly: boolean;
  noPeriods: boolean;
  onAll: () => void;
}) {
  if (noPeriods) {
    return (
      <Empty title="Chưa có kỳ báo cáo nào.">
        Kỳ mở vào ngày đầu của kỳ số liệu, theo cài đặt của kế hoạch. Kế hoạch của năm đã qua chỉ mở kỳ khi cài đặt nêu
        rõ tháng.
      </Empty>
    );
  }
  return (
    <Empty
      title={waitingOnly ? 'Không có báo cáo nào chờ xét.' : 'Không có báo cáo nào khớp với điều kiện lọc.'}
      action={
        <Button variant="default" onClick={onAll}>
          Xem tất cả báo cáo
        </Button>
      }
    >
      {waitingOnly ? 'Báo cáo hiện ở đây ngay khi cơ quan nộp.' : 'Bỏ bớt từng điều kiện ở trên.'}
    </Empty>
  );
}
