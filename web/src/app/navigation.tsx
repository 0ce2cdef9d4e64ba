import { Menu } from '@mantine/core';
import type { Permission } from '@plan/shared/vocabulary/permissions';
import {
  IconBarrierBlock,
  IconBellRinging,
  IconBuildingCommunity,
  IconCalendarOff,
  IconDots,
  IconFileText,
  IconHistory,
  IconHome,
  IconListCheck,
  IconMail,
  IconPlugConnected,
  IconReportAnalytics,
  IconSettingsAutomation,
  IconShieldCheck,
  IconUsers,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMe } from '../lib/session.js';
import classes from './navigation.module.css';

const ENTRIES = [
  { to: '/', words: 'Việc của tôi', Sign: IconHome },
  { to: '/ke-hoach', words: 'Kế hoạch', Sign: IconFileText },
  { to: '/nhiem-vu', words: 'Nhiệm vụ', Sign: IconListCheck },
  { to: '/bao-cao', words: 'Báo cáo', Sign: IconReportAnalytics },
  // The desk for those who urge, the letters for those who are urged.
  { to: '/don-doc', words: 'Đôn đốc', Sign: IconBellRinging, permission: 'urgings.write' },
  { to: '/don-doc/cong-van', words: 'Đôn đốc', Sign: IconBellRinging, permission: 'reminders.read' },
  { to: '/vuong-mac', words: 'Vướng mắc', Sign: IconBarrierBlock },
  { to: '/co-quan', words: 'Cơ quan', Sign: IconBuildingCommunity },
  { to: '/ngay-nghi', words: 'Ngày nghỉ', Sign: IconCalendarOff },
] as const;
/** What administrators do, each with what it asks for. */
const ADMINISTRATION = [
  { to: '/quan-tri/nguoi-dung', words: 'Người dùng', Sign: IconUsers, permission: 'people.edit' },
  { to: '/quan-tri/he-thong', words: 'Hệ thống kết nối', Sign: IconPlugConnected, permission: 'api_clients.manage' },
  { to: '/quan-tri/thu-gui-di', words: 'Thư gửi đi', Sign: IconMail, permission: 'mails.manage' },
  { to: '/quan-tri/nhat-ky', words: 'Nhật ký', Sign: IconHistory, permission: 'audit.read' },
  { to: '/quan-tri/quyen-han', words: 'Quyền hạn', Sign: IconShieldCheck, permission: 'people.edit' },
  { to: '/tien-trinh', words: 'Tiến trình hệ thống', Sign: IconSettingsAutomation, permission: 'jobs.read' },
] as const satisfies readonly { permission: Permission; [other: string]: unknown }[];

/** Only what exists and what the person may use; nothing at all while the session has something else to do first. */
function useEntries() {
  const { permissions, restriction } = useMe();
  if (restriction) return { work: [], administration: [] };
  // One entry by its words: the first that the person may use.
  const work: (typeof ENTRIES)[number][] = [];
  for (const entry of ENTRIES) {
    const open = !('permission' in entry) || permissions.includes(entry.permission);
    if (open && !work.some(({ words }) => words === entry.words)) work.push(entry);
  }
  return { work, administration: ADMINISTRATION.filter(({ permission }) => permissions.includes(permission)) };
}

type Entry = (typeof ENTRIES)[number] | (typeof ADMINISTRATION)[number];

function SideEntry({ to, words, Sign }: Entry) {
  return (
    <li>
      <Link to={to} className={classes.entry} activeOptions={{ exact: to === '/', includeSearch: false }}>
        <Sign size={20} aria-hidden />
        {words}
      </Link>
    </li>
  );
}

/** The left navigation; gives way to the bottom bar on a phone. */
export function SideNavigation() {
  const { work, administration } = useEntries();
  return (
    <nav className={classes.side} aria-label="Các trang chính">
      <ul>
        {work.map((entry) => (
          <SideEntry key={entry.to} {...entry} />
        ))}
      </ul>
      {administration.length > 0 ? (
        <>
          <p className={classes.group} id="nhom-quan-tri">
            Quản trị
          </p>
          <ul aria-labelledby="nhom-quan-tri">
            {administration.map((entry) => (
              <SideEntry key={entry.to} {...entry} />
            ))}
          </ul>
        </>
      ) : null}
    </nav>
  );
}

/** The pages used daily, for the thumb. */
const DAILY: readonly string[] = ['/', '/nhiem-vu', '/bao-cao'];

/** Four places for the thumb: the three pages used daily, and all others. */
export function BottomBar() {
  const { work, administration } = useEntries();
  if (work.length === 0) return null;
  return (
    <nav className={classes.bottom} aria-label="Các trang chính, điện thoại">
      {work
        .filter(({ to }) => DAILY.includes(to))
        .map(({ to, words, Sign }) => (
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
          {work
            .filter(({ to }) => !DAILY.includes(to))
            .map(({ to, words, Sign }) => (
              <Menu.Item key={to} component={Link} to={to} leftSection={<Sign size={18} aria-hidden />}>
                {words}
              </Menu.Item>
            ))}
          {administration.length > 0 ? <Menu.Label>Quản trị</Menu.Label> : null}
          {administration.map(({ to, words, Sign }) => (
            <Menu.Item key={to} component={Link} to={to} leftSection={<Sign size={18} aria-hidden />}>
              {words}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}
