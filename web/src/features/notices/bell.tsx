import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatNumber } from '../../lib/dates.js';
import classes from './bell.module.css';
import { unreadQuery } from './queries.js';

/** Leads to the notices and says how many are new. */
export function Bell() {
  const { data: unread = 0 } = useQuery(unreadQuery);
  return (
    <Link to="/thong-bao" className={classes.bell}>
      <IconBell size={20} aria-hidden />
      <span className={classes.words}>Thông báo</span>
      {unread > 0 ? (
        <span className={classes.count}>
          {unread > 99 ? '99+' : formatNumber(unread)}
          <span className="only-read-aloud"> chưa đọc</span>
        </span>
      ) : null}
    </Link>
  );
}
