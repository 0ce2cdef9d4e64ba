import { Checkbox } from '@mantine/core';
import { formatNumber } from '../../lib/dates.js';
import { Explanation } from '../../ui/explanation.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Section } from '../../ui/section.js';
import classes from './preview.module.css';
import { type PlanImport, useSaveEdits } from './queries.js';

interface Props {
  data: PlanImport;
  etag: string;
  closed: boolean;
}

/** Duties that the text lays down outside the annex: followed apart, and only those that a person ticks. */
export function DutyList({ data, etag, closed }: Props) {
  const save = useSaveEdits(data.id, etag);
  if (data.standingDuties.length === 0) return null;
  const accepted = data.standingDuties.filter((duty) => duty.accepted).map((duty) => duty.index);

  return (
    <Section
      title="Việc giao ngoài phụ lục (phần IV)"
      lead="Những việc này được theo dõi riêng, không tính vào số nhiệm vụ của phụ lục."
    >
      <FormProblem error={save.error} />
      {data.standingDuties.map((duty) => (
        <div key={duty.index} className={classes.row}>
          <div className={classes.side}>
            <Checkbox
              label={<strong>{duty.title}</strong>}
              description={
                <>
                  Giao cho {formatNumber(duty.leadCount)} cơ quan: {duty.leadText}.{' '}
                  <Explanation text={duty.deadline.explanation} />
                </>
              }
              checked={duty.accepted}
              disabled={closed || save.isPending}
              onChange={(event) => {
                const ticked = event.currentTarget.checked;
                const next = ticked ? [...accepted, duty.index] : accepted.filter((index) => index !== duty.index);
                save.mutate({ ...data.edits, standingDuties: next });
              }}
            />
          </div>
        </div>
      ))}
    </Section>
  );
}
