import { DEADLINE_KIND_LABELS, DEADLINE_KINDS } from '@plan/shared/vocabulary/deadline-kinds';
import {
  OVERDUE_BAND_LABELS,
  OVERDUE_BANDS,
  TIMELINESS,
  TIMELINESS_CLASS_LABELS,
  TIMELINESS_CLASSES,
  TIMELINESS_LABELS,
  type Timeliness,
  type TimelinessClass,
} from '@plan/shared/vocabulary/timeliness';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { type Summary, summaryQuery } from '../../lib/summary.js';
import { Figure, Figures, figureClasses } from '../../ui/figure.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';

/** Which rows stand behind each of the four classes. */
const ROWS_OF_CLASS: Record<TimelinessClass, Timeliness[]> = {
  doneOnTime: ['completed_on_time'],
  doneLate: ['completed_late'],
  openInTime: ['on_track', 'due_soon'],
  openOverdue: ['overdue'],
  apart: ['no_deadline'],
};

/** The figures of a plan as of a day; every number opens its rows. */
export function PlanSummary({ planId, asOf }: { planId: string; asOf: string }) {
  const summary = useQuery(summaryQuery(planId, asOf));
  return (
    <>
      {summary.isPending ? <Loading lines={10} /> : null}
      {summary.error ? <Failed error={summary.error} onRetry={() => void summary.refetch()} /> : null}
      {summary.data ? <SummaryView planId={planId} summary={summary.data} /> : null}
    </>
  );
}

function SummaryView({ planId, summary }: { planId: string; summary: Summary }) {
  const { tasks, leadAssignments, byGroup } = summary;
  const bands = OVERDUE_BANDS.filter((band) => tasks.overdueBands[band] > 0);
  return (
    <>
      <Section
        title={`${formatNumber(tasks.total)} nhiệm vụ, theo ngày ${formatDay(summary.asOf)}`}
        lead="Theo bốn loại của Văn phòng Chính phủ; nhiệm vụ không có hạn được theo dõi riêng."
      >
        <Figures label="Nhiệm vụ theo kết quả thực hiện">
          {TIMELINESS_CLASSES.map((one) => (
            <Figure key={one} tone={ROWS_OF_CLASS[one][0]}>
              <Link to="/nhiem-vu" search={{ planId, timeliness: ROWS_OF_CLASS[one] }} className={figureClasses.link}>
                <span className={figureClasses.number}>{formatNumber(tasks.classes[one])}</span>
                <span className={figureClasses.words}>{TIMELINESS_CLASS_LABELS[one]}</span>
              </Link>
            </Figure>
          ))}
        </Figures>
        {bands.length > 0 ? (
          <p>
            Nhiệm vụ quá hạn theo số ngày:{' '}
            {bands.map((band, index) => (
              <span key={band}>
                {index > 0 ? '; ' : ''}
                {OVERDUE_BAND_LABELS[band]}:{' '}
                <Link to="/nhiem-vu" search={{ planId, overdueBand: [band], sort: 'dueOn' }}>
                  {formatNumber(tasks.overdueBands[band])}
                </Link>
              </span>
            ))}
            .
          </p>
        ) : null}
      </Section>
      <Section title="Theo tình trạng">
        <PlainTable
          caption="Số nhiệm vụ và số việc chủ trì theo tình trạng"
          captionHidden
          rows={TIMELINESS}
          rowId={(state) => state}
          columns={[
            { id: 'state', header: 'Tình trạng', cell: (state) => TIMELINESS_LABELS[state] },
            {
              id: 'tasks',
              header: 'Nhiệm vụ',
              align: 'end',
              width: '128px',
              cell: (state) => (
                <Link to="/nhiem-vu" search={{ planId, timeliness: [state] }}>
                  {formatNumber(tasks.byTimeliness[state])}
                </Link>
              ),
            },
            {
              id: 'parts',
              header: 'Việc chủ trì của từng cơ quan',
              align: 'end',
              width: '248px',
              cell: (state) => (
                <Link to="/nhiem-vu" search={{ planId, xem: 'phan-cong', role: 'lead', timeliness: [state] }}>
                  {formatNumber(leadAssignments.byTimeliness[state])}
                </Link>
              ),
            },
            {
              id: 'first',
              header: 'Việc chủ trì, so với hạn đầu tiên',
              align: 'end',
              width: '248px',
              cell: (state) => (
                <Link to="/nhiem-vu" search={{ planId, xem: 'phan-cong', role: 'lead', firstTimeliness: [state] }}>
                  {formatNumber(leadAssignments.byFirstTimeliness[state])}
                </Link>
              ),
            },
          ]}
        />
      </Section>
      {leadAssignments.pendingExtensions > 0 ? (
        <p>
          Đang xin gia hạn, chờ quyết định:{' '}
          <Link to="/don-doc/gia-han" search={{ planId, state: ['pending'] }}>
            {formatNumber(leadAssignments.pendingExtensions)} phân công
          </Link>
          .
        </p>
      ) : null}
      <Section title="Theo nhóm nhiệm vụ">
        <PlainTable
          caption="Số nhiệm vụ theo nhóm và kết quả"
          captionHidden
          rows={byGroup}
          rowId={(group) => group.groupId ?? 'none'}
          columns={[
            {
              id: 'title',
              header: 'Nhóm',
              cell: (group) => (group.numeral ? `${group.numeral}. ${group.title ?? ''}` : 'Không thuộc nhóm nào'),
            },
            {
              id: 'total',
              header: 'Tổng số',
              align: 'end',
              width: '88px',
              cell: (group) => (
                <Link to="/nhiem-vu" search={{ planId, groupId: group.groupId ?? undefined }}>
                  {formatNumber(group.total)}
                </Link>
              ),
            },
            ...TIMELINESS_CLASSES.map((one) => ({
              id: one,
              header: SHORT[one],
              align: 'end' as const,
              width: '112px',
              cell: (group: Summary['byGroup'][number]) =>
                group.classes[one] === 0 ? (
                  '0'
                ) : (
                  <Link
                    to="/nhiem-vu"
                    search={{ planId, groupId: group.groupId ?? undefined, timeliness: ROWS_OF_CLASS[one] }}
                  >
                    {formatNumber(group.classes[one])}
                  </Link>
                ),
            })),
          ]}
        />
      </Section>
      <Section title="Theo loại thời hạn">
        <p>
          {DEADLINE_KINDS.filter((kind) => tasks.byDeadlineKind[kind] > 0).map((kind, index) => (
            <span key={kind}>
              {index > 0 ? ' · ' : ''}
              {DEADLINE_KIND_LABELS[kind]}:{' '}
              <Link to="/nhiem-vu" search={{ planId, deadlineKind: [kind] }}>
                {formatNumber(tasks.byDeadlineKind[kind])}
              </Link>
            </span>
          ))}
        </p>
      </Section>
    </>
  );
}

/** Column names short enough to stand side by side; the whole words stand in the figures above. */
const SHORT: Record<TimelinessClass, string> = {
  doneOnTime: 'Xong đúng hạn',
  doneLate: 'Xong muộn',
  openInTime: 'Trong hạn',
  openOverdue: 'Quá hạn',
  apart: 'Không có hạn',
};
