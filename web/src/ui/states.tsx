import { Button, Skeleton } from '@mantine/core';
import { IconAlertCircle, IconFileOff } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { asProblem } from '../lib/problem.js';
import classes from './states.module.css';

/** Grey lines where the content will stand, but only after 300 ms: what comes at once shall not flicker. */
export function Loading({ lines = 6, label = 'Đang tải dữ liệu' }: { lines?: number; label?: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-live="polite" className={classes.loading}>
      <span className="only-read-aloud">{label}</span>
      {late
        ? Array.from({ length: lines }, (_, index) => index).map((index) => (
            <Skeleton key={index} height={20} width={index % 3 === 2 ? '64%' : '100%'} animate={false} />
          ))
        : null}
    </div>
  );
}

interface EmptyProps {
  title: string;
  children?: ReactNode;
  /** The one next step. */
  action?: ReactNode;
}

/** Nothing to show: says what is missing and the one next step. */
export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className={classes.panel}>
      <IconFileOff size={28} aria-hidden className={classes.sign} />
      <div>
        <p className={classes.title}>{title}</p>
        {children ? <div className={classes.words}>{children}</div> : null}
        {action ? <div className={classes.action}>{action}</div> : null}
      </div>
    </div>
  );
}

/** Something went wrong: what, what to do, the number to tell the administrator, and "thử lại". */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = asProblem(error);
  return (
    <div className={classes.panel} role="alert" data-state="failed">
      <IconAlertCircle size={28} aria-hidden className={classes.failSign} />
      <div>
        <p className={classes.title}>{problem.title}</p>
        <p className={classes.words}>{problem.detail}</p>
        {problem.traceId ? (
          <p className={classes.trace}>
            Mã sự việc: <code>{problem.traceId}</code>
          </p>
        ) : null}
        {onRetry ? (
          <div className={classes.action}>
            <Button variant="default" onClick={onRetry}>
              Thử lại
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  );
}
