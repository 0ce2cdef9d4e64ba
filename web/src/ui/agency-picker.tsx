import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useAgencyName, useAgencySearch } from '../lib/directory.js';

interface Props {
  label: string;
  /** The label is only read aloud. */
  hiddenLabel?: boolean;
  description?: ReactNode;
  placeholder?: string;
  value: string | null;
  onChange: (agencyId: string | null, name: string | null) => void;
  clearable?: boolean;
  error?: ReactNode;
  required?: boolean;
  w?: number | string;
}

/** Chooses an agency by typing part of its name, with or without diacritics; the API does the finding. */
export function AgencyPicker({ value, onChange, hiddenLabel, label, ...props }: Props) {
  const [words, setWords] = useState('');
  const chosenName = useAgencyName(value ?? undefined);
  const [typed] = useDebouncedValue(words === chosenName ? '' : words, 200);
  const { data, isFetching } = useAgencySearch(typed);
  const found = (data?.items ?? []).map((agency) => ({ value: agency.id, label: agency.name }));
  const options =
    value && chosenName && !found.some((one) => one.value === value) ? [{ value, label: chosenName }, ...found] : found;
  return (
    <Select
      {...props}
      label={hiddenLabel ? undefined : label}
      aria-label={hiddenLabel ? label : undefined}
      searchable
      placeholder={props.placeholder ?? 'Gõ tên cơ quan'}
      value={value}
      data={options}
      filter={({ options: all }) => all}
      searchValue={words}
      onSearchChange={setWords}
      onChange={(id, option) => onChange(id, option?.label ?? null)}
      nothingFoundMessage={isFetching ? 'Đang tìm…' : 'Không có cơ quan nào khớp.'}
      clearButtonProps={{ 'aria-label': `Bỏ chọn ${label}` }}
      comboboxProps={{ withinPortal: true }}
    />
  );
}
