import { Group, SegmentedControl } from '@mantine/core';
import { AGENCY_LEVEL_LABELS, AGENCY_LEVELS } from '@plan/shared/vocabulary/agency-levels';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { groupsQuery } from '../../lib/directory.js';
import { today, usePlanChoice } from '../../lib/plan-choice.js';
import { useMay } from '../../lib/session.js';
import { OneMenu } from '../../ui/choice-menu.js';
import { type FilterWord, FilterWords } from '../../ui/filter-words.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { PeriodMatrix } from './period-matrix.js';
import { NoPeriods } from './period-none.js';
import { PeriodOwed } from './period-owed.js';
import { matrixQuery, periodsQuery, useMembersOn } from './period-queries.js';
import type { PeriodsSearch } from './period-search.js';
import { PeriodTable } from './period-table.js';
import { ReportTabs } from './report-tabs.js';
import { NameField } from './review-filters.js';

const route = getRouteApi('/signed-in/bao-cao/cac-ky');

/** Agencies × periods, who owes a report now, and the periods one by one. */
export function PeriodsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayRead = useMay('reports.read');
  const { plan, isPending, error, refetch } = usePlanChoice();
  const change = (next: Partial<PeriodsSearch>, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace, resetScroll: false });
  return (
    <>
      <PageHeading
        title="Các kỳ báo cáo"
        lead={plan ? `Kế hoạch năm ${plan.year}, theo hiện trạng lúc này` : undefined}
        printed={plan?.title}
      />
      <ReportTabs />
      {isPending ? <Loading lines={10} /> : null}
      {error ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {!plan && !isPending && !error ? <Empty title="Chưa có kế hoạch nào.">Kỳ báo cáo mở theo kế hoạch.</Empty> : null}
      {plan ? (
        <>
          <SegmentedControl
            className="not-printed"
            aria-label="Xem các kỳ theo"
            mb="sm"
            value={search.xem ?? 'bang'}
            onChange={(value) => change({ xem: value === 'no' || value === 'danh-sach' ? value : undefined })}
            data={[
              { value: 'bang', label: 'Cơ quan × kỳ' },
              ...(mayRead ? [{ value: 'no', label: 'Ai đang nợ' }] : []),
              { value: 'danh-sach', label: 'Từng kỳ' },
            ]}
            transitionDuration={0}
          />
          {search.xem === 'danh-sach' ? <PeriodTable planId={plan.id} /> : null}
          {search.xem === 'no' && mayRead ? <PeriodOwed planId={plan.id} search={search} onChange={change} /> : null}
          {search.xem === undefined ? <Overview planId={plan.id} search={search} onChange={change} /> : null}
        </>
      ) : null}
    </>
  );
}

interface OverviewProps {
  planId: string;
  search: PeriodsSearch;
  onChange: (change: Partial<PeriodsSearch>, replace?: boolean) => void;
}

function Overview({ planId, search, onChange }: OverviewProps) {
  const matrix = useQuery(matrixQuery(planId));
  const periods = useQuery(periodsQuery(planId));
  const groups = useQuery(groupsQuery());
  const members = useMembersOn(search.groupId, today());
  if (matrix.error) return <Failed error={matrix.error} onRetry={() => void matrix.refetch()} />;
  if (!matrix.data || members === undefined) return <Loading lines={12} />;
  if (matrix.data.periods.length === 0) return <NoPeriods planId={planId} />;
  const words = folded(search.q ?? '');
  const rows = matrix.data.rows.filter(
    ({ agencyId, agencyLevel, agencyName }) =>
      (!search.level || agencyLevel === search.level) &&
      (members === null || members.has(agencyId)) &&
      folded(agencyName).includes(words),
  );
  const filters: FilterWord[] = [];
  const add = (id: string, text: string, next: Partial<PeriodsSearch>) =>
    filters.push({ id, words: text, remove: () => onChange(next) });
  if (search.q) add('q', `Tên cơ quan có chữ: ${search.q}`, { q: undefined });
  if (search.level) add('level', `Cấp: ${AGENCY_LEVEL_LABELS[search.level]}`, { level: undefined });
  if (search.groupId) {
    const group = groups.data?.items.find(({ id }) => id === search.groupId);
    add('group', `Nhóm: ${group?.name ?? '…'}`, { groupId: undefined });
  }
  const names = new Map(periods.data?.items.map(({ id, name }) => [id, name]));
  return (
    <>
      <Group gap="xs" mb="xs" className="not-printed">
        <NameField value={search.q} onSeek={(q) => onChange({ q }, true)} />
        <OneMenu
          name="Cấp"
          choices={AGENCY_LEVELS.map((value) => ({ value, label: AGENCY_LEVEL_LABELS[value] }))}
          chosen={search.level}
          onChoose={(level) => onChange({ level })}
        />
        <OneMenu
          name="Nhóm"
          choices={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          chosen={search.groupId}
          onChoose={(groupId) => onChange({ groupId })}
        />
      </Group>
      <FilterWords
        words={filters}
        onRemoveAll={() => onChange({ q: undefined, level: undefined, groupId: undefined })}
      />
      <PeriodMatrix
        periods={matrix.data.periods.map((period) => ({ ...period, name: names.get(period.id) ?? period.label }))}
        rows={rows}
        lastId={search.den}
        onLast={(den) => onChange({ den })}
      />
    </>
  );
}

/** Lower case, without the marks of Vietnamese, so that both ways of typing find a name. */
const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
