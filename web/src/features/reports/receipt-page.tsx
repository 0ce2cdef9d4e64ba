import { Button } from '@mantine/core';
import { LATE_REASON_LABELS } from '@plan/shared/vocabulary/report-late-reasons';
import { REPORT_CHANNEL_LABELS } from '@plan/shared/vocabulary/report-states';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatDay, formatDayWithWeekday, formatInstant } from '../../lib/dates.js';
import { Notice } from '../../ui/notice.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Fact, Facts } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { receiptQuery } from './own-report-queries.js';
import classes from './own-reports.module.css';
import { ReportTabs } from './report-tabs.js';
import { FATE_LABELS } from './versions-section.js';

const route = getRouteApi('/signed-in/bao-cao/$reportId/bien-nhan');

/** The receipt of a submission: to read, to print, to keep. */
export function ReceiptPage() {
  const { reportId } = route.useParams();
  const { lan } = route.useSearch();
  const receipt = useQuery(receiptQuery(reportId, lan));
  if (receipt.error) return <Failed error={receipt.error} onRetry={() => void receipt.refetch()} />;
  if (!receipt.data) return <Loading lines={8} />;
  const data = receipt.data;
  return (
    <>
      <ReportTabs />
      <PageHeading
        title={`Biên nhận báo cáo ${data.periodName}`}
        lead={data.agencyName}
        printed={data.planTitle}
        actions={
          <Button leftSection={<IconPrinter size={18} aria-hidden />} variant="default" onClick={() => window.print()}>
            In biên nhận
          </Button>
        }
      />
      <Notice
        tone={data.fate === 'standing' ? 'done' : 'warning'}
        title={
          data.fate === 'standing'
            ? `Hệ thống đã nhận báo cáo, ${data.late ? 'nộp muộn' : 'đúng hạn'}`
            : `Lần nộp này: ${FATE_LABELS[data.fate].toLowerCase()}`
        }
      />
      <div className={classes.receipt}>
        <Facts>
          <Fact name="Số biên nhận">
            <strong>{data.receiptNumber}</strong>
          </Fact>
          <Fact name="Cơ quan báo cáo">{data.agencyName}</Fact>
          <Fact name="Kế hoạch">{data.planTitle}</Fact>
          <Fact name="Kỳ báo cáo">{data.periodName}</Fact>
          <Fact name="Lần nộp">{data.number}</Fact>
          <Fact name="Nhận lúc">{formatInstant(data.receivedAt)} (giờ máy chủ)</Fact>
          {data.channel === 'off_system' ? <Fact name="Ngày nộp thật">{formatDay(data.receivedOn)}</Fact> : null}
          <Fact name="Hạn nộp">{formatDayWithWeekday(data.dueOn)}</Fact>
          <Fact name="Kết luận">{data.late ? 'Nộp muộn' : 'Nộp đúng hạn'}</Fact>
          {data.lateReasonCode ? (
            <Fact name="Lý do muộn">
              {LATE_REASON_LABELS[data.lateReasonCode]}
              {data.lateReasonText ? `. ${data.lateReasonText}` : ''}
            </Fact>
          ) : null}
          <Fact name="Người nộp">{data.submittedByName}</Fact>
          <Fact name="Cách nộp">{REPORT_CHANNEL_LABELS[data.channel]}</Fact>
          <Fact name="Số nhiệm vụ">{data.entryCount}</Fact>
          <Fact name="Mã nội dung (SHA-256)">
            <code>{data.sha256}</code>
          </Fact>
        </Facts>
        <p className={classes.soft}>
          Mã nội dung tính từ toàn bộ nội dung đã nộp; sửa một chữ là mã khác. Đối chiếu với mã ở mục “Các lần nộp” của
          báo cáo.
        </p>
      </div>
      <p className="not-printed">
        <Link to="/bao-cao/$reportId" params={{ reportId }}>
          Xem báo cáo đã nộp
        </Link>
        {' · '}
        <Link to="/bao-cao">Về các báo cáo của cơ quan</Link>
      </p>
    </>
  );
}
