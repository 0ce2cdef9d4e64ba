import { Button } from '@mantine/core';
import { LATE_REASON_LABELS } from '@plan/shared/vocabulary/report-late-reasons';
import { IconFileTypeDocx } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatDayWithWeekday, formatInstant, formatNumber } from '../../lib/dates.js';
import { HistoryLink } from '../../ui/history-link.js';
import { Notice } from '../../ui/notice.js';
import { OnlyFor } from '../../ui/only-for.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Fact, Facts, Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { AnswerForm } from './answer-form.js';
import { type Urging, type UrgingItem, urgingQuery } from './queries.js';
import classes from './reminders.module.css';
import { answerWords } from './urgings-page.js';

const route = getRouteApi('/signed-in/don-doc/cong-van/$urgingId');

/** One urging: what it says, what it lists, and what the agency answered. */
export function UrgingPage() {
  return (
    <OnlyFor permission="reminders.read" title="Công văn đôn đốc">
      <Letter />
    </OnlyFor>
  );
}

function Letter() {
  const { urgingId } = route.useParams();
  const urging = useQuery(urgingQuery(urgingId));
  if (!urging.data) {
    return (
      <>
        <PageHeading title="Công văn đôn đốc" />
        {urging.error ? <Failed error={urging.error} onRetry={() => void urging.refetch()} /> : <Loading lines={10} />}
      </>
    );
  }
  return <Whole urging={urging.data} />;
}

function Whole({ urging }: { urging: Urging }) {
  const [answered, setAnswered] = useState(0);
  const mayAnswer = urging.allowedActions.includes('answer');
  // What waits stands in the form already, with all that the list says of it.
  const listed = mayAnswer ? urging.items.filter(({ answeredAt }) => answeredAt !== null) : urging.items;
  const open = urging.items.filter(({ answeredAt }) => answeredAt === null);
  return (
    <>
      <PageHeading
        title={`Công văn đôn đốc số ${urging.number}/${urging.year}`}
        lead={<Link to="/don-doc/cong-van">Về danh sách công văn</Link>}
        printed={`Gửi ${urging.agencyName}, ngày ${formatDay(urging.onDay)}`}
        actions={
          <>
            <HistoryLink subjectId={urging.id} />
            <Button
              variant={mayAnswer ? 'default' : 'filled'}
              component="a"
              href={`/api/v1/urgings/${urging.id}/letter.docx`}
              download
              leftSection={<IconFileTypeDocx size={18} aria-hidden />}
            >
              Tải công văn bản Word
            </Button>
          </>
        }
      />
      {answered > 0 ? (
        <Notice tone="done" live>
          Đã gửi trả lời {formatNumber(answered)} việc.
        </Notice>
      ) : null}
      <Facts>
        <Fact name="Gửi cơ quan">{urging.agencyName}</Fact>
        <Fact name="Cơ quan đôn đốc">{urging.issuerName ?? urging.sentByLabel}</Fact>
        <Fact name="Ngày gửi">{formatDay(urging.onDay)}</Fact>
        <Fact name="Số liệu tính đến">{formatDay(urging.asOf)}</Fact>
        <Fact name="Trả lời trước hết">{formatDayWithWeekday(urging.answerBy)}</Fact>
        <Fact name="Tình trạng trả lời">{answerWords(urging)}</Fact>
        <Fact name="Về việc">{urging.subject}</Fact>
      </Facts>
      <div className={classes.apart} />
      <Section title="Nội dung">
        <p className={classes.words}>{urging.text}</p>
      </Section>
      {mayAnswer ? (
        <Section
          title={`Trả lời ${formatNumber(open.length)} việc`}
          lead="Mỗi việc nêu lý do chậm, rồi nêu ngày sẽ hoàn thành hoặc chọn tài liệu minh chứng đã nộp."
        >
          <AnswerForm urgingId={urging.id} items={open} onDone={setAnswered} />
        </Section>
      ) : null}
      {listed.length > 0 ? (
        <Section title={mayAnswer ? 'Các việc đã trả lời' : 'Các việc và nội dung trả lời'}>
          <PlainTable
            caption="Các việc trong công văn"
            captionHidden
            rows={listed}
            rowId={({ position }) => String(position)}
            columns={[
              { id: 'position', header: 'STT', width: '56px', align: 'end', cell: ({ position }) => position },
              { id: 'title', header: 'Nhiệm vụ, báo cáo', cell: title },
              {
                id: 'due',
                header: 'Hạn',
                width: '184px',
                cell: ({ dueOn, daysLate }) =>
                  dueOn ? `${formatDay(dueOn)}, quá hạn ${formatNumber(daysLate)} ngày` : 'Không có hạn, chưa báo cáo',
              },
              { id: 'times', header: 'Đôn đốc lần', width: '104px', align: 'end', cell: ({ times }) => times },
              { id: 'answer', header: 'Trả lời', cell: answer },
            ]}
          />
        </Section>
      ) : null}
    </>
  );
}

function title({ taskId, assignmentId, title: words }: UrgingItem) {
  if (!taskId) return words;
  return (
    <Link to="/nhiem-vu/$taskId" params={{ taskId }} search={{ phan: assignmentId ?? undefined }}>
      {words}
    </Link>
  );
}

function answer({ answeredAt, answeredByLabel, reasonCode, newDueOn, evidenceId, answerText }: UrgingItem) {
  if (!answeredAt || !reasonCode) return 'Chưa trả lời';
  return (
    <>
      <div>
        <strong>{LATE_REASON_LABELS[reasonCode]}.</strong> {answerText}
      </div>
      {newDueOn ? <div>Sẽ hoàn thành: {formatDay(newDueOn)}</div> : null}
      {evidenceId ? <div>Đã nộp tài liệu minh chứng</div> : null}
      <div>
        {answeredByLabel}, {formatInstant(answeredAt)}
      </div>
    </>
  );
}
