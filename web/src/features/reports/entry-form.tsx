import { Button, Checkbox, NativeSelect, NumberInput, Slider, Textarea } from '@mantine/core';
import { ASSIGNMENT_ROLE_LABELS } from '@plan/shared/vocabulary/assignments';
import { REPORT_ENTRY_STATE_LABELS, REPORT_ENTRY_STATES } from '@plan/shared/vocabulary/report-states';
import { Fragment, memo } from 'react';
import { formatDay, formatDayWithWeekday } from '../../lib/dates.js';
import { Notice } from '../../ui/notice.js';
import type { DraftKeeper } from './draft-keeper.js';
import { EntryClash } from './entry-clash.js';
import { EntryFiles } from './entry-files.js';
import { type CommuneWords, EntryBeside, standingWords } from './entry-last-words.js';
import { entryAnchor, entryName, fieldAnchor, markOf } from './entry-words.js';
import { RaiseLink } from './raise-link.js';
import { ReportComments } from './report-comments.js';
import { type Clash, type EntryWords, FIELD_LABELS } from './report-draft.js';
import classes from './report-form.module.css';
import type { Report, ReportEntry } from './review-queries.js';

/** Characters of one text at most, as the API takes them. */
const LONGEST_TEXT = 5_000;
const TEXTS = [
  ['resultText', 'Việc đã làm, số liệu, văn bản đã ban hành trong kỳ.', 3],
  ['obstacleText', 'Để trống nếu không có.', 2],
  ['nextText', 'Việc sẽ làm trong kỳ tới.', 2],
] as const;

interface Props {
  keeper: DraftKeeper;
  reportId: string;
  agencyId: string;
  index: number;
  entry: ReportEntry;
  words: EntryWords;
  warnings: readonly Report['warnings'][number][];
  /** What the last return said about this line. */
  returnedReason: string | undefined;
  clashes: readonly Clash[];
  otherName: string | null;
  /** What the API refused in it, by field. */
  refused: ReadonlyMap<string, string> | undefined;
  communes: readonly CommuneWords[];
  /** Last month's words stand beside the fields. */
  wide: boolean;
  /** The whole report is "không phát sinh". */
  wholeNothingNew: boolean;
  /** Only its heading shows, on a phone. */
  folded: boolean;
  onUnfold: (assignmentId: string) => void;
}

/** One assignment in the form: what it is about, what was said last month, and the fields. */
export const EntryForm = memo(function EntryForm(props: Props) {
  const { index, entry, words, warnings, returnedReason } = props;
  const { assignmentId } = entry;
  const name = entryName(entry);
  const under = name.toLowerCase();
  const mark = markOf(entry, warnings, returnedReason);

  return (
    <li id={entryAnchor(assignmentId)} className={classes.entry} data-index={index} data-tone={mark.tone}>
      <div className={classes.entryTop}>
        <h3 tabIndex={-1}>
          {entry.taskNumber === null ? '' : `${entry.taskNumber}. `}
          {entry.taskTitle}
        </h3>
        <span className={classes.mark} data-tone={mark.tone}>
          {mark.words}
        </span>
      </div>
      <p className={classes.soft}>
        {ASSIGNMENT_ROLE_LABELS[entry.role]} · Thời hạn: {entry.deadlineText || 'không ghi trong kế hoạch'}
        {entry.dueOn ? ` (hạn ${formatDayWithWeekday(entry.dueOn)})` : ''}
        {entry.completedOn ? ` · đã xác nhận hoàn thành ngày ${formatDay(entry.completedOn)}` : ''}
        {entry.cancelled ? ' · phân công đã hủy' : ''}
      </p>
      {returnedReason ? (
        <Notice tone="fault" title="Cơ quan thường trực yêu cầu sửa">
          <p>{returnedReason}</p>
        </Notice>
      ) : null}
      {props.folded ? (
        <>
          <p className={classes.soft}>{standingWords(words) || 'Chưa ghi tiến độ'}</p>
          <Button
            variant="default"
            className="not-printed"
            onClick={() => props.onUnfold(assignmentId)}
            aria-label={`Mở để viết, ${under}`}
          >
            Mở để viết
          </Button>
        </>
      ) : (
        <Fields {...props} name={name} />
      )}
    </li>
  );
});

