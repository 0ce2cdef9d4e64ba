import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatInstant } from '../lib/dates.js';
import { usePageTitle } from '../lib/page-title.js';
import classes from './page-heading.module.css';

interface Props {
  title: string;
  /** One line under the title, where the page needs one. */
  lead?: ReactNode;
  /** The page's main acts, at the right. */
  actions?: ReactNode;
  /** What the figures hold for, e.g. the plan and the as-of day; printed under the title. */
  printed?: string;
  /** A shorter name for the window's title. */
  windowTitle?: string;
}

/** The heading of every page; printed with its as-of day and its source line. */
export function PageHeading({ title, lead, actions, printed, windowTitle }: Props) {
  const heading = usePageTitle(windowTitle ?? title);
  return (
    <header className={classes.heading}>
      <div className={classes.words}>
        <Title order={1} ref={heading} tabIndex={-1}>
          {title}
        </Title>
        {lead ? <div className={classes.lead}>{lead}</div> : null}
        <p className="only-printed">
          {printed ? `${printed}. ` : ''}Nguồn: Hệ thống theo dõi kế hoạch Đề án 06, in lúc{' '}
          {formatInstant(new Date().toISOString())}.
        </p>
      </div>
      {actions ? <div className={`${classes.actions} not-printed`}>{actions}</div> : null}
    </header>
  );
}
