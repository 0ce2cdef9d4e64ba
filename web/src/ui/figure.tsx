import type { ReactNode } from 'react';
import classes from './figure.module.css';

/** Figures side by side; every one of them is a link to its rows. */
export function Figures({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={classes.figures} aria-label={label}>
      {children}
    </ul>
  );
}

/** One figure with its words; `link` wraps both so that the whole of it can be pressed. */
export function Figure({ tone, children }: { tone?: string; children: ReactNode }) {
  return (
    <li className={classes.figure} data-tone={tone}>
      {children}
    </li>
  );
}

export const figureClasses = { link: classes.link, number: classes.number, words: classes.words } as const;