/** The fields of a line, and what to look at while filling them in. */
function Fields(props: Props & { name: string }) {
  const { keeper, reportId, entry, words, warnings, clashes, otherName, refused, wide, name } = props;
  const { assignmentId } = entry;
  const under = name.toLowerCase();
  const change = (part: Partial<EntryWords>) => keeper.change(assignmentId, part);
  const clashOf = (field: Clash['field']) => {
    const clash = clashes.find((one) => one.field === field);
    return clash ? <EntryClash keeper={keeper} clash={clash} mine={words} otherName={otherName} /> : null;
  };
  return (
    <>
      {warnings
        .filter(({ code }) => code !== 'entry_missing')
        .map(({ code, message }) => (
          <p key={code} className={classes.warning} data-quiet={code === 'unchanged' || undefined}>
            {message}
          </p>
        ))}
      <div className={classes.columns}>
        {wide ? null : <EntryBeside {...props} open={false} onReuse={change} />}
        <div className={classes.fields}>
          <div className={classes.standing}>
            <NumberInput
              id={fieldAnchor(assignmentId, 'progressPercent')}
              label="Tiến độ (%)"
              aria-label={`Tiến độ (%), ${under}`}
              min={0}
              max={100}
              step={5}
              clampBehavior="strict"
              allowDecimal={false}
              allowNegative={false}
              w={104}
              value={words.progressPercent ?? ''}
              error={refused?.get('progressPercent')}
              onChange={(value) => change({ progressPercent: typeof value === 'number' ? value : null })}
            />
            <div className={classes.slider}>
              <Slider
                thumbLabel={`Kéo để chỉnh tiến độ, ${under}`}
                value={words.progressPercent ?? 0}
                step={5}
                thumbSize={24}
                label={null}
                marks={[25, 50, 75].map((value) => ({ value }))}
                onChange={(value) => {
                  if (value !== (words.progressPercent ?? 0)) change({ progressPercent: value });
                }}
              />
            </div>
            <NativeSelect
              id={fieldAnchor(assignmentId, 'state')}
              label="Tình trạng"
              aria-label={`Tình trạng, ${under}`}
              value={words.state ?? ''}
              error={refused?.get('state')}
              data={[
                { value: '', label: 'Chưa chọn' },
                ...REPORT_ENTRY_STATES.map((state) => ({ value: state, label: REPORT_ENTRY_STATE_LABELS[state] })),
              ]}
              onChange={(event) => change({ state: (event.currentTarget.value || null) as EntryWords['state'] })}
            />
          </div>
          {clashOf('progressPercent')}
          {clashOf('state')}
          <Checkbox
            label="Không phát sinh trong kỳ"
            aria-label={`Không phát sinh trong kỳ, ${under}`}
            checked={words.nothingNew}
            onChange={(event) => change({ nothingNew: event.currentTarget.checked })}
          />
          {clashOf('nothingNew')}
          {TEXTS.map(([field, help, rows]) => (
            <Fragment key={field}>
              {words.nothingNew ? null : (
                <Textarea
                  id={fieldAnchor(assignmentId, field)}
                  label={FIELD_LABELS[field]}
                  aria-label={`${FIELD_LABELS[field]}, ${under}`}
                  description={help}
                  autosize
                  minRows={rows}
                  maxRows={18}
                  maxLength={LONGEST_TEXT}
                  value={words[field]}
                  error={refused?.get(field)}
                  onChange={(event) => change({ [field]: event.currentTarget.value })}
                />
              )}
              {field === 'obstacleText' && words.obstacleText !== '' && !words.nothingNew ? (
                <RaiseLink reportId={reportId} agencyId={props.agencyId} assignmentId={assignmentId} name={name} />
              ) : null}
              {clashOf(field)}
            </Fragment>
          ))}
          <EntryFiles
            keeper={keeper}
            assignmentId={assignmentId}
            name={name}
            files={words.files}
            error={refused?.get('files')}
            changeable={!props.wholeNothingNew}
          />
          <ReportComments reportId={reportId} assignmentId={assignmentId} label={`Trao đổi về ${under}`} />
        </div>
        {wide ? <EntryBeside {...props} open onReuse={change} /> : null}
      </div>
    </>
  );
}
