import { Link } from '@tanstack/react-router';
import { useMay } from '../../lib/session.js';
import classes from './report-tabs.module.css';

/** The pages of the monthly report, at the top of each of them. */
export function ReportTabs() {
  const mayWrite = useMay('reports.write');
  const mayRead = useMay('reports.read');
  const mayReview = useMay('reports.review');
  const tabs: { to: string; words: string }[] = [
    ...(mayWrite ? [{ to: '/bao-cao', words: 'Báo cáo của cơ quan' }] : []),
    ...(mayRead ? [{ to: '/bao-cao/xet', words: mayReview ? 'Xét báo cáo' : 'Báo cáo đã nộp' }] : []),
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
