import { Link } from '@tanstack/react-router';
import { useMay, useMe } from '../../lib/session.js';
import classes from './report-tabs.module.css';

/** The pages of the monthly report, at the top of each of them. */
export function ReportTabs() {
  const mayWrite = useMay('reports.write');
  const mayReview = useMay('reports.review');
  // An agency finds its reports under its own tab; the list of all is for those who look after all.
  const { roles } = useMe();
  const readsAll = mayReview || roles.includes('monitor') || roles.includes('steering');
  const tabs: { to: string; words: string }[] = [
    ...(mayWrite ? [{ to: '/bao-cao', words: 'Báo cáo của cơ quan' }] : []),
    ...(readsAll ? [{ to: '/bao-cao/xet', words: mayReview ? 'Xét báo cáo' : 'Báo cáo các cơ quan' }] : []),
    { to: '/bao-cao/cac-ky', words: 'Các kỳ báo cáo' },
    { to: '/bao-cao/ty-le', words: 'Tỷ lệ, xếp hạng' },
  ];
  return (
    <nav className={`${classes.tabs} not-printed`} aria-label="Các trang báo cáo">
      <ul>
        {tabs.map(({ to, words }) => (
          <li key={to}>
            <Link to={to} className={classes.tab} activeOptions={{ exact: to === '/bao-cao', includeSearch: false }}>
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
