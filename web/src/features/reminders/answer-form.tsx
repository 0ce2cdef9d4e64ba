import { Button, Group, NativeSelect, Stack, Textarea, Title } from '@mantine/core';
import { LATE_REASON_LABELS, LATE_REASONS, type LateReason } from '@plan/shared/vocabulary/report-late-reasons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { asProblem } from '../../lib/problem.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { evidenceQuery, type UrgingItem, useAnswerUrging } from './queries.js';
import classes from './reminders.module.css';

interface Words {
  reasonCode: LateReason | '';
  text: string;
  newDueOn: string | null;
  evidenceId: string;
}
const NOTHING: Words = { reasonCode: '', text: '', newDueOn: null, evidenceId: '' };

const begun = (words: Words): boolean =>
  words.reasonCode !== '' || words.text.trim() !== '' || words.newDueOn !== null || words.evidenceId !== '';

type Faults = Partial<Record<keyof Words, string>>;

/** What is missing in an answer; null when nothing is. */
function faultsOf(item: UrgingItem, words: Words): Faults | null {
  const faults: Faults = {};
  if (words.reasonCode === '') faults.reasonCode = 'Chọn lý do chậm.';
  if (words.text.trim() === '') faults.text = 'Nêu ngắn gọn việc đang vướng ở đâu.';
  if (words.newDueOn === null && words.evidenceId === '') {
    faults.newDueOn = item.assignmentId
      ? 'Nhập ngày sẽ hoàn thành, hoặc chọn tài liệu minh chứng.'
      : 'Nhập ngày sẽ nộp báo cáo.';
  }
  return Object.keys(faults).length > 0 ? faults : null;
}

interface Props {
  urgingId: string;
  items: readonly UrgingItem[];
  onDone: (count: number) => void;
}

/** Answers the items that wait: those that are filled in are sent, the others can follow later. */
export function AnswerForm({ urgingId, items, onDone }: Props) {
  const answer = useAnswerUrging(urgingId);
  const [words, setWords] = useState<Record<number, Words>>({});
  // Taken when the button is pressed, and kept until it is pressed again: words that vanish while a field is left move
  // the button away from under the pointer.
  const [faults, setFaults] = useState<Record<number, Faults>>({});
  const of = (item: UrgingItem): Words => words[item.position] ?? NOTHING;
  const filled = items.filter((item) => begun(of(item)));

  function submit(event: FormEvent): void {
    event.preventDefault();
    const asked = filled.length > 0 ? filled : items;
    const found = Object.fromEntries(
      asked.flatMap((item) => {
        const missing = faultsOf(item, of(item));
        return missing ? [[item.position, missing]] : [];
      }),
    );
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    answer.mutate(
      {
        items: filled.map((item) => {
          const { reasonCode, text, newDueOn, evidenceId } = of(item);
          return {
            assignmentId: item.assignmentId ?? undefined,
            reportId: item.reportId ?? undefined,
            reasonCode: reasonCode as LateReason,
            text: text.trim(),
            newDueOn: newDueOn ?? undefined,
            evidenceId: evidenceId || undefined,
          };
        }),
      },
      {
        onSuccess: () => {
          onDone(filled.length);
          setWords({});
          setFaults({});
        },
      },
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <FormProblem error={answer.error} />
      {items.map((item) => (
        <ItemAnswer
          key={item.position}
          item={item}
          words={of(item)}
          faults={faults[item.position] ?? {}}
          problemFor={(field) =>
            answer.error ? asProblem(answer.error).messageFor(`items/${filled.indexOf(item)}/${field}`) : null
          }
          onChange={(change) => setWords({ ...words, [item.position]: { ...of(item), ...change } })}
        />
      ))}
      <Group gap="xs">
        <Button type="submit" loading={answer.isPending}>
          {filled.length > 0 ? `Gửi trả lời ${formatNumber(filled.length)} việc` : 'Gửi trả lời'}
        </Button>
      </Group>
    </form>
  );
}

interface ItemProps {
  item: UrgingItem;
  words: Words;
  faults: Faults;
  problemFor: (field: string) => string | null;
  onChange: (change: Partial<Words>) => void;
}

function ItemAnswer({ item, words, faults, problemFor, onChange }: ItemProps) {
  const evidence = useQuery({
    ...evidenceQuery(item.assignmentId ?? ''),
    enabled: item.assignmentId !== null,
  });
  const documents = (evidence.data?.items ?? []).filter(({ state }) => state !== 'refused');
  return (
    <fieldset className={classes.answer}>
      <legend className="only-read-aloud">
        Trả lời việc {item.position}: {item.title}
      </legend>
      <Stack gap="sm">
        <Title order={3}>
          {item.position}. {item.title}
        </Title>
        <p className={classes.facts}>
          {item.dueOn
            ? `Hạn ${formatDay(item.dueOn)}, quá hạn ${formatNumber(item.daysLate)} ngày`
            : 'Không có hạn, quá một tháng chưa báo cáo'}
          , đôn đốc lần {item.times}.{' '}
          {item.taskId ? (
            <Link
              to="/nhiem-vu/$taskId"
              params={{ taskId: item.taskId }}
              search={{ phan: item.assignmentId ?? undefined }}
            >
              Mở nhiệm vụ để nộp tài liệu minh chứng
            </Link>
          ) : null}
        </p>
        <NativeSelect
          label="Lý do chậm"
          required
          w={320}
          maw="100%"
          value={words.reasonCode}
          error={faults.reasonCode ?? problemFor('reasonCode')}
          onChange={(event) => onChange({ reasonCode: event.currentTarget.value as LateReason | '' })}
          data={[
            { value: '', label: 'Chọn lý do' },
            ...LATE_REASONS.map((value) => ({ value, label: LATE_REASON_LABELS[value] })),
          ]}
        />
        <Textarea
          label="Giải trình"
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={words.text}
          error={faults.text ?? problemFor('text')}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
        <DateField
          label={item.reportId ? 'Sẽ nộp báo cáo vào ngày' : 'Sẽ hoàn thành vào ngày'}
          description="Ngày cơ quan cam kết; không thay đổi thời hạn của kế hoạch."
          clearable
          w={260}
          value={words.newDueOn}
          error={faults.newDueOn ?? problemFor('newDueOn')}
          onChange={(newDueOn) => onChange({ newDueOn })}
        />
        {documents.length > 0 ? (
          <NativeSelect
            label="Hoặc đã có tài liệu minh chứng"
            value={words.evidenceId}
            error={problemFor('evidenceId')}
            onChange={(event) => onChange({ evidenceId: event.currentTarget.value })}
            data={[
              { value: '', label: 'Không chọn tài liệu' },
              ...documents.map(({ id, number, issuedOn }) => ({
                value: id,
                label: `Số ${number}, ngày ${formatDay(issuedOn)}`,
              })),
            ]}
          />
        ) : null}
      </Stack>
    </fieldset>
  );
}
