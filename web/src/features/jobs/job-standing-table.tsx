import { Button, Progress, Text } from '@mantine/core';
import { JOB_DESCRIPTIONS, JOB_LABELS, type JobName } from '@plan/shared/vocabulary/jobs';
import { formatDay, formatInstant, formatNumber } from '../../lib/dates.js';
import { Notice } from '../../ui/notice.js';
import { PlainTable } from '../../ui/plain-table.js';
import { countsInWords, durationInWords } from './job-words.js';
import type { JobStanding } from './queries.js';

/** A scheduler rings each minute; when none has for so long, nobody is reminded of anything. */
const SILENT_AFTER_MS = 5 * 60_000;

/** Says aloud that the scheduler stands still. */
export function BellNotice({ lastBellAt, now }: { lastBellAt: string | null; now: number }) {
  if (lastBellAt !== null && now - new Date(lastBellAt).getTime() < SILENT_AFTER_MS) return null;
  return (
    <Notice tone="warning" title="Bộ lập lịch đang không chạy">
      {lastBellAt ? `Lần cuối hoạt động: ${formatInstant(lastBellAt)}. ` : 'Chưa hoạt động lần nào. '}
      Các việc hằng ngày chưa được làm cho đến khi có một tiến trình máy chủ với ROLE là all hoặc worker và SCHEDULER
      không tắt. Hãy báo người vận hành máy chủ. Những ngày bị lỡ sẽ được làm bù.
    </Notice>
  );
}

interface Props {
  items: readonly JobStanding[];
  mayRun: boolean;
  /** The job that was just asked for. */
  asked: JobName | null;
  onRun: (job: JobName) => void;
}

/** Every job: what it does, its last run, the next, and how far a run under way has come. */
export function JobStandingTable({ items, mayRun, asked, onRun }: Props) {
  return (
    <PlainTable
      caption="Các tiến trình"
      captionHidden
      rows={items}
      rowId={(job) => job.name}
      columns={[
        {
          id: 'job',
          header: 'Tiến trình',
          cell: (job) => (
            <div>
              <Text fw={600}>{JOB_LABELS[job.name]}</Text>
              <Text size="sm" c="dimmed">
                {JOB_DESCRIPTIONS[job.name]}
              </Text>
            </div>
          ),
        },
        { id: 'last', header: 'Lần gần nhất', cell: (job) => <LastRun job={job} /> },
        { id: 'next', header: 'Lần tới', width: '190px', cell: (job) => nextInWords(job) },
        ...(mayRun
          ? [
              {
                id: 'run',
                header: 'Chạy ngay',
                width: '132px',
                cell: (job: JobStanding) => (
                  <Button
                    size="sm"
                    variant="default"
                    aria-label={`Chạy ${JOB_LABELS[job.name]} cho hôm nay`}
                    loading={asked === job.name}
                    disabled={asked !== null && asked !== job.name}
                    onClick={() => onRun(job.name)}
                  >
                    Hôm nay
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function LastRun({ job: { running, lastRun } }: { job: JobStanding }) {
  if (running) {
    const { done, total } = running;
    return (
      <div role="status">
        <Text size="sm">
          Đang chạy cho ngày {formatDay(running.day)}
          {total ? `: ${formatNumber(done)}/${formatNumber(total)}` : ''}
        </Text>
        <Progress
          value={total ? (100 * done) / total : 100}
          striped={!total}
          aria-label={total ? `${done} trên ${total} phần` : 'Đang chạy'}
          size="sm"
        />
      </div>
    );
  }
  if (!lastRun) return 'Chưa chạy lần nào';
  return (
    <div>
      <Text size="sm">
        {formatInstant(lastRun.startedAt)}, cho ngày {formatDay(lastRun.day)} (
        {durationInWords(lastRun.startedAt, lastRun.finishedAt)})
      </Text>
      <Text size="sm" c={lastRun.failed ? 'red.8' : undefined}>
        {lastRun.failed ? 'Lỗi, hệ thống sẽ chạy lại' : countsInWords(lastRun.counts)}
      </Text>
    </div>
  );
}

function nextInWords({ owedDays, nextDay, nextAt }: JobStanding): string {
  if (owedDays > 1) return `Đang làm bù ${formatNumber(owedDays)} ngày, từ ${formatDay(nextDay)}`;
  if (owedDays === 1) return `Trong ít phút, cho ngày ${formatDay(nextDay)}`;
  return formatInstant(nextAt);
}
