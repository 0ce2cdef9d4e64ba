import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { placeOf } from '../../lib/address-search.js';
import { formatDay, formatDayWithWeekday, formatInstant, formatNumber } from '../../lib/dates.js';
import { today } from '../../lib/plan-choice.js';
import { useMay } from '../../lib/session.js';
import { Explanation } from '../../ui/explanation.js';
import { Figure, Figures, figureClasses } from '../../ui/figure.js';
import { HistoryLink } from '../../ui/history-link.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Fact, Facts, Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { EXPECTED_CHANGE_WORDS, ExceptionForm, ExpectedForm } from './period-forms.js';
import { OffSystemSection } from './period-off-system.js';
import { type PeriodDetail, periodQuery } from './period-queries.js';
import { ReportTabs } from './report-tabs.js';

const route = getRouteApi('/signed-in/bao-cao/cac-ky/$periodId');

/** One period: its days with their reasons, what is expected, and what the standing agency allows beside the rule. */
export function PeriodPage() {
  const { periodId } = route.useParams();
  const period = useQuery(periodQuery(periodId));
  if (period.error) {
    return (
      <>
        <PageHeading title="Kỳ báo cáo" />
        <Failed error={period.error} onRetry={() => void period.refetch()} />
      </>
    );
  }
  if (!period.data) return <Loading lines={10} />;
  return <PeriodDetails period={period.data} />;
}

function PeriodDetails({ period }: { period: PeriodDetail }) {
  const { nhap } = route.useSearch();
  const mayManage = useMay('reports.manage');
  const mayRead = useMay('reports.read');
  return (
    <>
      <PageHeading
        title={`Kỳ báo cáo ${period.name}`}
        lead={
          period.locked
            ? `Đã khóa sổ từ hết ngày ${formatDay(period.lockOn)}`
            : `Khóa sổ hết ngày ${formatDay(period.lockOn)}`
        }
        printed={`Kỳ báo cáo ${period.name}`}
        actions={<HistoryLink subjectId={period.id} />}
      />
      <ReportTabs />
      <Section title="Số báo cáo">
        <PeriodFigures period={period} mayRead={mayRead} />
      </Section>
      <Section title="Thời hạn">
        <Facts>
          <Fact name="Kỳ số liệu">
            Từ {formatDayWithWeekday(period.windowStartOn)} đến hết {formatDayWithWeekday(period.windowEndOn)}
          </Fact>
          <Fact name="Hạn nộp (đúng hạn)">Hết {formatDayWithWeekday(period.dueOn)}</Fact>
          <Fact name="Cách tính hạn">
            <Explanation text={period.explanation} />
          </Fact>
          <Fact name="Khóa sổ (ngừng nhận)">
            Hết {formatDayWithWeekday(period.lockOn)}. Sau hạn nộp mà trước khóa sổ thì vẫn nộp được, tính là muộn.
          </Fact>
          <Fact name="Mở kỳ">{formatDay(period.openedOn)}; danh sách phải báo cáo chốt khi mở kỳ.</Fact>
        </Facts>
      </Section>
      <Section
        title={`Cho nộp bổ sung: ${period.exceptions.length}`}
        lead="Một cơ quan được nộp sau khi khóa sổ. Hạn nộp giữ nguyên nên vẫn tính là muộn."
      >
        {period.exceptions.length > 0 ? (
          <PlainTable
            caption="Các cơ quan được nộp bổ sung"
            captionHidden
            rows={period.exceptions}
            rowId={({ id }) => id}
            columns={[
              { id: 'agency', header: 'Cơ quan', cell: ({ agencyName }) => agencyName },
              { id: 'until', header: 'Đến hết ngày', cell: ({ untilOn }) => formatDayWithWeekday(untilOn) },
              { id: 'reason', header: 'Lý do', cell: ({ reason }) => reason },
              {
                id: 'who',
                header: 'Người cho phép',
                cell: ({ grantedByName, grantedAt }) =>
                  `${grantedByName ? `${grantedByName}, ` : ''}${formatInstant(grantedAt)}`,
              },
            ]}
          />
        ) : null}
        {mayManage ? <ExceptionForm period={period} /> : null}
      </Section>
      <Section
        title={`Thay đổi danh sách phải báo cáo: ${period.expectedChanges.length}`}
        lead="Mỗi lần thêm hoặc bỏ một cơ quan sau khi mở kỳ đều ghi lý do."
      >
        {period.expectedChanges.length > 0 ? (
          <PlainTable
            caption="Các thay đổi danh sách phải báo cáo"
            captionHidden
            rows={period.expectedChanges}
            rowId={({ id }) => id}
            columns={[
              { id: 'agency', header: 'Cơ quan', cell: ({ agencyName }) => agencyName },
              { id: 'change', header: 'Thay đổi', cell: ({ change }) => EXPECTED_CHANGE_WORDS[change] },
              { id: 'reason', header: 'Lý do', cell: ({ reason }) => reason },
              {
                id: 'who',
                header: 'Người thay đổi',
                cell: ({ changedByName, changedAt }) =>
                  `${changedByName ? `${changedByName}, ` : ''}${formatInstant(changedAt)}`,
              },
            ]}
          />
        ) : null}
        {mayManage ? <ExpectedForm period={period} /> : null}
      </Section>
      {mayManage ? <OffSystemSection key={nhap} period={period} agencyId={nhap} /> : null}
    </>
  );
}

function PeriodFigures({ period, mayRead }: { period: PeriodDetail; mayRead: boolean }) {
  const figures: { words: string; value: number; to: string; tone?: string }[] = [
    { words: 'phải nộp', value: period.expected, to: `/bao-cao/xet?xem=tat-ca&periodId=${period.id}` },
    {
      words: 'đã nộp, không bị trả lại',
      value: period.submitted,
      to: `/bao-cao/ty-le?ky=${period.id}&loc=submitted&asOf=${today()}`,
      tone: 'completed_on_time',
    },
    {
      words: 'còn nợ',
      value: period.expected - period.submitted,
      to: `/bao-cao/cac-ky?xem=no&periodId=${period.id}`,
      tone: 'overdue',
    },
    {
      words: 'chờ xét',
      value: period.waiting,
      to: `/bao-cao/xet?state=submitted&periodId=${period.id}`,
      tone: 'on_track',
    },
  ];
  return (
    <Figures label="Số báo cáo của kỳ">
      {figures.map(({ words, value, to, tone }) => (
        <Figure key={words} tone={tone}>
          {mayRead ? (
            <Link {...placeOf(to)} className={figureClasses.link}>
              <span className={figureClasses.number}>{formatNumber(value)}</span>
              <span className={figureClasses.words}>{words}</span>
            </Link>
          ) : (
            <span className={figureClasses.link}>
              <span className={figureClasses.number}>{formatNumber(value)}</span>
              <span className={figureClasses.words}>{words}</span>
            </span>
          )}
        </Figure>
      ))}
    </Figures>
  );
}
