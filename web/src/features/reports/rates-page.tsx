import { Group, NativeSelect, SegmentedControl } from '@mantine/core';
import { AGENCY_LEVEL_LABELS, type AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { formatDay } from '../../lib/dates.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { NoPeriods } from './period-none.js';
import { type Period, periodsQuery, ratesQuery } from './period-queries.js';
import type { RatesSearch } from './period-search.js';
import { capital } from './period-words.js';
import { RankingSection } from './ranking-section.js';
import { RatesAgencies } from './rates-agencies.js';
import { RatesFigures } from './rates-figures.js';
import { RatesTable } from './rates-table.js';
import { ReportTabs } from './report-tabs.js';
import { useRatesOf } from './review-queries.js';

const route = getRouteApi('/signed-in/bao-cao/ty-le');

/** How completely, how punctually and with how much news the agencies report, as of the day of the top bar. */
export function RatesPage() {
  const { plan, asOf, isPending, error, refetch } = usePlanChoice();
  const periods = useQuery({ ...periodsQuery(plan?.id ?? ''), enabled: plan !== null });
  return (
    <>
      <PageHeading
        title="Tỷ lệ báo cáo, xếp hạng"
        lead={plan ? `Kế hoạch năm ${plan.year}, báo cáo đã nhận đến hết ngày ${formatDay(asOf)}` : undefined}
        printed={plan ? `${plan.title}, báo cáo đã nhận đến hết ngày ${formatDay(asOf)}` : undefined}
      />
      <ReportTabs />
      {isPending || (plan && periods.isPending) ? <Loading lines={10} /> : null}
      {(error ?? periods.error) ? (
        <Failed error={error ?? periods.error} onRetry={() => void Promise.all([refetch(), periods.refetch()])} />
      ) : null}
      {!plan && !isPending && !error ? <Empty title="Chưa có kế hoạch nào.">Kỳ báo cáo mở theo kế hoạch.</Empty> : null}
      {plan && periods.data ? (
        periods.data.items.length === 0 ? (
          <NoPeriods planId={plan.id} />
        ) : (
          <Loaded planId={plan.id} periods={periods.data.items} asOf={asOf} />
        )
      ) : null}
    </>
  );
}

function Loaded({ planId, periods, asOf }: { planId: string; periods: readonly Period[]; asOf: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rowsHeading = useRef<HTMLDivElement>(null);
  const change = (next: Partial<RatesSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), resetScroll: false });
  // The newest whose window had begun by that day; else the oldest.
  const usual = periods.find(({ windowStartOn }) => windowStartOn <= asOf) ?? (periods.at(-1) as Period);
  const period = periods.find(({ id }) => id === search.ky) ?? usual;
  const rates = useQuery(ratesQuery(period.id, asOf));
  const byPeriod = useRatesOf(
    periods.slice(0, 12).map(({ id }) => id),
    asOf,
  );
  if (rates.error) return <Failed error={rates.error} onRetry={() => void rates.refetch()} />;
  if (!rates.data) return <Loading lines={12} />;
  const { total, byAgency, byLevel, byGroup } = rates.data;
  /** A number leads to the agencies behind it, on the same page. */
  const addressOf = (next: Partial<RatesSearch>): RatesSearch => ({
    ky: period.id,
    loc: 'expected',
    level: undefined,
    groupId: undefined,
    xep: undefined,
    ...next,
  });
  const onOpen = () => requestAnimationFrame(() => rowsHeading.current?.scrollIntoView({ block: 'start' }));

  return (
    <>
      <Group gap="md" mb="md" className="not-printed" align="flex-end">
        <SegmentedControl
          aria-label="Xem"
          value={search.xem ?? 'ty-le'}
          onChange={(value) => change({ xem: value === 'xep-hang' ? 'xep-hang' : undefined })}
          data={[
            { value: 'ty-le', label: 'Tỷ lệ' },
            { value: 'xep-hang', label: 'Xếp hạng' },
          ]}
          transitionDuration={0}
        />
        <NativeSelect
          label="Kỳ báo cáo"
          w={280}
          value={period.id}
          onChange={(event) => change({ ky: event.currentTarget.value })}
          data={periods.map(({ id, name, dueOn }) => ({
            value: id,
            label: `${capital(name)}, hạn ${formatDay(dueOn)}`,
          }))}
        />
      </Group>
      {search.xem === 'xep-hang' ? (
        <RankingSection
          period={period}
          asOf={asOf}
          level={search.level}
          onLevel={(level: AgencyLevel | undefined) => change({ level })}
        />
      ) : (
        <>
          <Section title={`Toàn tỉnh, ${period.name}`}>
            <RatesFigures rates={total} addressOf={addressOf} onOpen={onOpen} />
          </Section>
          <Section title="Theo cấp">
            <RatesTable
              caption={`Tỷ lệ báo cáo theo cấp, ${period.name}`}
              rows={byLevel.map((one) => ({
                id: one.level,
                name: AGENCY_LEVEL_LABELS[one.level],
                rates: one,
                address: addressOf({ level: one.level }),
              }))}
              nameHeader="Cấp"
              onOpen={onOpen}
            />
          </Section>
          <Section
            title="Theo nhóm cơ quan"
            lead={`Thành viên của nhóm tính vào ngày hạn nộp ${formatDay(period.dueOn)}.`}
          >
            <RatesTable
              caption={`Tỷ lệ báo cáo theo nhóm cơ quan, ${period.name}`}
              rows={byGroup.map((one) => ({
                id: one.groupId,
                name: one.groupName,
                rates: one,
                address: addressOf({ groupId: one.groupId }),
              }))}
              nameHeader="Nhóm"
              onOpen={onOpen}
            />
          </Section>
          <Section
            title="Theo kỳ"
            lead={
              periods.length > 12 ? 'Mười hai kỳ mới nhất, theo cùng ngày tính.' : 'Các kỳ đã mở, theo cùng ngày tính.'
            }
          >
            <RatesTable
              caption="Tỷ lệ báo cáo theo kỳ"
              rows={periods.slice(0, 12).flatMap((one, index) => {
                const data = byPeriod[index]?.data;
                if (!data) return [];
                return [{ id: one.id, name: capital(one.name), rates: data.total, address: addressOf({ ky: one.id }) }];
              })}
              nameHeader="Kỳ"
              onOpen={onOpen}
            />
          </Section>
          <div ref={rowsHeading} style={{ scrollMarginTop: 'var(--top-bar)' }}>
            <RatesAgencies planId={planId} period={period} rows={byAgency} search={search} onChange={change} />
          </div>
        </>
      )}
    </>
  );
}
