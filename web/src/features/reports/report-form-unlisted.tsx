import { Button } from '@mantine/core';
import { Section } from '../../ui/section.js';
import type { DraftKeeper } from './draft-keeper.js';
import { entryName } from './entry-words.js';
import { BLANK_WORDS } from './report-draft.js';
import classes from './report-form.module.css';
import type { Report } from './review-queries.js';

/** Assignments that were left out of the report, with the way back in. */
export function ReportFormUnlisted({ report, keeper }: { report: Report; keeper: DraftKeeper }) {
  if (report.unlisted.length === 0) return null;
  return (
    <Section title={`Nhiệm vụ đang để ngoài báo cáo: ${report.unlisted.length}`}>
      <ul className={classes.plainList}>
        {report.unlisted.map((one) => (
          <li key={one.assignmentId}>
            {one.taskNumber === null ? '' : `${one.taskNumber}. `}
            {one.taskTitle}{' '}
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => {
                keeper.change(one.assignmentId, BLANK_WORDS);
                void keeper.flush();
              }}
              aria-label={`Đưa ${entryName(one).toLowerCase()} vào báo cáo`}
            >
              Đưa vào báo cáo
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
