import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatDay } from '../../lib/dates.js';
import type { DraftKeeper } from './draft-keeper.js';
import type { KeeperState } from './keeper-state.js';
import { actOf } from './own-report-queries.js';
import classes from './report-form.module.css';
import type { Report } from './review-queries.js';
import { saveWords } from './save-words.js';
import { SubmitDialog } from './submit-dialog.js';

interface Props {
  report: Report;
  keeper: DraftKeeper;
  state: KeeperState;
}

/** Always in sight while one writes: whether it is saved, and the button that hands it in. */
export function ReportFormBar({ report, keeper, state }: Props) {
  const [open, setOpen] = useState(false);
  const submit = actOf(report, 'submit');
  const troubled = state.status === 'no_line' || state.status === 'refused';
  return (
    <section className={`${classes.bar} not-printed`} aria-label="Lưu và nộp">
      <div className={classes.barSaved}>
        <p className={classes.saved} data-status={state.status}>
          <span>{saveWords(state, new Date())}</span>
          {troubled ? (
            <Button variant="default" size="compact-sm" onClick={() => void keeper.flush()}>
              Thử lưu lại
            </Button>
          ) : null}
        </p>
        {/* Saving every few seconds is not read aloud; that it fails is. */}
        <p className="only-read-aloud" role="status">
          {troubled ? saveWords(state, new Date()) : ''}
        </p>
        {state.status === 'refused' && state.problem ? <p className={classes.fault}>{state.problem.detail}</p> : null}
      </div>
      <div className={classes.barReason}>
        {submit.allowed ? (
          <p className={`${classes.soft} ${classes.barDue}`}>
            Hạn nộp {formatDay(report.period.dueOn)}, nhận đến hết ngày {formatDay(report.lastDayOn)}.
          </p>
        ) : (
          <p className={classes.soft} id="ly-do-chua-nop">
            {submit.reason}
          </p>
        )}
      </div>
      <Button
        size="md"
        className={classes.barButton}
        disabled={!submit.allowed}
        aria-describedby={submit.allowed ? undefined : 'ly-do-chua-nop'}
        onClick={() => setOpen(true)}
      >
        Nộp báo cáo {report.period.name}
      </Button>
      <SubmitDialog report={report} keeper={keeper} opened={open} onClose={() => setOpen(false)} />
    </section>
  );
}
