import { Menu } from '@mantine/core';
import {
  IconBuildingCommunity,
  IconCalendarOff,
  IconDots,
  IconFileText,
  IconHome,
  IconListCheck,
  IconSettingsAutomation,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../lib/session.js';
import classes from './navigation.module.css';

const ENTRIES = [
  { to: '/', words: 'Việc của tôi', Sign: IconHome },
  { to: '/ke-hoach', words: 'Kế hoạch', Sign: IconFileText },
  { to: '/nhiem-vu', words: 'Nhiệm vụ', Sign: IconListCheck },
  { to: '/co-quan', words: 'Cơ quan', Sign: IconBuildingCommunity },
  { to: '/ngay-nghi', words: 'Ngày nghỉ', Sign: IconCalendarOff },
] as const;
const JOBS = { to: '/tien-trinh', words: 'Tiến trình hệ thống', Sign: IconSettingsAutomation } as const;

/** Only what exists and what the person may use. */
function useEntries() {
  const seesJobs = useMay('jobs.read');
  return seesJobs ? [...ENTRIES, JOBS] : ENTRIES;
}

/** The left navigation; gives way to the bottom bar on a phone. */
export function SideNavigation() {
  return (
    <nav className={classes.side} aria-label="Các trang chính">
      <ul>
        {useEntries().map(({ to, words, Sign }) => (
          <li key={to}>
            <Link to={to} className={classes.entry} activeOptions={{ exact: to === '/', includeSearch: false }}>
              <Sign size={20} aria-hidden />
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Four places for the thumb: the three pages used daily, and all others. */
export function BottomBar() {
  const entries = useEntries();
  return (
    <nav className={classes.bottom} aria-label="Các trang chính, điện thoại">
      {entries.slice(0, 3).map(({ to, words, Sign }) => (
        <Link key={to} to={to} className={classes.thumb} activeOptions={{ exact: to === '/', includeSearch: false }}>
          <Sign size={22} aria-hidden />
          {words}
        </Link>
      ))}
      <Menu position="top-end">
        <Menu.Target>
          <button type="button" className={classes.thumb}>
            <IconDots size={22} aria-hidden />
            Trang khác
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {entries.slice(3).map(({ to, words, Sign }) => (
            <Menu.Item key={to} component={Link} to={to} leftSection={<Sign size={18} aria-hidden />}>
              {words}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}
