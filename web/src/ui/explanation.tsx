import { IconArrowRight } from '@tabler/icons-react';
import { Fragment } from 'react';
import classes from './explanation.module.css';

/**
 * A date that explains itself in one line, `Tháng 4/2023 → 30/4/2023 (Chủ nhật) → 4/5/2023 (Thứ Năm)`. The arrows are
 * drawn, because the typeface has none, and read aloud as a word.
 */
export function Explanation({ text }: { text: string }) {
  const steps = text.split(/\s*→\s*/);
  return (
    <span>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one line never change places
        <Fragment key={index}>
          {index > 0 ? (
            <>
              {' '}
              <IconArrowRight size={16} aria-hidden className={classes.arrow} />
              <span className="only-read-aloud">thành</span>{' '}
            </>
          ) : null}
          {step}
        </Fragment>
      ))}
    </span>
  );
}
