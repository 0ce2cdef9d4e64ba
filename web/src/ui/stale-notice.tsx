import { Radio } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Edit, FieldClash, Side } from '../lib/stale-edit.js';
import { Notice } from './notice.js';
import classes from './stale-notice.module.css';

/** How a form calls a field and shows its value. */
export interface FieldWords {
  label: string;
  show?: (value: unknown) => React.ReactNode;
}

interface Props<Values extends object> {
  edit: Edit<Values>;
  fields: Record<keyof Values, FieldWords>;
  /** Words of the form's main button. */
  save: string;
}

const plain = (value: unknown): React.ReactNode => {
  if (value === null || value === undefined || value === '') return 'để trống';
  if (Array.isArray(value)) return value.length === 0 ? 'để trống' : value.join('; ');
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  return String(value);
};

/** What another person changed while the form was open, and for each field whose words shall stand. */
export function StaleNotice<Values extends object>({ edit, fields, save }: Props<Values>) {
  const place = useRef<HTMLDivElement>(null);
  const count = edit.clashes.length;
  useEffect(() => {
    if (count > 0) place.current?.focus();
  }, [count]);
  if (count === 0) return null;
  return (
    <div ref={place} tabIndex={-1} className={classes.place}>
      <Notice tone="warning" title="Người khác vừa sửa, phần của bạn chưa được lưu" live>
        <p>
          Xem từng mục dưới đây, chọn giữ bên nào, rồi bấm “{save}”. Những gì bạn đã nhập vẫn còn nguyên trong biểu mẫu.
        </p>
        {edit.clashes.map((clash) => (
          <ClashChoice key={String(clash.field)} clash={clash} words={fields[clash.field]} edit={edit} />
        ))}
      </Notice>
    </div>
  );
}

function ClashChoice<Values extends object>({
  clash,
  words,
  edit,
}: {
  clash: FieldClash<Values>;
  words: FieldWords;
  edit: Edit<Values>;
}) {
  const show = words.show ?? plain;
  return (
    <Radio.Group
      className={classes.field}
      label={words.label}
      description={<>Lúc bạn mở: {show(clash.opened)}</>}
      value={edit.sideOf(clash)}
      onChange={(side) => edit.choose(clash, side as Side)}
    >
      <Radio mt={6} value="mine" label={<>Giữ của tôi: {show(clash.mine)}</>} />
      <Radio mt={6} value="theirs" label={<>Lấy của người kia: {show(clash.theirs)}</>} />
    </Radio.Group>
  );
}
