import { Button } from '@mantine/core';
import { REPORT_ENTRY_STATE_LABELS } from '@plan/shared/vocabulary/report-states';
import type { DraftKeeper } from './draft-keeper.js';
import type { Clash, EntryWords, WordField } from './report-draft.js';
import { FIELD_LABELS } from './report-draft.js';
import classes from './report-form.module.css';

const TEXTS: ReadonlySet<WordField> = new Set(['resultText', 'obstacleText', 'nextText']);

function shown(field: WordField, value: EntryWords[WordField]): string {
  if (value === null || value === '') return '(để trống)';
  if (field === 'state') return REPORT_ENTRY_STATE_LABELS[value as NonNullable<EntryWords['state']>];
  if (field === 'progressPercent') return `${value}%`;
  if (typeof value === 'boolean') return value ? 'Có' : 'Không';
  return String(value);
}

interface Props {
  keeper: DraftKeeper;
  clash: Clash;
  mine: EntryWords;
  /** Who saved meanwhile. */
  otherName: string | null;
}

/** One field that two people filled in differently: both side by side, and whose words shall stand. */
export function EntryClash({ keeper, clash, mine, otherName }: Props) {
  const { field, theirs } = clash;
  const other = otherName ?? 'Người khác';
  return (
    <section className={classes.clash} aria-label={`${FIELD_LABELS[field]}: chọn một bên`}>
      <p className={classes.clashTitle}>
        {other} cũng vừa ghi “{FIELD_LABELS[field]}”. Chọn lời nào được giữ:
      </p>
      <div className={classes.sides}>
        <div>
          <p className={classes.soft}>Của tôi</p>
          <p className={classes.said}>{shown(field, mine[field])}</p>
          <Button size="compact-sm" onClick={() => keeper.choose(clash, 'mine')}>
            Giữ của tôi
          </Button>
        </div>
        <div>
          <p className={classes.soft}>Của {otherName ?? 'người kia'}</p>
          <p className={classes.said}>{shown(field, theirs)}</p>
          <Button size="compact-sm" variant="default" onClick={() => keeper.choose(clash, 'theirs')}>
            Lấy của người kia
          </Button>
        </div>
      </div>
      {TEXTS.has(field) && theirs !== '' && mine[field] !== '' ? (
        <Button size="compact-sm" variant="default" onClick={() => keeper.choose(clash, 'both')}>
          Giữ cả hai, nối vào nhau
        </Button>
      ) : null}
    </section>
  );
}
