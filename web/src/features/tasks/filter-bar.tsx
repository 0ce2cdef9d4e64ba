import { Button, Collapse, Group, TextInput } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import {
  ASSIGNMENT_ROLE_LABELS,
  ASSIGNMENT_ROLES,
  TASK_ORIGIN_LABELS,
  TASK_ORIGINS,
} from '@plan/shared/vocabulary/assignments';
import { DEADLINE_KIND_LABELS, DEADLINE_KINDS } from '@plan/shared/vocabulary/deadline-kinds';
import { OVERDUE_BAND_LABELS, TIMELINESS, TIMELINESS_LABELS } from '@plan/shared/vocabulary/timeliness';
import { IconFilter, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { reads } from '../../lib/api-client.js';
import { useAgencyName } from '../../lib/directory.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { ManyMenu, OneMenu } from '../../ui/choice-menu.js';
import { type FilterWord, FilterWords } from '../../ui/filter-words.js';
import { TimelinessChip } from '../../ui/timeliness-chip.js';
import type { TaskSearch } from './task-search.js';

interface Props {
  planId: string;
  search: TaskSearch;
  onChange: (change: Partial<TaskSearch>, replace?: boolean) => void;
}

const NOTHING: Partial<TaskSearch> = {
  q: undefined,
  groupId: undefined,
  agencyId: undefined,
  role: undefined,
  timeliness: undefined,
  overdueBand: undefined,
  firstTimeliness: undefined,
  deadlineKind: undefined,
  origin: undefined,
};

/** Filters: chosen in the bar, shown below it as words that can be taken away one by one. */
export function FilterBar({ planId, search, onChange }: Props) {
  const narrow = useMediaQuery('(max-width: 599px)', window.innerWidth < 600, { getInitialValueInEffect: false });
  const [open, setOpen] = useState(false);
  const groups = useQuery(reads.queryOptions('get', '/api/v1/plans/{id}/groups', { params: { path: { id: planId } } }));
  const agencyName = useAgencyName(search.agencyId);
  const list = groups.data?.items ?? [];
  const group = list.find((one) => one.id === search.groupId);

  const words: FilterWord[] = [];
  const add = (id: string, text: string, change: Partial<TaskSearch>) =>
    words.push({ id, words: text, remove: () => onChange(change) });
  if (search.q) add('q', `Có chữ: ${search.q}`, { q: undefined });
  for (const one of search.timeliness ?? []) {
    const rest = search.timeliness?.filter((other) => other !== one);
    add(`timeliness:${one}`, `Tình trạng: ${TIMELINESS_LABELS[one]}`, { timeliness: rest });
  }
  for (const one of search.overdueBand ?? []) {
    const rest = search.overdueBand?.filter((other) => other !== one);
    add(`band:${one}`, `Quá hạn: ${OVERDUE_BAND_LABELS[one]}`, { overdueBand: rest });
  }
  for (const one of search.firstTimeliness ?? []) {
    const rest = search.firstTimeliness?.filter((other) => other !== one);
    add(`first:${one}`, `So với hạn đầu: ${TIMELINESS_LABELS[one]}`, { firstTimeliness: rest });
  }
  if (search.agencyId) add('agency', `Cơ quan: ${agencyName ?? '…'}`, { agencyId: undefined });
  if (search.role) add('role', `Vai trò: ${ASSIGNMENT_ROLE_LABELS[search.role]}`, { role: undefined });
  if (search.groupId) add('group', `Nhóm: ${group ? `${group.numeral}. ${group.title}` : '…'}`, { groupId: undefined });
  for (const one of search.deadlineKind ?? []) {
    const rest = search.deadlineKind?.filter((other) => other !== one);
    add(`kind:${one}`, `Thời hạn: ${DEADLINE_KIND_LABELS[one]}`, { deadlineKind: rest });
  }
  if (search.origin) add('origin', `Nguồn: ${TASK_ORIGIN_LABELS[search.origin]}`, { origin: undefined });

  const menus = (
    <>
      <ManyMenu
        name="Tình trạng"
        choices={TIMELINESS.map((value) => ({ value, label: <TimelinessChip timeliness={value} /> }))}
        chosen={search.timeliness ?? []}
        onChoose={(timeliness) => onChange({ timeliness })}
      />
      <AgencyPicker
        label="Cơ quan"
        hiddenLabel
        placeholder="Cơ quan: gõ tên"
        clearable
        w={narrow ? '100%' : 184}
        value={search.agencyId ?? null}
        onChange={(agencyId) => onChange({ agencyId: agencyId ?? undefined })}
      />
      <OneMenu
        name="Vai trò"
        choices={ASSIGNMENT_ROLES.map((value) => ({ value, label: ASSIGNMENT_ROLE_LABELS[value] }))}
        chosen={search.role}
        onChoose={(role) => onChange({ role })}
      />
      <OneMenu
        name="Nhóm"
        choices={list.map((one) => ({ value: one.id, label: `${one.numeral}. ${one.title}` }))}
        chosen={search.groupId}
        onChoose={(groupId) => onChange({ groupId })}
      />
      <ManyMenu
        name="Thời hạn"
        choices={DEADLINE_KINDS.map((value) => ({ value, label: DEADLINE_KIND_LABELS[value] }))}
        chosen={search.deadlineKind ?? []}
        onChoose={(deadlineKind) => onChange({ deadlineKind })}
      />
      <OneMenu
        name="Nguồn"
        choices={TASK_ORIGINS.map((value) => ({ value, label: TASK_ORIGIN_LABELS[value] }))}
        chosen={search.origin}
        onChoose={(origin) => onChange({ origin })}
      />
    </>
  );

  return (
    <>
      <Group gap="xs" mb="xs" className="not-printed" align="flex-start">
        <SearchField value={search.q} onSeek={(q) => onChange({ q }, true)} wide={narrow} />
        {narrow ? (
          <Button
            variant="default"
            leftSection={<IconFilter size={18} aria-hidden />}
            aria-expanded={open}
            onClick={() => setOpen((before) => !before)}
          >
            {open ? 'Đóng bộ lọc' : 'Mở bộ lọc'}
          </Button>
        ) : (
          menus
        )}
      </Group>
      {narrow ? (
        <Collapse expanded={open} transitionDuration={0}>
          <Group gap="xs" pb="sm">
            {menus}
          </Group>
        </Collapse>
      ) : null}
      <FilterWords words={words} onRemoveAll={() => onChange(NOTHING)} />
    </>
  );
}

interface SearchFieldProps {
  value: string | undefined;
  onSeek: (q: string | undefined) => void;
  wide?: boolean;
}

function SearchField({ value, onSeek, wide }: SearchFieldProps) {
  const [text, setText] = useState(value ?? '');
  useEffect(() => setText(value ?? ''), [value]);
  const seek = useDebouncedCallback((words: string) => onSeek(words.trim() || undefined), 300);
  return (
    <TextInput
      aria-label="Tìm trong nội dung và cơ quan"
      placeholder="Tìm trong danh sách"
      type="search"
      w={wide ? '100%' : 208}
      leftSection={<IconSearch size={18} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        seek(event.currentTarget.value);
      }}
    />
  );
}
