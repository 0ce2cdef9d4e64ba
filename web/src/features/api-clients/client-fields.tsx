import { Checkbox, NumberInput, Stack, TextInput } from '@mantine/core';
import { SCOPE_LABELS, SCOPES, type Scope } from '@plan/shared/vocabulary/scopes';
import type { Problem } from '../../lib/problem.js';
import { AgencyPicker } from '../../ui/agency-picker.js';

export interface ClientValues {
  name: string;
  scopes: Scope[];
  agencyId: string | null;
  requestsPerMinute: number | null;
}

/** What is wrong before it is sent, by field. */
export const clientFaults = ({ name, scopes }: ClientValues) => ({
  name: name.trim().length < 3 ? 'Nhập tên hệ thống, ít nhất ba ký tự.' : null,
  scopes: scopes.length === 0 ? 'Chọn ít nhất một việc.' : null,
});

interface Props {
  values: ClientValues;
  onChange: (change: Partial<ClientValues>) => void;
  tried: boolean;
  problem: Problem | null;
}

/** The fields of another system, for adding and for changing it. */
export function ClientFields({ values, onChange, tried, problem }: Props) {
  const faults = clientFaults(values);
  return (
    <>
      <TextInput
        label="Tên hệ thống"
        description="Như sẽ thấy trong nhật ký. Ví dụ: Cổng dịch vụ công tỉnh"
        required
        autoComplete="off"
        maxLength={100}
        value={values.name}
        error={(tried ? faults.name : null) ?? problem?.messageFor('name')}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Checkbox.Group
        label="Được làm"
        description="Chỉ chọn những việc hệ thống đó thật sự cần."
        required
        value={values.scopes}
        onChange={(chosen) => onChange({ scopes: SCOPES.filter((scope) => chosen.includes(scope)) })}
        error={(tried ? faults.scopes : null) ?? problem?.messageFor('scopes')}
      >
        <Stack gap={6} mt={8}>
          {SCOPES.map((scope) => (
            <Checkbox key={scope} value={scope} label={SCOPE_LABELS[scope]} />
          ))}
        </Stack>
      </Checkbox.Group>
      <AgencyPicker
        label="Làm thay cơ quan"
        description="Chọn khi hệ thống gửi báo cáo hoặc số liệu của một cơ quan. Để trống nếu chỉ đọc."
        clearable
        value={values.agencyId}
        onChange={(agencyId) => onChange({ agencyId })}
        error={problem?.messageFor('agencyId')}
      />
      <NumberInput
        label="Số yêu cầu tối đa trong một phút"
        description="Để trống thì theo mức chung của hệ thống."
        min={1}
        max={100_000}
        allowDecimal={false}
        clampBehavior="strict"
        thousandSeparator="."
        decimalSeparator=","
        w={280}
        value={values.requestsPerMinute ?? ''}
        onChange={(value) => onChange({ requestsPerMinute: typeof value === 'number' ? value : null })}
        error={problem?.messageFor('requestsPerMinute')}
      />
    </>
  );
}
