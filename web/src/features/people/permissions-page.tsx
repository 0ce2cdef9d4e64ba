import { PERMISSIONS, type PermissionEntry } from '@plan/shared/vocabulary/permissions';
import { ROLE_LABELS, ROLES } from '@plan/shared/vocabulary/roles';
import { SCOPE_LABELS, SCOPES } from '@plan/shared/vocabulary/scopes';
import { IconCheck } from '@tabler/icons-react';
import { OnlyFor } from '../../ui/only-for.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Section } from '../../ui/section.js';
import classes from './permissions-page.module.css';

interface Entry extends PermissionEntry {
  id: string;
}
const ENTRIES: Entry[] = Object.entries(PERMISSIONS).map(([id, entry]) => ({ id, ...entry }));
const FOR_CLIENTS = ENTRIES.filter(({ scopes }) => scopes !== undefined);

/** Who may do what: for reading; the roles of a person are set where people are. */
export function PermissionsPage() {
  return (
    <OnlyFor permission="people.edit" title="Quyền hạn">
      <PageHeading
        title="Quyền hạn"
        lead="Mỗi vai trò làm được gì. Bảng để xem, không sửa ở đây; vai trò của từng người đặt ở trang Người dùng. Ngoài vai trò, mỗi cơ quan chỉ sửa được phần việc của mình."
        printed="Bảng quyền hạn"
      />
      <Section title="Theo vai trò">
        <Matrix
          label="Quyền hạn theo vai trò"
          head="Việc"
          rows={ENTRIES}
          columns={ROLES.map((role) => ({ id: role, label: ROLE_LABELS[role] }))}
          holds={(entry, role) => entry.roles === 'any' || (entry.roles as readonly string[]).includes(role)}
        />
      </Section>
      <Section
        title="Theo phạm vi của hệ thống kết nối"
        lead="Những việc không có trong bảng này thì không hệ thống nào khác làm được."
      >
        <Matrix
          label="Quyền hạn theo phạm vi"
          head="Việc"
          rows={FOR_CLIENTS}
          columns={SCOPES.map((scope) => ({ id: scope, label: SCOPE_LABELS[scope], code: scope }))}
          holds={(entry, scope) => (entry.scopes as readonly string[]).includes(scope)}
        />
      </Section>
    </OnlyFor>
  );
}

interface MatrixProps {
  label: string;
  head: string;
  rows: readonly Entry[];
  columns: readonly { id: string; label: string; code?: string }[];
  holds: (row: Entry, column: string) => boolean;
}

/** Rows by columns with a mark where one holds the other; on a phone each row names what holds it. */
function Matrix({ label, head, rows, columns, holds }: MatrixProps) {
  return (
    <>
      <table className={classes.matrix}>
        <caption className="only-read-aloud">{label}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {columns.map((column) => (
              <th key={column.id} scope="col">
                {column.label}
                {column.code ? <code className={classes.code}>{column.code}</code> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.label}</th>
              {columns.map((column) =>
                holds(row, column.id) ? (
                  <td key={column.id} className={classes.yes}>
                    <IconCheck size={18} aria-hidden />
                    <span className="only-read-aloud">được</span>
                  </td>
                ) : (
                  <td key={column.id}>
                    <span className="only-read-aloud">không</span>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={classes.list} aria-label={label}>
        {rows.map((row) => {
          const who = columns.filter((column) => holds(row, column.id)).map((column) => column.label);
          return (
            <li key={row.id}>
              <strong>{row.label}</strong>
              <span>{who.length === columns.length ? 'Tất cả' : who.join('; ')}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
