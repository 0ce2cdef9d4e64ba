import { IMPORT_WARNING_LABELS, type ImportWarningCode } from '@plan/shared/vocabulary/import-warnings';
import { formatNumber } from '../../lib/dates.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import classes from './preview.module.css';
import type { PlanImport } from './queries.js';

/** What the reading noticed. None of it blocks; each says what to do. */
export function WarningList({ warnings }: { warnings: PlanImport['warnings'] }) {
  if (warnings.length === 0) {
    return <Notice tone="done">Không có gì đáng ngờ. Xin vẫn xem lướt các dòng trước khi xác nhận.</Notice>;
  }
  return (
    <Section
      title={`Cần xem lại: ${formatNumber(warnings.length)} điểm`}
      lead="Những điểm này không chặn việc tạo kế hoạch, nhưng nên xử lý trước."
    >
      <ul className={classes.warnings}>
        {warnings.map((warning) => (
          <li key={`${warning.code} ${warning.row ?? ''} ${warning.message}`}>
            <strong>{IMPORT_WARNING_LABELS[warning.code as ImportWarningCode] ?? 'Điểm cần xem'}</strong>
            <span>{warning.message}</span>
            {warning.row === null ? null : <a href={`#nhiem-vu-${warning.row}`}>Tới nhiệm vụ {warning.row}</a>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
