import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

const SIGNS = { info: IconInfoCircle, warning: IconAlertTriangle, done: IconCircleCheck, fault: IconAlertTriangle };

interface Props {
  tone?: keyof typeof SIGNS;
  title?: ReactNode;
  children?: ReactNode;
  /** Read aloud at once when it appears after an act. */
  live?: boolean;
}

/** A quiet line or block that says something about the page; never a toast, it stays until it no longer holds. */
export function Notice({ tone = 'info', title, children, live }: Props) {
  const Sign = SIGNS[tone];
  return (
    <div className={classes.notice} data-tone={tone} role={live ? (tone === 'fault' ? 'alert' : 'status') : undefined}>
      <Sign size={20} aria-hidden className={classes.sign} />
      <div className={classes.words}>
        {title ? <p className={classes.title}>{title}</p> : null}
        {children}
      </div>
    </div>
  );
}
