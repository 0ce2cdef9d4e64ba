import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { URGING_PLACES, URGING_TEMPLATES, type UrgingTemplateName } from '@plan/shared/vocabulary/urgings';
import { type FormEvent, useState } from 'react';
import { dayInVietnam, formatDay, formatNumber } from '../../lib/dates.js';
import { asProblem } from '../../lib/problem.js';
import { DateField } from '../../ui/date-field.js';
import { Dialog } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { type Candidate, type SentUrgings, type UrgingsInput, useSendUrgings, useTryUrgings } from './queries.js';
import classes from './reminders.module.css';

interface Props {
  planId: string;
  asOf: string;
  items: readonly Candidate[];
  onClose: () => void;
  onSent: (sent: SentUrgings) => void;
}

const NAMES = Object.keys(URGING_TEMPLATES) as UrgingTemplateName[];
/** Days that an agency usually gets to answer. */
const ANSWER_DAYS = 7;

function usualTemplate(items: readonly Candidate[]): UrgingTemplateName {
  if (items.every(({ kind }) => kind === 'report')) return 'report';
  return items.some(({ urgingCount }) => urgingCount > 0) ? 'again' : 'overdue';
}

/** Writes one letter for each agency: first the words, then the letters as they would go, then sending. */
export function WriteUrging({ planId, asOf, items, onClose, onSent }: Props) {
  const [template, setTemplate] = useState<UrgingTemplateName>(() => usualTemplate(items));
  const [subject, setSubject] = useState<string>(URGING_TEMPLATES[template].subject);
  const [text, setText] = useState<string>(URGING_TEMPLATES[template].text);
  const [answerBy, setAnswerBy] = useState<string | null>(() =>
    dayInVietnam(new Date(Date.now() + ANSWER_DAYS * 86_400_000)),
  );
  const [signerTitle, setSignerTitle] = useState('');
  const [tried, setTried] = useState(false);
  const preview = useTryUrgings();
  const send = useSendUrgings();
  const error = send.error ?? preview.error;
  const problem = error ? asProblem(error) : null;

  const body = (): UrgingsInput => ({
    planId,
    asOf,
    items: items.map(({ assignmentId, reportId }) =>
      assignmentId ? { assignmentId } : { reportId: reportId ?? undefined },
    ),
    subject: subject.trim(),
    text: text.trim(),
    answerBy: answerBy ?? '',
    signerTitle: signerTitle.trim() || undefined,
  });

  function look(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (subject.trim() === '' || text.trim() === '' || answerBy === null) return;
    preview.mutate(body());
  }
  function choose(name: UrgingTemplateName): void {
    setTemplate(name);
    setSubject(URGING_TEMPLATES[name].subject);
    setText(URGING_TEMPLATES[name].text);
  }
  const letters = preview.data?.urgings;

  return (
    <Dialog opened onClose={onClose} size="lg" title={letters ? 'Xem lại trước khi gửi' : 'Soạn công văn đôn đốc'}>
      {letters ? (
        <Stack gap="sm">
          <FormProblem error={send.error} />
          <p>
            {formatNumber(letters.length)} công văn, mỗi cơ quan một công văn. Số thứ tự là số dự kiến, hệ thống lấy số
            khi gửi. Số liệu tính đến ngày {formatDay(asOf)}.
          </p>
          {letters.map((letter) => (
            <article key={letter.agencyId} className={classes.letter}>
              <p>
                <strong>
                  Số {letter.number}. Kính gửi: {letter.agencyName}
                </strong>
              </p>
              <p className={classes.words}>{letter.text}</p>
              <ol>
                {letter.items.map((item) => (
                  <li key={item.position}>
                    {item.title} ({item.dueOn ? `quá hạn ${formatNumber(item.daysLate)} ngày` : 'chưa báo cáo'}, đôn đốc
                    lần {item.times})
                  </li>
                ))}
              </ol>
              {letter.toCommittee > 0 ? (
                <p>Sau lần này, {letter.toCommittee} việc vào danh sách trình Ban Chỉ đạo.</p>
              ) : null}
            </article>
          ))}
          <Group gap="xs">
            <Button loading={send.isPending} onClick={() => send.mutate(body(), { onSuccess: onSent })}>
              Gửi {formatNumber(letters.length)} công văn
            </Button>
            <Button variant="default" onClick={() => preview.reset()}>
              Sửa lại nội dung
            </Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={look} noValidate>
          <Stack gap="sm">
            <FormProblem error={error} />
            <NativeSelect
              label="Mẫu công văn"
              value={template}
              onChange={(event) => choose(event.currentTarget.value as UrgingTemplateName)}
              data={NAMES.map((value) => ({ value, label: URGING_TEMPLATES[value].label }))}
            />
            <TextInput
              label="Về việc"
              description="In sau chữ V/v ở đầu công văn."
              required
              maxLength={300}
              value={subject}
              error={tried && subject.trim() === '' ? 'Nhập nội dung sau chữ V/v.' : problem?.messageFor('subject')}
              onChange={(event) => setSubject(event.currentTarget.value)}
            />
            <Textarea
              label="Nội dung"
              description={`Danh sách việc được thêm vào dưới nội dung. Chữ trong ngoặc nhọn được thay cho từng cơ quan: ${Object.entries(
                URGING_PLACES,
              )
                .map(([place, words]) => `${place} là ${words}`)
                .join(', ')}.`}
              required
              autosize
              minRows={6}
              maxRows={14}
              maxLength={8000}
              value={text}
              error={tried && text.trim() === '' ? 'Nhập nội dung công văn.' : problem?.messageFor('text')}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <DateField
              label="Trả lời trước hết ngày"
              required
              w={260}
              value={answerBy}
              error={tried && answerBy === null ? 'Nhập hạn trả lời.' : problem?.messageFor('answerBy')}
              onChange={setAnswerBy}
            />
            <TextInput
              label="Chức vụ người ký"
              description="Để trống thì in THỦ TRƯỞNG CƠ QUAN. Công văn được ký ở ngoài hệ thống."
              maxLength={200}
              value={signerTitle}
              onChange={(event) => setSignerTitle(event.currentTarget.value)}
            />
            <Group gap="xs">
              <Button type="submit" loading={preview.isPending}>
                Xem trước công văn
              </Button>
              <Button variant="default" onClick={onClose}>
                Thôi
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
