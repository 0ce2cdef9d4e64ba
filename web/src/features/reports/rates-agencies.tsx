import { Group } from '@mantine/core';
import type { components } from '@plan/shared/api';
import { AGENCY_LEVEL_LABELS, AGENCY_LEVELS } from '@plan/shared/vocabulary/agency-levels';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatNumber } from '../../lib/dates.js';
import { groupsQuery } from '../../lib/directory.js';
import { OneMenu } from '../../ui/choice-menu.js';
import { DataTable } from '../../ui/data-table.js';
import type { Column } from '../../ui/data-table-columns.js';
import { type FilterWord, FilterWords } from '../../ui/filter-words.js';
import { RowCard } from '../../ui/row-card.js';
import { Section } from '../../ui/section.js';
import { Loading } from '../../ui/states.js';
import { matrixQuery, type Period, useMembersOn } from './period-queries.js';
import { RATE_ROWS, type RateRows, type RateSort, type RatesSearch } from './period-search.js';
import { percentWords } from './rates-words.js';

type AgencyRates = components['schemas']['AgencyRatesDto'];

const ROWS: Record<RateRows, { label: string; holds: (rates: AgencyRates) => boolean }> = {
  expected: { label: 'Phải nộp', holds: () => true },
  submitted: { label: 'Đã nộp', holds: ({ submitted }) => submitted > 0 },
  submittedOnTime: { label: 'Nộp đúng hạn', holds: ({ submittedOnTime }) => submittedOnTime > 0 },
  submittedLate: { label: 'Nộp muộn', holds: ({ submitted, submittedOnTime }) => submitted > submittedOnTime },
  missing: { label: 'Chưa nộp hoặc bị trả lại', holds: ({ submitted, expected }) => submitted < expected },
  accepted: { label: 'Đã chấp nhận', holds: ({ accepted }) => accepted > 0 },
};

const stateWords = ({ submitted, submittedOnTime, accepted }: AgencyRates): string => {
  if (submitted === 0) return 'Chưa nộp';
  return `${submittedOnTime > 0 ? 'Đúng hạn' : 'Muộn'}${accepted > 0 ? ', đã chấp nhận' : ''}`;
};

interface Props {
  planId: string;
  period: Period;
  rows: readonly AgencyRates[];
  search: RatesSearch;
  onChange: (change: Partial<RatesSearch>) => void;
}

/** The agencies behind every number above, as of the same day. */
export function RatesAgencies({ planId, period, rows, search, onChange }: Props) {
  const matrix = useQuery(matrixQuery(planId));
  const groups = useQuery(groupsQuery());
  const members = useMembersOn(search.groupId, period.dueOn);
  const loc = search.loc ?? 'expected';
  const reportOf = (agencyId: string) =>
    matrix.data?.rows.find((row) => row.agencyId === agencyId)?.cells.find(({ periodId }) => periodId === period.id)
      ?.reportId ?? null;
  const shown =
    members === undefined
      ? undefined
      : rows
          .filter(
            (row) =>
              ROWS[loc].holds(row) &&
              (!search.level || row.agencyLevel === search.level) &&
              (members === null || members.has(row.agencyId)),
          )
          .sort(search.xep && search.xep !== 'name' ? byShare(search.xep) : () => 0);

  const words: FilterWord[] = [];
  const add = (id: string, text: string, next: Partial<RatesSearch>) =>
    words.push({ id, words: text, remove: () => onChange(next) });
  if (loc !== 'expected') add('loc', `Báo cáo: ${ROWS[loc].label}`, { loc: undefined });
  if (search.level) add('level', `Cấp: ${AGENCY_LEVEL_LABELS[search.level]}`, { level: undefined });
  if (search.groupId) {
    const group = groups.data?.items.find(({ id }) => id === search.groupId);
    add('group', `Nhóm: ${group?.name ?? '…'}`, { groupId: undefined });
  }

  const name = (row: AgencyRates) => {
    const reportId = reportOf(row.agencyId);
    return reportId ? (
      <Link to="/bao-cao/xet/$reportId" params={{ reportId }}>
        {row.agencyName}
      </Link>
    ) : (
      row.agencyName
    );
  };
  const share = (id: 'completeness' | 'timeliness' | 'updateRate', header: string): Column<AgencyRates> => ({
    id,
    header,
    width: 128,
    align: 'end',
    cell: (row) => percentWords(row[id]),
    sort: id,
  });
  const columns: Column<AgencyRates>[] = [
    {
      id: 'agency',
      header: 'Cơ quan',
      width: 280,
      grow: 2,
      cell: name,
      whole: ({ agencyName }) => agencyName,
      sort: 'name',
      fixed: true,
    },
    { id: 'state', header: 'Báo cáo', width: 200, grow: 1, cell: stateWords },
    share('updateRate', 'Tỷ lệ cập nhật'),
    { id: 'level', header: 'Cấp', width: 240, cell: ({ agencyLevel }) => AGENCY_LEVEL_LABELS[agencyLevel] },
  ];
  return (
    <Section title={`Theo cơ quan, ${period.name}`}>
      <Group gap="xs" mb="xs" className="not-printed">
        <OneMenu
          name="Báo cáo"
          choices={RATE_ROWS.map((value) => ({ value, label: ROWS[value].label }))}
          chosen={search.loc}
          onChoose={(next) => onChange({ loc: next })}
        />
        <OneMenu
          name="Cấp"
          choices={AGENCY_LEVELS.map((value) => ({ value, label: AGENCY_LEVEL_LABELS[value] }))}
          chosen={search.level}
          onChoose={(level) => onChange({ level })}
        />
        <OneMenu
          name="Nhóm"
          choices={(groups.data?.items ?? []).map(({ id, name: label }) => ({ value: id, label }))}
          chosen={search.groupId}
          onChoose={(groupId) => onChange({ groupId })}
        />
      </Group>
      <FilterWords
        words={words}
        onRemoveAll={() => onChange({ loc: undefined, level: undefined, groupId: undefined })}
      />
      {shown === undefined ? <Loading lines={6} /> : null}
      {shown && shown.length === 0 ? <p>Không có cơ quan nào.</p> : null}
      {shown && shown.length > 0 ? (
        <DataTable
          label="Tỷ lệ báo cáo của từng cơ quan"
          columns={columns}
          rows={shown}
          rowId={({ agencyId }) => agencyId}
          count={`${formatNumber(shown.length)} cơ quan`}
          sort={search.xep ?? 'name'}
          onSort={(sort) => onChange({ xep: sort.replace(/^-/, '') as RateSort })}
          card={(row) => (
            <RowCard title={name(row)}>
              {stateWords(row)} · tỷ lệ cập nhật {percentWords(row.updateRate)}
            </RowCard>
          )}
        />
      ) : null}
    </Section>
  );
}

/** The lowest first: what needs a word comes on top. */
const byShare =
  (key: Exclude<RateSort, 'name'>) =>
  (a: AgencyRates, b: AgencyRates): number =>
    (a[key] ?? 2) - (b[key] ?? 2);
