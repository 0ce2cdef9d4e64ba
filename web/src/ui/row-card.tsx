import type { ReactNode } from 'react';
import classes from './row-card.module.css';

/** A row of a list on a narrow screen: its link, then a line or two. */
export function RowCard({ title, children, mark }: { title: ReactNode; children?: ReactNode; mark?: ReactNode }) {
  return (
    <article className={classes.card}>
      <div className={classes.title}>{title}</div>
      {children ? <div className={classes.words}>{children}</div> : null}
      {mark ? <div>{mark}</div> : null}
    </article>
  );
}
