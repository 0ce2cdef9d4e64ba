import { Button, Collapse, Group, TextInput } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { AGENCY_LEVEL_LABELS, AGENCY_LEVELS } from '@plan/shared/vocabulary/agency-levels';
import { REPORT_STATE_LABELS, REPORT_STATES } from '@plan/shared/vocabulary/report-states';
import { IconFilter, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { groupsQuery, useAgencyName } from '../../lib/directory.js';
import { ManyMenu, OneMenu } from '../../ui/choice-menu.js';
import { type FilterWord, FilterWords } from '../../ui/filter-words.js';
import type { Period } from './period-queries.js';
import { capital } from './period-words.js';
import { ReportStateChip } from './report-chips.js';
import { NO_FILTER, type ReviewSearch, statesOf } from './review-search.js';

interface Props {
  periods: readonly Period[];
  search: ReviewSearch;
  onChange: (change: Partial<ReviewSearch>, replace?: boolean) => void;
}

/** What the flags say, by their key and value. */
const FLAGS = {
  late: { true: 'Nộp muộn', false: 'Nộp đúng hạn' },
  overdue: { true: 'Quá hạn chưa nộp', false: 'Không quá hạn' },
  contradictory: { true: 'Có nội dung mâu thuẫn', false: 'Không có mâu thuẫn' },
  unchanged: { true: 'Không có gì mới so với kỳ trước', false: 'Có nội dung mới' },
} as const;
type Flag = keyof typeof FLAGS;
const FLAG_CHOICES = (Object.keys(FLAGS) as Flag[]).flatMap((flag) =>
  (['true', 'false'] as const).map((value) => ({ value: `${flag}:${value}`, label: FLAGS[flag][value] })),
);

/** Filters of the list of reports: chosen in the bar, shown below it as words that can be taken away one by one. */
export function ReviewFilters({ periods, search, onChange }: Props) {
  const narrow = useMediaQuery('(max-width: 599px)', window.innerWidth < 600, { getInitialValueInEffect: false });
  const [open, setOpen] = useState(false);
  const groups = useQuery(groupsQuery());
  const agencyName = useAgencyName(search.agencyId);
  const states = statesOf(search) ?? [];
  const setStates = (state: ReviewSearch['state']) =>
    onChange(state && state.length > 0 ? { state, xem: undefined } : { state: undefined, xem: 'tat-ca' });
  const flagsChosen = (Object.keys(FLAGS) as Flag[]).flatMap((flag) =>
    search[flag] === undefined ? [] : [`${flag}:${search[flag]}`],
  );

  const words: FilterWord[] = states.map((one) => ({
    id: `state:${one}`,
    words: `Tình trạng: ${REPORT_STATE_LABELS[one]}`,
    remove: () => setStates(states.filter((other) => other !== one)),
  }));
  const add = (id: string, text: string, change: Partial<ReviewSearch>) =>
    words.push({ id, words: text, remove: () => onChange(change) });
  if (search.q) add('q', `Tên cơ quan có chữ: ${search.q}`, { q: undefined });
  if (search.periodId) {
    const period = periods.find(({ id }) => id === search.periodId);
    add('period', `Kỳ: ${period?.name ?? '…'}`, { periodId: undefined });
  }
  if (search.agencyId) add('agency', `Cơ quan: ${agencyName ?? '…'}`, { agencyId: undefined });
  for (const one of search.level ?? []) {
    const rest = search.level?.filter((other) => other !== one);
    add(`level:${one}`, `Cấp: ${AGENCY_LEVEL_LABELS[one]}`, { level: rest });
  }
  if (search.groupId) {
    const group = groups.data?.items.find(({ id }) => id === search.groupId);
    add('group', `Nhóm: ${group?.name ?? '…'}`, { groupId: undefined });
  }
  for (const flag of Object.keys(FLAGS) as Flag[]) {
    const value = search[flag];
    if (value) add(flag, FLAGS[flag][value], { [flag]: undefined });
  }

  const menus = (
    <>
      <ManyMenu
        name="Tình trạng"
        choices={REPORT_STATES.map((value) => ({ value, label: <ReportStateChip state={value} /> }))}
        chosen={states}
        onChoose={setStates}
      />
      <OneMenu
        name="Kỳ"
        choices={periods.map(({ id, name }) => ({ value: id, label: capital(name) }))}
        chosen={search.periodId}
        onChoose={(periodId) => onChange({ periodId })}
      />
      <ManyMenu
        name="Đặc điểm"
        choices={FLAG_CHOICES}
        chosen={flagsChosen}
        onChoose={(chosen) => onChange(flagsOf(chosen, flagsChosen))}
      />
      <ManyMenu
        name="Cấp"
        choices={AGENCY_LEVELS.map((value) => ({ value, label: AGENCY_LEVEL_LABELS[value] }))}
        chosen={search.level ?? []}
        onChoose={(level) => onChange({ level })}
      />
      <OneMenu
        name="Nhóm"
        choices={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        chosen={search.groupId}
        onChoose={(groupId) => onChange({ groupId })}
      />
    </>
  );

  return (
    <>
      <Group gap="xs" mb="xs" className="not-printed" align="flex-start">
        <NameField value={search.q} onSeek={(q) => onChange({ q }, true)} wide={narrow} />
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
      <FilterWords words={words} onRemoveAll={() => onChange(NO_FILTER)} />
    </>
  );
}

/** Ticking the opposite of what holds replaces it: a report cannot be both. */
function flagsOf(chosen: readonly string[], before: readonly string[]): Partial<ReviewSearch> {
  const change: Partial<Record<Flag, 'true' | 'false' | undefined>> = {
    late: undefined,
    overdue: undefined,
    contradictory: undefined,
    unchanged: undefined,
  };
  const oldFirst = [...chosen].sort((a, b) => Number(before.includes(b)) - Number(before.includes(a)));
  for (const one of oldFirst) {
    const [flag, value] = one.split(':') as [Flag, 'true' | 'false'];
    change[flag] = value;
  }
  return change;
}

interface NameFieldProps {
  value: string | undefined;
  onSeek: (q: string | undefined) => void;
  wide?: boolean;
}

/** Words of an agency's name, looked for a moment after typing stops. */
export function NameField({ value, onSeek, wide }: NameFieldProps) {
  const [text, setText] = useState(value ?? '');
  useEffect(() => setText(value ?? ''), [value]);
  const seek = useDebouncedCallback((words: string) => onSeek(words.trim() || undefined), 300);
  return (
    <TextInput
      aria-label="Tìm theo tên cơ quan"
      placeholder="Tìm tên cơ quan"
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
