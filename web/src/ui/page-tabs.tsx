import { Link } from '@tanstack/react-router';
import classes from './page-tabs.module.css';

export interface PageTab {
  to: string;
  words: string;
  /** Also lit on the pages below it; by default only on its own. */
  deep?: boolean;
}

/** The pages of one entry of the navigation, as links at their top. */
export function PageTabs({ label, tabs }: { label: string; tabs: readonly PageTab[] }) {
  return (
    <nav aria-label={label} className={`${classes.tabs} not-printed`}>
      <ul>
        {tabs.map(({ to, words, deep }) => (
          <li key={to}>
            <Link to={to} className={classes.tab} activeOptions={{ exact: !deep, includeSearch: false }}>
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
