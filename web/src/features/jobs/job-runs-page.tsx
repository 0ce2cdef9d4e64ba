import { Button, Group, NativeSelect } from '@mantine/core';
import { JOB_LABELS, JOB_TRIGGER_LABELS, JOBS, type JobName } from '@plan/shared/vocabulary/jobs';
import { useState } from 'react';
import { formatDay, formatInstant } from '../../lib/dates.js';
import { today } from '../../lib/plan-choice.js';
import { useMay } from '../../lib/session.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { BellNotice, JobStandingTable } from './job-standing-table.js';
import { countsInWords, durationInWords } from './job-words.js';
import { useJobRuns, useJobStandings, useRunJob } from './queries.js';

/** The scheduler's runs with what each did, and running one by hand. */
export function JobRunsPage() {
  const runs = useJobRuns();
  const mayRun = useMay('jobs.run');
  const run = useRunJob();
  const standings = useJobStandings(run.isPending);
  const rows = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeading
        title="Tiến trình hệ thống"
        lead="Những việc hệ thống tự làm mỗi ngày. Ngày bị lỡ được làm bù; chạy lại cùng một ngày không sinh thêm gì."
        printed="Tiến trình hệ thống"
      />
      {standings.data ? <BellNotice lastBellAt={standings.data.lastBellAt} now={standings.dataUpdatedAt} /> : null}
      <Section title="Các tiến trình">
        {standings.isPending ? <Loading /> : null}
        {standings.error ? <Failed error={standings.error} onRetry={() => void standings.refetch()} /> : null}
        <FormProblem error={run.error} />
        {run.data ? (
          <Notice
            tone="done"
            live
            title={`Đã chạy xong “${JOB_LABELS[run.data.job]}” cho ngày ${formatDay(run.data.day)}`}
          >
            {countsInWords(run.data.counts)}, {durationInWords(run.data.startedAt, run.data.finishedAt)}.
          </Notice>
        ) : null}
        {standings.data ? (
          <JobStandingTable
            items={standings.data.items}
            mayRun={mayRun}
            asked={run.isPending ? run.variables.job : null}
            onRun={(job) => run.mutate({ job, day: today() })}
          />
        ) : null}
      </Section>
      {mayRun ? <RunForDay run={run} /> : null}
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
              {
                id: 'duration',
                header: 'Mất',
                width: '104px',
                cell: (run) => durationInWords(run.startedAt, run.finishedAt),
              },
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

/** For another day than today: every plan as of that day, and only that day. */
function RunForDay({ run }: { run: ReturnType<typeof useRunJob> }) {
  const [job, setJob] = useState<JobName>(JOBS[0]);
  const [day, setDay] = useState<string | null>(today());
  return (
    <Section title="Chạy cho một ngày" lead="Tính cho mọi kế hoạch, theo đúng ngày được chọn.">
      <Group align="flex-end">
        <NativeSelect
          label="Tiến trình"
          value={job}
          onChange={(event) => setJob(event.currentTarget.value as JobName)}
          data={JOBS.map((one) => ({ value: one, label: JOB_LABELS[one] }))}
        />
        <DateField label="Cho ngày" value={day} onChange={setDay} required w={180} />
        <Button
          loading={run.isPending && run.variables.job === job}
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
