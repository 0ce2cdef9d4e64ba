import { Group, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import {
  OBSTACLE_KIND_LABELS,
  OBSTACLE_KINDS,
  OBSTACLE_STATE_LABELS,
  OBSTACLE_STATES,
} from '@plan/shared/vocabulary/obstacles';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useAgencyName } from '../../lib/directory.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { ManyMenu } from '../../ui/choice-menu.js';
import { type FilterWord, FilterWords } from '../../ui/filter-words.js';
import type { ObstacleSearch } from './obstacle-search.js';

interface Props {
  search: ObstacleSearch;
  onChange: (change: Partial<ObstacleSearch>, replace?: boolean) => void;
  onClear: () => void;
}

/** The filters of the register: words, state, kind, agency. */
export function ObstacleFilters({ search, onChange, onClear }: Props) {
  const { q, state = [], kind = [], agencyId, assignmentId } = search;
  const [text, setText] = useState(q ?? '');
  useEffect(() => setText(q ?? ''), [q]);
  const seek = useDebouncedCallback((words: string) => onChange({ q: words.trim() || undefined }, true), 300);
  const agencyName = useAgencyName(agencyId);
  const word = (id: string, words: string, change: Partial<ObstacleSearch>): FilterWord => ({
    id,
    words,
    remove: () => onChange(change),
  });
  const words: FilterWord[] = [
    ...(q ? [word('q', `Có chữ: ${q}`, { q: undefined })] : []),
    ...state.map((one) => word(one, OBSTACLE_STATE_LABELS[one], { state: rest(state, one) })),
    ...kind.map((one) => word(one, `Loại: ${OBSTACLE_KIND_LABELS[one]}`, { kind: rest(kind, one) })),
    ...(agencyId ? [word('agency', `Cơ quan: ${agencyName ?? '…'}`, { agencyId: undefined })] : []),
    ...(assignmentId ? [word('assignment', 'Chỉ một phân công', { assignmentId: undefined })] : []),
  ];
  return (
    <>
      <Group gap="xs" mb="xs" className="not-printed">
        <TextInput
          aria-label="Tìm trong nội dung vướng mắc"
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
          name="Tình trạng"
          choices={OBSTACLE_STATES.map((value) => ({ value, label: OBSTACLE_STATE_LABELS[value] }))}
          chosen={state}
          onChoose={(chosen) => onChange({ state: chosen.length > 0 ? chosen : undefined })}
        />
        <ManyMenu
          name="Loại"
          choices={OBSTACLE_KINDS.map((value) => ({ value, label: OBSTACLE_KIND_LABELS[value] }))}
          chosen={kind}
          onChoose={(chosen) => onChange({ kind: chosen.length > 0 ? chosen : undefined })}
        />
        <AgencyPicker
          label="Cơ quan nêu"
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
