import type { ReactNode } from 'react';
import { PageHeading } from '../../ui/page-heading.js';
import classes from './door-page.module.css';

/** The frame of the pages before the sign-in. */
export function DoorPage({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.ground}>
      <main className={classes.card}>
        <p className={classes.product}>Kế hoạch Đề án 06</p>
        <PageHeading title={title} lead={lead} />
        {children}
      </main>
    </div>
  );
}
