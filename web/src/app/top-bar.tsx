import { Menu, TextInput } from '@mantine/core';
import { ROLE_LABELS } from '@plan/shared/vocabulary/roles';
import { IconChevronDown, IconLogout, IconSearch, IconUser, IconUserCog } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Bell } from '../features/notices/bell.js';
import { api } from '../lib/api-client.js';
import { useMe } from '../lib/session.js';
import classes from './top-bar.module.css';

/** Product, search, notices, person. */
export function TopBar() {
  const { restriction } = useMe();
  return (
    <header className={classes.bar}>
      <Link to="/" className={classes.product}>
        Kế hoạch Đề án 06
      </Link>
      {restriction ? <span className={classes.search} /> : <TaskSearch />}
      {restriction ? null : <Bell />}
      <PersonMenu />
    </header>
  );
}

function TaskSearch() {
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  function search(event: FormEvent): void {
    event.preventDefault();
    if (words.trim() !== '') void navigate({ to: '/nhiem-vu', search: { q: words.trim() } });
  }
  return (
    <search className={classes.search}>
      <form onSubmit={search}>
        <TextInput
          aria-label="Tìm nhiệm vụ"
          placeholder="Tìm nhiệm vụ, gõ có dấu hoặc không dấu"
          type="search"
          size="sm"
          leftSection={<IconSearch size={18} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </form>
    </search>
  );
}

function PersonMenu() {
  const me = useMe();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: () => api.POST('/api/v1/auth/logout'),
    onSettled: async () => {
      await navigate({ to: '/dang-nhap', search: {} });
      queryClient.clear();
    },
  });
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <button type="button" className={classes.person}>
          <IconUser size={20} aria-hidden />
          <span className={classes.name}>{me.displayName}</span>
          <IconChevronDown size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <div className={classes.who}>
            <strong>{me.displayName}</strong>
            {me.agencyName ? <span>{me.agencyName}</span> : null}
            <span>{me.roles.map((role) => ROLE_LABELS[role]).join('; ')}</span>
          </div>
        </Menu.Label>
        <Menu.Divider />
        {me.restriction ? null : (
          <Menu.Item component={Link} to="/tai-khoan" leftSection={<IconUserCog size={18} aria-hidden />}>
            Tài khoản của tôi
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => leave.mutate()}>
          Đăng xuất
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
