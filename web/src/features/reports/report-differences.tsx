import type { components } from '@plan/shared/api';
import { REPORT_ENTRY_STATE_LABELS, type ReportEntryState } from '@plan/shared/vocabulary/report-states';
import { useQuery } from '@tanstack/react-query';
import { Failed, Loading } from '../../ui/states.js';
import { differencesQuery } from './review-queries.js';
import classes from './versions-section.module.css';

type EntryDifference = components['schemas']['EntryDifferenceDto'];
type FieldDifference = components['schemas']['FieldDifferenceDto'];

const KIND_LABELS: Record<EntryDifference['kind'], string> = {
  added: 'Thêm vào báo cáo',
  removed: 'Bỏ khỏi báo cáo',
  changed: 'Sửa',
};

/** What two versions say differently, line by line and field by field. */
export function VersionDifferences({ reportId, from, to }: { reportId: string; from: number; to: number }) {
  const differences = useQuery(differencesQuery(reportId, from, to));
  if (differences.error) return <Failed error={differences.error} onRetry={() => void differences.refetch()} />;
  if (!differences.data) return <Loading lines={3} />;
  const { entries } = differences.data;
  if (entries.length === 0) {
    return (
      <p>
        Lần {from} và lần {to} có nội dung như nhau.
      </p>
    );
  }
  return (
    <ul className={classes.differences} aria-label={`Khác nhau giữa lần ${from} và lần ${to}`}>
      {entries.map((entry) => (
        <li key={entry.assignmentId}>
          <p className={classes.title}>
            {KIND_LABELS[entry.kind]}: {entry.taskNumber === null ? '' : `nhiệm vụ ${entry.taskNumber}. `}
            {entry.taskTitle}
          </p>
          {entry.fields.length > 0 ? (
            <table className={classes.fields}>
              <caption className="only-read-aloud">
                Nhiệm vụ {entry.taskNumber ?? entry.taskTitle}: lần {from} và lần {to}
              </caption>
              <thead>
                <tr>
                  <th scope="col">Mục</th>
                  <th scope="col">Lần {from}</th>
                  <th scope="col">Lần {to}</th>
                </tr>
              </thead>
              <tbody>
                {entry.fields.map((field) => (
                  <tr key={field.field}>
                    <th scope="row">{field.label}</th>
                    <td data-label={`Lần ${from}`}>
                      <del>{shown(field, field.before)}</del>
                    </td>
                    <td data-label={`Lần ${to}`}>
                      <ins>{shown(field, field.after)}</ins>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** A value of a field as people read it. */
function shown({ field }: FieldDifference, value: FieldDifference['before']): string {
  if (value === null || value === '') return '(để trống)';
  if (typeof value === 'boolean') return value ? 'Có' : 'Không';
  if (field === 'state') return REPORT_ENTRY_STATE_LABELS[value as ReportEntryState];
  return field === 'progressPercent' ? `${value}%` : String(value);
}
