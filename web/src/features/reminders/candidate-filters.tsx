import { Group } from '@mantine/core';
import { URGING_CANDIDATE_KIND_LABELS, URGING_CANDIDATE_KINDS } from '@plan/shared/vocabulary/urgings';
import { useAgencyName } from '../../lib/directory.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { ManyMenu, OneMenu } from '../../ui/choice-menu.js';
import { type FilterWord, FilterWords } from '../../ui/filter-words.js';
import type { UrgingSearch } from './urging-search.js';

const LATE = [1, 8, 31, 91];
const TIMES = [1, 2, 3];

interface Props {
  search: UrgingSearch;
  onChange: (change: Partial<UrgingSearch>) => void;
}

/** What the urging desk is narrowed to: chosen in the bar, taken away word by word. */
export function CandidateFilters({ search, onChange }: Props) {
  const agencyName = useAgencyName(search.agencyId);
  const words: FilterWord[] = [];
  const add = (id: string, text: string, change: Partial<UrgingSearch>) =>
    words.push({ id, words: text, remove: () => onChange(change) });
  for (const one of search.kind ?? []) {
    const rest = search.kind?.filter((other) => other !== one);
    add(`kind:${one}`, URGING_CANDIDATE_KIND_LABELS[one], { kind: rest && rest.length > 0 ? rest : undefined });
  }
  if (search.agencyId) add('agency', `Cơ quan: ${agencyName ?? '…'}`, { agencyId: undefined });
  if (search.tre !== undefined) add('late', `Quá hạn từ ${search.tre} ngày`, { tre: undefined });
  if (search.lan !== undefined) add('times', `Đã đôn đốc từ ${search.lan} lần`, { lan: undefined });
  if (search.cho) add('waits', 'Chưa trả lời lần đôn đốc trước', { cho: undefined });
  return (
    <>
      <Group gap="xs" mb="xs" className="not-printed" align="flex-start">
        <AgencyPicker
          label="Cơ quan"
          hiddenLabel
          placeholder="Cơ quan: gõ tên"
          clearable
          w={216}
          value={search.agencyId ?? null}
          onChange={(agencyId) => onChange({ agencyId: agencyId ?? undefined })}
        />
        <ManyMenu
          name="Loại việc"
          choices={URGING_CANDIDATE_KINDS.map((value) => ({ value, label: URGING_CANDIDATE_KIND_LABELS[value] }))}
          chosen={search.kind ?? []}
          onChoose={(kind) => onChange({ kind: kind.length > 0 ? kind : undefined })}
        />
        <OneMenu
          name="Quá hạn từ"
          choices={LATE.map((days) => ({ value: String(days), label: `${days} ngày` }))}
          chosen={search.tre === undefined ? undefined : String(search.tre)}
          onChoose={(days) => onChange({ tre: days === undefined ? undefined : Number(days) })}
        />
        <OneMenu
          name="Đã đôn đốc"
          choices={TIMES.map((times) => ({ value: String(times), label: `Từ ${times} lần` }))}
          chosen={search.lan === undefined ? undefined : String(search.lan)}
          onChoose={(times) => onChange({ lan: times === undefined ? undefined : Number(times) })}
        />
        <OneMenu
          name="Trả lời"
          choices={[{ value: 'co', label: 'Chưa trả lời lần trước' }]}
          chosen={search.cho}
          onChoose={(cho) => onChange({ cho })}
        />
      </Group>
      <FilterWords
        words={words}
        onRemoveAll={() =>
          onChange({ kind: undefined, agencyId: undefined, tre: undefined, lan: undefined, cho: undefined })
        }
      />
    </>
  );
}
