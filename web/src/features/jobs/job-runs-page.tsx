import { Button, Group, NativeSelect } from '@mantine/core';
import { FLAG_KIND_LABELS, type FlagKind } from '@plan/shared/vocabulary/assignments';
import { JOB_LABELS, JOB_TRIGGER_LABELS, JOBS, type JobName } from '@plan/shared/vocabulary/jobs';
import { useState } from 'react';
import { formatDay, formatInstant, formatNumber } from '../../lib/dates.js';
import { today } from '../../lib/plan-choice.js';
import { useMay } from '../../lib/session.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { type JobRun, useJobRuns, useRunJob } from './queries.js';

/** What a run did, in words: `12 mới: Quá hạn 10, Sắp đến hạn 2`. */
function countsInWords(counts: JobRun['counts']): string {
  if (!counts || counts.created === 0) return 'Không có gì mới';
  const kinds = Object.entries(counts.byKind)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${FLAG_KIND_LABELS[kind as FlagKind] ?? kind} ${formatNumber(count)}`);
  return `${formatNumber(counts.created)} mới${kinds.length > 0 ? `: ${kinds.join(', ')}` : ''}`;
}

/** The scheduler's runs with what each did, and running one by hand. */
export function JobRunsPage() {
  const runs = useJobRuns();
  const mayRun = useMay('jobs.run');
  const rows = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeading
        title="Tiến trình hệ thống"
        lead="Mỗi ngày hệ thống tự đánh dấu phân công sắp đến hạn và quá hạn. Chạy lại cùng một ngày không sinh thêm gì."
        printed="Tiến trình hệ thống"
      />
      {mayRun ? <RunNow /> : null}
      <Section title="Các lần chạy">
        {runs.isPending ? <Loading /> : null}
        {runs.error ? <Failed error={runs.error} onRetry={() => void runs.refetch()} /> : null}
        {runs.data && rows.length === 0 ? (
          <Empty title="Chưa có lần chạy nào.">
            Lần chạy theo lịch đầu tiên sẽ hiện ở đây. Có thể chạy ngay ở phần trên.
          </Empty>
        ) : null}
        {rows.length > 0 ? (
          <PlainTable
            caption="Các lần chạy tiến trình"
            captionHidden
            rows={rows}
            rowId={(run) => run.id}
            columns={[
              { id: 'started', header: 'Bắt đầu', width: '168px', cell: (run) => formatInstant(run.startedAt) },
              { id: 'job', header: 'Tiến trình', cell: (run) => JOB_LABELS[run.job] ?? run.job },
              { id: 'day', header: 'Cho ngày', width: '112px', cell: (run) => formatDay(run.day) },
              {
                id: 'trigger',
                header: 'Cách chạy',
                width: '112px',
                cell: (run) => JOB_TRIGGER_LABELS[run.trigger] ?? run.trigger,
              },
              {
                id: 'result',
                header: 'Kết quả',
                cell: (run) => {
                  if (run.failed) return 'Lỗi, hệ thống sẽ chạy lại';
                  return run.finishedAt ? countsInWords(run.counts) : 'Đang chạy';
                },
              },
            ]}
          />
        ) : null}
        {runs.hasNextPage ? (
          <Button mt="md" variant="default" loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
            Xem các lần chạy trước
          </Button>
        ) : null}
      </Section>
    </>
  );
}

function RunNow() {
  const [job, setJob] = useState<JobName>(JOBS[0]);
  const [day, setDay] = useState<string | null>(today());
  const run = useRunJob();
  return (
    <Section title="Chạy ngay" lead="Chạy tay tính cho mọi kế hoạch, theo đúng ngày được chọn.">
      <FormProblem error={run.error} />
      {run.data ? (
        <Notice tone="done" live title={`Đã chạy xong cho ngày ${formatDay(run.data.day)}`}>
          {countsInWords(run.data.counts)}.
        </Notice>
      ) : null}
      <Group align="flex-end">
        <NativeSelect
          label="Tiến trình"
          value={job}
          onChange={(event) => setJob(event.currentTarget.value as JobName)}
          data={JOBS.map((one) => ({ value: one, label: JOB_LABELS[one] }))}
        />
        <DateField label="Cho ngày" value={day} onChange={setDay} required w={180} />
        <Button
          loading={run.isPending}
          disabled={day === null}
          onClick={() => {
            if (day) run.mutate({ job, day });
          }}
        >
          Chạy tiến trình
        </Button>
      </Group>
    </Section>
  );
}
