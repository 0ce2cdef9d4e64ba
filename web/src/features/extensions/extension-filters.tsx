import { Group, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { EXTENSION_STATE_LABELS, EXTENSION_STATES } from '@plan/shared/vocabulary/extensions';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useAgencyName } from '../../lib/directory.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { ManyMenu } from '../../ui/choice-menu.js';
import { type FilterWord, FilterWords } from '../../ui/filter-words.js';
import type { ExtensionSearch } from './extension-search.js';

interface Props {
  search: ExtensionSearch;
  onChange: (change: Partial<ExtensionSearch>, replace?: boolean) => void;
  onClear: () => void;
}

/** The filters of the register: words, state, agency. */
export function ExtensionFilters({ search, onChange, onClear }: Props) {
  const { q, state = [], agencyId, assignmentId } = search;
  const [text, setText] = useState(q ?? '');
  useEffect(() => setText(q ?? ''), [q]);
  const seek = useDebouncedCallback((words: string) => onChange({ q: words.trim() || undefined }, true), 300);
  const agencyName = useAgencyName(agencyId);
  const words: FilterWord[] = [
    ...(q ? [{ id: 'q', words: `Có chữ: ${q}`, remove: () => onChange({ q: undefined }) }] : []),
    ...state.map((one) => ({
      id: `state:${one}`,
      words: EXTENSION_STATE_LABELS[one],
      remove: () => onChange({ state: rest(state, one) }),
    })),
    ...(agencyId
      ? [
          {
            id: 'agency',
            words: `Cơ quan: ${agencyName ?? '…'}`,
            remove: () => onChange({ agencyId: undefined }),
          },
        ]
      : []),
    ...(assignmentId
      ? [{ id: 'assignment', words: 'Chỉ một phân công', remove: () => onChange({ assignmentId: undefined }) }]
      : []),
  ];
  return (
    <>
      <Group gap="xs" mb="xs" className="not-printed">
        <TextInput
          aria-label="Tìm trong nhiệm vụ và cơ quan"
          placeholder="Tìm trong danh sách"
          type="search"
          w={{ base: '100%', xs: 240 }}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            seek(event.currentTarget.value);
          }}
        />
        <ManyMenu
          name="Kết quả"
          choices={EXTENSION_STATES.map((value) => ({ value, label: EXTENSION_STATE_LABELS[value] }))}
          chosen={state}
          onChoose={(chosen) => onChange({ state: chosen.length > 0 ? chosen : undefined })}
        />
        <AgencyPicker
          label="Cơ quan"
          hiddenLabel
          placeholder="Cơ quan: gõ tên"
          clearable
          w={216}
          value={agencyId ?? null}
          onChange={(id) => onChange({ agencyId: id ?? undefined })}
        />
      </Group>
      <FilterWords words={words} onRemoveAll={onClear} />
    </>
  );
}

function rest<Word>(words: readonly Word[], without: Word): Word[] | undefined {
  const left = words.filter((one) => one !== without);
  return left.length > 0 ? left : undefined;
}
