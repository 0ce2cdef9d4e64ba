import { Button, NativeSelect, NumberInput, Stack, Textarea } from '@mantine/core';
import type { components } from '@plan/shared/api';
import {
  REPORT_ENTRY_STATE_LABELS,
  REPORT_ENTRY_STATES,
  type ReportEntryState,
} from '@plan/shared/vocabulary/report-states';
import classes from './review.module.css';
import { taskName } from './review-entry.js';
import type { Report } from './review-queries.js';

export type EntryWordsInput = components['schemas']['EntryInput'];

interface Props {
  report: Report;
  /** Null while the content stays what the draft on the system says. */
  value: EntryWordsInput[] | null;
  onChange: (entries: EntryWordsInput[] | null) => void;
}

const TEXTS = [
  { key: 'resultText', label: 'Kết quả' },
  { key: 'obstacleText', label: 'Khó khăn, vướng mắc' },
  { key: 'nextText', label: 'Việc tiếp theo' },
] as const;

/** What the paper says, line by line; or the draft as it stands. */
export function OffSystemEntries({ report, value, onChange }: Props) {
  if (value === null) {
    return (
      <div>
        <p>
          Nội dung lấy theo bản đang soạn trên hệ thống ({report.entries.length} nhiệm vụ
          {report.prefilled ? ', chữ của kỳ trước' : ''}).
        </p>
        <Button
          variant="default"
          onClick={() =>
            onChange(
              report.entries.map(
                ({ assignmentId, progressPercent, state, resultText, obstacleText, nextText, nothingNew }) => ({
                  assignmentId,
                  progressPercent,
                  state,
                  resultText,
                  obstacleText,
                  nextText,
                  nothingNew,
                }),
              ),
            )
          }
        >
          Gõ lại nội dung theo bản nhận được
        </Button>
      </div>
    );
  }
  const set = (assignmentId: string, change: Partial<EntryWordsInput>) =>
    onChange(value.map((one) => (one.assignmentId === assignmentId ? { ...one, ...change, nothingNew: false } : one)));
  return (
    <Stack gap="sm">
      <ul className={classes.entries} aria-label="Nội dung theo bản nhận được">
        {value.map((words) => {
          const entry = report.entries.find(({ assignmentId }) => assignmentId === words.assignmentId);
          if (!entry) return null;
          const name = taskName(entry);
          return (
            <li key={words.assignmentId} className={classes.entry}>
              <h3>
                {entry.taskNumber === null ? '' : `${entry.taskNumber}. `}
                {entry.taskTitle}
              </h3>
              <NumberInput
                label="Tiến độ (%)"
                aria-label={`Tiến độ (%), ${name}`}
                min={0}
                max={100}
                allowDecimal={false}
                clampBehavior="strict"
                w={160}
                value={words.progressPercent ?? ''}
                onChange={(progress) =>
                  set(words.assignmentId, { progressPercent: typeof progress === 'number' ? progress : null })
                }
              />
              <NativeSelect
                label="Tình trạng"
                aria-label={`Tình trạng, ${name}`}
                maw={280}
                value={words.state ?? ''}
                onChange={(event) =>
                  set(words.assignmentId, { state: (event.currentTarget.value || null) as ReportEntryState | null })
                }
                data={[
                  { value: '', label: 'Không ghi' },
                  ...REPORT_ENTRY_STATES.map((state) => ({ value: state, label: REPORT_ENTRY_STATE_LABELS[state] })),
                ]}
              />
              {TEXTS.map(({ key, label }) => (
                <Textarea
                  key={key}
                  label={label}
                  aria-label={`${label}, ${name}`}
                  autosize
                  minRows={1}
                  maxLength={5000}
                  value={words[key] ?? ''}
                  onChange={(event) => set(words.assignmentId, { [key]: event.currentTarget.value })}
                />
              ))}
            </li>
          );
        })}
      </ul>
      <Button variant="default" w="fit-content" onClick={() => onChange(null)}>
        Lấy lại theo bản đang soạn
      </Button>
    </Stack>
  );
}
