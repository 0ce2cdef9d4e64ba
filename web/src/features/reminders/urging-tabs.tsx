import { Link } from '@tanstack/react-router';
import { useMay } from '../../lib/session.js';
import classes from './reminders.module.css';

/** The pages of urging; those who only read see only the letters. */
export function UrgingTabs() {
  const mayUrge = useMay('urgings.write');
  if (!mayUrge) return null;
  return (
    <nav aria-label="Các trang đôn đốc" className="not-printed">
      <ul className={classes.tabs}>
        <li>
          <Link to="/don-doc" className={classes.tab} activeOptions={{ exact: true, includeSearch: false }}>
            Việc cần đôn đốc
          </Link>
        </li>
        <li>
          <Link to="/don-doc/cong-van" className={classes.tab} activeOptions={{ includeSearch: false }}>
            Công văn đã gửi
          </Link>
        </li>
      </ul>
    </nav>
  );
}
