import { Button, NativeSelect } from '@mantine/core';
import type { components } from '@plan/shared/api';
import { LATE_REASON_LABELS } from '@plan/shared/vocabulary/report-late-reasons';
import { OFF_SYSTEM_MEANS_LABELS, REPORT_CHANNEL_LABELS } from '@plan/shared/vocabulary/report-states';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay, formatInstant } from '../../lib/dates.js';
import { Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { VersionDifferences } from './report-differences.js';
import { type Submission, submissionQuery, submissionsQuery } from './review-queries.js';
import classes from './versions-section.module.css';

export const FATE_LABELS: Record<components['schemas']['SubmissionFate'], string> = {
  standing: 'Đang chờ xét',
  returned: 'Đã trả lại',
  withdrawn: 'Cơ quan đã rút về',
};

/** What became of a version, in words. */
export const fateWords = ({ fate, decision }: Submission): string =>
  decision === 'accept' ? 'Đã chấp nhận' : FATE_LABELS[fate];

interface Props {
  reportId: string;
  /** What changed since the version before stands open, for a report that came again. */
  differencesOpen?: boolean;
}

/** Every version that was handed in, what became of it, and what differs between any two. */
export function VersionsSection({ reportId, differencesOpen }: Props) {
  const versions = useQuery(submissionsQuery(reportId));
  const items = versions.data?.items ?? [];
  return (
    <Section title={`Các lần nộp${items.length > 0 ? `: ${items.length}` : ''}`}>
      {versions.error ? <Failed error={versions.error} onRetry={() => void versions.refetch()} /> : null}
      {versions.isPending ? <Loading lines={2} /> : null}
      {versions.data && items.length === 0 ? <p>Chưa nộp lần nào.</p> : null}
      <ol className={classes.versions} reversed>
        {items.map((one) => (
          <VersionItem key={one.number} reportId={reportId} version={one} />
        ))}
      </ol>
      {items.length > 1 ? (
        <Compare key={items.length} reportId={reportId} versions={items} open={differencesOpen ?? false} />
      ) : null}
    </Section>
  );
}

function VersionItem({ reportId, version }: { reportId: string; version: Submission }) {
  return (
    <li className={classes.version} value={version.number}>
      <p className={classes.title}>
        Lần nộp {version.number}: {fateWords(version)}
      </p>
      <p>
        {version.channel === 'off_system'
          ? `Nhận ngoài hệ thống ngày ${formatDay(version.receivedOn)}${version.offSystemMeans ? ` (${OFF_SYSTEM_MEANS_LABELS[version.offSystemMeans].toLowerCase()})` : ''}, nhập lúc ${formatInstant(version.receivedAt)}`
          : `Nhận lúc ${formatInstant(version.receivedAt)}`}
        , {version.late ? 'muộn' : 'đúng hạn'} (hạn {formatDay(version.dueOn)}). {version.submittedByName}
        {version.channel === 'api' ? `, ${REPORT_CHANNEL_LABELS.api.toLowerCase()}` : ''}.
      </p>
      {version.lateReasonCode ? (
        <p>
          Lý do muộn: {LATE_REASON_LABELS[version.lateReasonCode]}
          {version.lateReasonText ? `. ${version.lateReasonText}` : ''}
        </p>
      ) : null}
      {version.correctionReason ? <p>Lý do đính chính: {version.correctionReason}</p> : null}
      {version.note ? <p>Ghi chú của cơ quan: {version.note}</p> : null}
      {version.decidedAt ? (
        <p>
          {fateWords(version)} lúc {formatInstant(version.decidedAt)}
          {version.decidedByName ? `, ${version.decidedByName}` : ''}
          {version.reason ? `. Lý do: ${version.reason}` : ''}
          {version.entryReasons.length > 0 ? `. Nêu lý do ở ${version.entryReasons.length} nhiệm vụ` : ''}
        </p>
      ) : null}
      {version.channel === 'off_system' ? <Scan reportId={reportId} number={version.number} /> : null}
      <p className={classes.hash}>
        Mã nội dung: <code>{version.sha256}</code>
      </p>
    </li>
  );
}

/** The scan of what came on paper or by mail. */
function Scan({ reportId, number }: { reportId: string; number: number }) {
  const { data } = useQuery(submissionQuery(reportId, number));
  const scan = data?.content.scan;
  if (!scan) return null;
  return (
    <p>
      Bản quét:{' '}
      <a href={`/api/v1/files/${scan.id}`} download>
        {scan.name}
      </a>
    </p>
  );
}

function Compare({ reportId, versions, open }: { reportId: string; versions: readonly Submission[]; open: boolean }) {
  const newest = versions[0]?.number ?? 2;
  const [shown, setShown] = useState(open);
  const [from, setFrom] = useState(newest - 1);
  const [to, setTo] = useState(newest);
  const choices = versions.map(({ number, receivedAt }) => ({
    value: String(number),
    label: `Lần ${number} (${formatInstant(receivedAt)})`,
  }));
  if (!shown) {
    return (
      <Button variant="default" mt="sm" className="not-printed" onClick={() => setShown(true)}>
        Xem khác nhau giữa các lần nộp
      </Button>
    );
  }
  return (
    <div className={classes.compare}>
      <div className={`${classes.choices} not-printed`}>
        <NativeSelect
          label="So từ"
          data={choices}
          value={String(from)}
          onChange={(event) => setFrom(Number(event.currentTarget.value))}
        />
        <NativeSelect
          label="đến"
          data={choices}
          value={String(to)}
          onChange={(event) => setTo(Number(event.currentTarget.value))}
        />
      </div>
      {from === to ? (
        <p>Chọn hai lần nộp khác nhau để so.</p>
      ) : (
        <VersionDifferences reportId={reportId} from={Math.min(from, to)} to={Math.max(from, to)} />
      )}
    </div>
  );
}
