import { Button, Group, TextInput } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import {
  EVENT_SUBJECT_LABELS,
  EVENT_SUBJECTS,
  EVENT_TYPE_LABELS,
  EVENT_TYPES,
} from '@plan/shared/vocabulary/event-types';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { formatDay } from '../../lib/dates.js';
import { useAgencyName } from '../../lib/directory.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { ManyMenu, OneMenu } from '../../ui/choice-menu.js';
import { DateField } from '../../ui/date-field.js';
import { type FilterWord, FilterWords } from '../../ui/filter-words.js';
import type { AuditSearch } from './audit-search.js';
import type { AuditEvent } from './queries.js';

interface Props {
  search: AuditSearch;
  /** Any of the rows shown: names the actor or the object where only its id is in the address. */
  agencyHint: AuditEvent | undefined;
  onChange: (change: Partial<AuditSearch>) => void;
  onClear: () => void;
}

/** The filters of the log: when, words, what about, what, which agency. */
export function AuditFilters({ search, agencyHint, onChange, onClear }: Props) {
  const narrow = useMediaQuery('(max-width: 599px)', window.innerWidth < 600, { getInitialValueInEffect: false });
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState(search.q ?? '');
  const seek = useDebouncedCallback((text: string) => onChange({ q: text.trim() || undefined }), 300);
  const inAddress = search.q ?? '';
  useEffect(() => {
    if (inAddress === '') setWords('');
  }, [inAddress]);
  const types = EVENT_TYPES.filter((type) => !search.subjectType || type.startsWith(`${search.subjectType}.`));
  return (
    <>
      <Group gap="xs" mb="sm" className="not-printed" align="flex-end">
        <TextInput
          label="Tìm chữ"
          placeholder="Tên người, số văn bản"
          type="search"
          w={{ base: '100%', xs: 264 }}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={words}
          error={words.trim().length === 1 ? 'Gõ ít nhất hai chữ.' : undefined}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            seek(event.currentTarget.value);
          }}
        />
        {narrow ? (
          <Button variant="default" aria-expanded={open} onClick={() => setOpen((before) => !before)}>
            {open ? 'Đóng bộ lọc' : 'Mở bộ lọc'}
          </Button>
        ) : null}
        {narrow && !open ? null : (
          <>
            <DateField
              label="Từ ngày"
              clearable
              value={search.from ?? null}
              onChange={(day) => onChange({ from: day ?? undefined })}
              w={172}
            />
            <DateField
              label="Đến hết ngày"
              clearable
              value={search.to ?? null}
              onChange={(day) => onChange({ to: day ?? undefined })}
              w={172}
              error={search.from && search.to && search.to < search.from ? 'Trước “Từ ngày”.' : undefined}
            />
            <AgencyPicker
              label="Cơ quan"
              clearable
              value={search.agencyId ?? null}
              onChange={(id) => onChange({ agencyId: id ?? undefined })}
              w={208}
            />
            <OneMenu
              name="Về việc"
              choices={EVENT_SUBJECTS.map((value) => ({ value, label: EVENT_SUBJECT_LABELS[value] }))}
              chosen={search.subjectType}
              onChoose={(subjectType) => onChange({ subjectType, type: undefined })}
            />
            <ManyMenu
              name="Loại việc"
              choices={types.map((value) => ({ value, label: EVENT_TYPE_LABELS[value] }))}
              chosen={search.type ?? []}
              onChoose={(type) => onChange({ type: type.length > 0 ? type : undefined })}
            />
          </>
        )}
      </Group>
      <FilterWords words={useFilterWords({ search, agencyHint, onChange })} onRemoveAll={onClear} />
    </>
  );
}

function useFilterWords({ search, agencyHint, onChange }: Omit<Props, 'onClear'>): FilterWord[] {
  const { q, from, to, subjectType, subjectId, agencyId, actorId, type } = search;
  const agencyName = useAgencyName(agencyId);
  const word = (id: keyof AuditSearch, words: string): FilterWord => ({
    id,
    words,
    remove: () => onChange({ [id]: undefined }),
  });
  return [
    ...(q ? [word('q', `Có chữ: ${q}`)] : []),
    ...(from ? [word('from', `Từ ngày: ${formatDay(from)}`)] : []),
    ...(to ? [word('to', `Đến hết ngày: ${formatDay(to)}`)] : []),
    ...(agencyId ? [word('agencyId', `Cơ quan: ${agencyName ?? '…'}`)] : []),
    ...(actorId ? [word('actorId', `Người làm: ${agencyHint?.actorLabel ?? 'một người'}`)] : []),
    ...(subjectType ? [word('subjectType', `Về việc: ${EVENT_SUBJECT_LABELS[subjectType]}`)] : []),
    ...(subjectId ? [word('subjectId', 'Chỉ một đối tượng')] : []),
    ...(type ?? []).map((one) => ({
      id: `type:${one}`,
      words: EVENT_TYPE_LABELS[one],
      remove: () => {
        const rest = (type ?? []).filter((other) => other !== one);
        onChange({ type: rest.length > 0 ? rest : undefined });
      },
    })),
  ];
}
