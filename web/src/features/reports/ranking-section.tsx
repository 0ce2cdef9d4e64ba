import { Group } from '@mantine/core';
import type { components } from '@plan/shared/api';
import { AGENCY_LEVEL_LABELS, AGENCY_LEVELS, type AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatNumber } from '../../lib/dates.js';
import { OneMenu } from '../../ui/choice-menu.js';
import { DataTable } from '../../ui/data-table.js';
import type { Column } from '../../ui/data-table-columns.js';
import { RowCard } from '../../ui/row-card.js';
import { Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { type Period, rankingQuery } from './period-queries.js';
import { percentWords } from './rates-words.js';

type Ranked = components['schemas']['RankingRowDto'];

const scoreWords = (score: number): string => String(score).replace('.', ',');

interface Props {
  period: Period;
  asOf: string;
  level: AgencyLevel | undefined;
  onLevel: (level: AgencyLevel | undefined) => void;
}

/** Agencies by their score of one period, with the formula in words. */
export function RankingSection({ period, asOf, level, onLevel }: Props) {
  const ranking = useQuery(rankingQuery(period.id, asOf, level));
  const link = (row: Ranked) => (
    <Link to="/co-quan/$agencyId" params={{ agencyId: row.agencyId }}>
      {row.agencyName}
    </Link>
  );
  const columns: Column<Ranked>[] = [
    { id: 'rank', header: 'Hạng', width: 64, align: 'end', cell: ({ rank }) => formatNumber(rank), fixed: true },
    {
      id: 'agency',
      header: 'Cơ quan',
      width: 280,
      grow: 2,
      cell: link,
      whole: ({ agencyName }) => agencyName,
      fixed: true,
    },
    { id: 'score', header: 'Điểm', width: 84, align: 'end', cell: ({ score }) => scoreWords(score) },
    { id: 'completeness', header: 'Đã nộp', width: 100, align: 'end', cell: (row) => percentWords(row.completeness) },
    { id: 'timeliness', header: 'Đúng hạn', width: 100, align: 'end', cell: (row) => percentWords(row.timeliness) },
    { id: 'updateRate', header: 'Cập nhật', width: 100, align: 'end', cell: (row) => percentWords(row.updateRate) },
    { id: 'level', header: 'Cấp', width: 248, cell: ({ agencyLevel }) => AGENCY_LEVEL_LABELS[agencyLevel] },
  ];
  return (
    <Section title={`Xếp hạng cơ quan, ${period.name}`} lead={ranking.data?.formula}>
      <Group gap="xs" mb="xs" className="not-printed">
        <OneMenu
          name={level ? `Trong cấp: ${AGENCY_LEVEL_LABELS[level]}` : 'Trong cấp'}
          choices={AGENCY_LEVELS.map((value) => ({ value, label: AGENCY_LEVEL_LABELS[value] }))}
          chosen={level}
          onChoose={onLevel}
        />
      </Group>
      {ranking.error ? <Failed error={ranking.error} onRetry={() => void ranking.refetch()} /> : null}
      {ranking.isPending ? <Loading lines={8} /> : null}
      {ranking.data ? (
        <DataTable
          label="Xếp hạng cơ quan"
          columns={columns}
          rows={ranking.data.items}
          rowId={({ agencyId }) => agencyId}
          count={`${formatNumber(ranking.data.items.length)} cơ quan`}
          card={(row) => (
            <RowCard
              title={
                <>
                  Hạng {formatNumber(row.rank)}: {link(row)}
                </>
              }
            >
              {scoreWords(row.score)} điểm · đã nộp {percentWords(row.completeness)} · đúng hạn{' '}
              {percentWords(row.timeliness)} · cập nhật {percentWords(row.updateRate)}
            </RowCard>
          )}
        />
      ) : null}
    </Section>
  );
}
