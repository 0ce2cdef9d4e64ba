import { Button, Checkbox } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { Notice } from '../../ui/notice.js';
import { OnlyFor } from '../../ui/only-for.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { UrgingTabs } from '../../ui/urging-tabs.js';
import { CandidateFilters } from './candidate-filters.js';
import { CandidateTable } from './candidate-table.js';
import { type Candidate, type SentUrgings, useCandidates } from './queries.js';
import classes from './reminders.module.css';
import type { UrgingSearch } from './urging-search.js';
import { WriteUrging } from './write-urging.js';

const route = getRouteApi('/signed-in/don-doc');
/** As many as one sending takes. */
const MOST = 500;

/** What can be urged: chosen, written to, sent. */
export function UrgingDeskPage() {
  return (
    <OnlyFor permission="urgings.write" title="Việc cần đôn đốc">
      <Desk />
    </OnlyFor>
  );
}

function Desk() {
  const { plan, asOf, isPending, error, refetch } = usePlanChoice();
  return (
    <>
      <PageHeading
        title="Việc cần đôn đốc"
        lead={plan ? `Kế hoạch năm ${plan.year}, theo ngày ${formatDay(asOf)}` : undefined}
        printed={plan ? `${plan.title}, theo ngày ${formatDay(asOf)}` : undefined}
      />
      <UrgingTabs />
      {isPending ? <Loading lines={10} /> : null}
      {error ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {!plan && !isPending && !error ? <Empty title="Chưa có kế hoạch nào để đôn đốc." /> : null}
      {plan ? <Candidates key={`${plan.id} ${asOf}`} planId={plan.id} asOf={asOf} /> : null}
    </>
  );
}

function Candidates({ planId, asOf }: { planId: string; asOf: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<UrgingSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), resetScroll: false });
  const [chosen, setChosen] = useState<ReadonlyMap<string, Candidate>>(new Map());
  const [writing, setWriting] = useState(false);
  const [sent, setSent] = useState<SentUrgings | null>(null);
  const list = useCandidates({
    planId,
    asOf,
    kind: search.kind,
    agencyId: search.agencyId ? [search.agencyId] : undefined,
    daysLateFrom: search.tre,
    urgingsFrom: search.lan,
    unanswered: search.cho ? true : undefined,
    sort: search.sort,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const [first] = list.data?.pages ?? [];
  const agencies = new Set([...chosen.values()].map(({ agencyId }) => agencyId)).size;

  function choose(row: Candidate, ticked: boolean): void {
    const next = new Map(chosen);
    if (ticked) next.set(row.id, row);
    else next.delete(row.id);
    setChosen(next);
  }
  const allTicked = rows.length > 0 && rows.every(({ id }) => chosen.has(id));
  const full = chosen.size > MOST;

  return (
    <>
      {sent ? (
        <Notice tone="done" title={`Đã lập ${sent.urgings.length} công văn đôn đốc.`} live>
          <p>
            Cơ quan nhận thấy ngay trong trang Đôn đốc của mình. Tải bản Word để trình ký ở{' '}
            <Link to="/don-doc/cong-van">Công văn đã gửi</Link>.
          </p>
        </Notice>
      ) : null}
      <CandidateFilters search={search} onChange={change} />
      {list.isPending ? <Loading lines={12} /> : null}
      {list.error && rows.length === 0 ? <Failed error={list.error} onRetry={() => void list.refetch()} /> : null}
      {first && rows.length === 0 ? (
        <Empty title="Không có việc nào cần đôn đốc.">
          Không có nhiệm vụ quá hạn, nhiệm vụ im lặng quá một tháng hay báo cáo chậm khớp với điều kiện đang chọn.
        </Empty>
      ) : null}
      {first && rows.length > 0 ? (
        <>
          <Checkbox
            mb="xs"
            label={`Chọn cả ${formatNumber(rows.length)} việc đang hiện`}
            checked={allTicked}
            indeterminate={!allTicked && rows.some(({ id }) => chosen.has(id))}
            onChange={() => setChosen(allTicked ? new Map() : new Map(rows.map((row) => [row.id, row])))}
          />
          <CandidateTable
            rows={rows}
            count={`${formatNumber(first.total)} việc của ${formatNumber(first.agencies)} cơ quan`}
            sort={search.sort ?? '-daysLate'}
            onSort={(sort) => change({ sort })}
            chosen={chosen}
            onChoose={choose}
            hasMore={list.hasNextPage}
            loadingMore={list.isFetchingNextPage}
            onMore={() => void list.fetchNextPage()}
          />
        </>
      ) : null}
      <div className={`${classes.bar} not-printed`} data-empty={chosen.size === 0 || undefined}>
        <Button disabled={chosen.size === 0 || full} onClick={() => setWriting(true)}>
          {agencies > 1 ? `Soạn ${formatNumber(agencies)} công văn` : 'Soạn công văn'}
        </Button>
        <span role="status">
          {chosen.size === 0
            ? 'Chọn việc cần đôn đốc trong danh sách để soạn công văn.'
            : `Đã chọn ${formatNumber(chosen.size)} việc của ${formatNumber(agencies)} cơ quan.`}
          {full ? ` Mỗi lần gửi tối đa ${MOST} việc; hãy bỏ bớt.` : ''}
        </span>
      </div>
      {writing ? (
        <WriteUrging
          planId={planId}
          asOf={asOf}
          items={[...chosen.values()]}
          onClose={() => setWriting(false)}
          onSent={(answer) => {
            setWriting(false);
            setChosen(new Map());
            setSent(answer);
            window.scrollTo({ top: 0 });
          }}
        />
      ) : null}
    </>
  );
}
