import { Checkbox, Stack } from '@mantine/core';
import { ROLE_LABELS, ROLES, type Role } from '@plan/shared/vocabulary/roles';

interface Props {
  value: readonly Role[];
  onChange: (roles: Role[]) => void;
  error?: React.ReactNode;
}

/** The roles of a person; several can be held. */
export function RoleChoice({ value, onChange, error }: Props) {
  return (
    <Checkbox.Group
      label="Vai trò"
      description="Một người có thể giữ nhiều vai trò. Bảng ở trang Quyền hạn cho biết mỗi vai trò làm được gì."
      value={[...value]}
      onChange={(roles) => onChange(ROLES.filter((role) => roles.includes(role)))}
      error={error}
    >
      <Stack gap={6} mt={8}>
        {ROLES.map((role) => (
          <Checkbox key={role} value={role} label={ROLE_LABELS[role]} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
