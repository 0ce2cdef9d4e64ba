import { ASSIGNMENT_ROLE_LABELS, type AssignmentRole } from '@plan/shared/vocabulary/assignments';
import type { ImportWarningCode } from '@plan/shared/vocabulary/import-warnings';
import type { NameMatch, NameMatching } from '../../agencies/domain/match-names.js';
import type { PreviewDeadline } from './preview-deadline.js';
import type { ClaimedCount, FrontMatter } from './read-front-matter.js';

/** A number cell that is empty, no whole number, doubled, or not the next one. */
export const NUMBER_UNCLEAR = 'task.number_unclear';

/** What an import noticed. It never blocks; the message tells a person what is doubtful and what to do. */
export interface ImportWarning {
  code: ImportWarningCode | typeof NUMBER_UNCLEAR;
  /** The task's number; null for the plan as a whole, or for a task without a number. */
  row: number | null;
  message: string;
}

interface NumberedTask {
  position: number;
  number: number | null;
  numberText: string;
}

interface UnderstoodTask extends NumberedTask {
  leadText: string;
  coordinateText: string;
  deadlineText: string;
  deadline: PreviewDeadline;
  lead: NameMatching;
  coordinate: NameMatching;
}

/** What the text claims against what the annex holds; the rows decide, nothing is made up to fit. */
export function countWarnings(claims: FrontMatter['claims'], taskCount: number, groupCount: number): ImportWarning[] {
  const compare = (code: ImportWarningCode, claimed: readonly ClaimedCount[], count: number, what: string) =>
    claimed
      .filter((claim) => claim.count !== count)
      .map(({ words, where }) => ({
        code,
        row: null,
        message:
          `Văn bản ghi “${words}” (${where}), nhưng phụ lục có ${count} ${what}. ` +
          `Hệ thống nhập đúng ${count} ${what} đọc được; hãy đối chiếu với bản gốc.`,
      }));
  return [
    ...compare('plan.task_count_mismatch', claims.taskCounts, taskCount, 'nhiệm vụ'),
    ...compare('plan.group_count_mismatch', claims.groupCounts, groupCount, 'nhóm nhiệm vụ'),
  ];
}

/** Numbers that are missing, doubled or leave a gap. None is invented; a person gives them. */
export function numberWarnings(tasks: readonly NumberedTask[]): ImportWarning[] {
  const warnings: ImportWarning[] = [];
  const warn = (row: number | null, message: string) => warnings.push({ code: NUMBER_UNCLEAR, row, message });
  const seen = new Set<number>();
  let before = 0;
  for (const { position, number, numberText } of tasks) {
    if (number === null) {
      const words = numberText === '' ? 'không có số thứ tự' : `có số thứ tự “${numberText}” chưa đọc được`;
      warn(null, `Dòng thứ ${position} của phụ lục ${words}. Hãy nhập số thứ tự cho nhiệm vụ này.`);
      continue;
    }
    if (seen.has(number)) {
      warn(
        number,
        `Số thứ tự ${number} xuất hiện nhiều lần (dòng thứ ${position}). Hãy sửa số thứ tự của một trong các dòng.`,
      );
    } else if (number !== before + 1) {
      warn(number, `Số thứ tự chuyển từ ${before} sang ${number}. Hãy kiểm tra xem phụ lục có thiếu dòng nào không.`);
    }
    seen.add(number);
    before = number;
  }
  return warnings;
}

/** What is doubtful about one task. */
export function taskWarnings(task: UnderstoodTask, emptyGroups: readonly NameMatch[]): ImportWarning[] {
  const warnings: ImportWarning[] = [];
  const name = task.number === null ? `Dòng thứ ${task.position} của phụ lục` : `Nhiệm vụ ${task.number}`;
  const warn = (code: ImportWarningCode, message: string) =>
    warnings.push({ code, row: task.number, message: `${name}: ${message}` });

  if (task.deadlineText.trim() === '' && task.deadline.kind === 'unspecified') {
    warn('task.deadline_missing', 'không ghi thời gian hoàn thành. Hãy nhập thời hạn, hoặc để “Chưa rõ thời hạn”.');
  } else if (task.deadline.unsure) {
    const note = task.deadline.note ?? 'có thể hiểu theo cách khác';
    warn(
      'task.deadline_unsure',
      `thời hạn “${task.deadlineText}” chưa chắc chắn (${note}). Hãy xác nhận hoặc nhập lại.`,
    );
  }
  if (task.leadText.trim() === '') {
    warn('agency.unresolved', 'không có đơn vị chủ trì nên chưa được phân công cho ai. Hãy nhập đơn vị chủ trì.');
  }
  if (task.coordinateText.trim() === '') {
    warn('task.coordinator_missing', 'không có đơn vị phối hợp. Nếu đúng như bản gốc thì không cần làm gì.');
  }
  for (const role of ['lead', 'coordinate'] as const) warnUnresolved(task, role, warn);
  for (const { text } of emptyGroups) {
    warn(
      'group.empty',
      `nhóm “${text}” chưa có thành viên nên chưa phân công cho ai. Hãy bổ sung thành viên ở trang Cơ quan, hoặc chọn cơ quan cụ thể.`,
    );
  }
  return warnings;
}

function warnUnresolved(
  task: UnderstoodTask,
  role: AssignmentRole,
  warn: (code: ImportWarningCode, message: string) => void,
): void {
  const side = ASSIGNMENT_ROLE_LABELS[role].toLowerCase();
  for (const { text, candidates } of task[role].unresolved) {
    const doubt =
      candidates.length > 0 ? `có ${candidates.length} cơ quan cùng tên “${text}”` : `chưa nhận ra “${text}”`;
    warn(
      'agency.unresolved',
      `đơn vị ${side} ${doubt}. Hãy chọn cơ quan hoặc nhóm tương ứng, hoặc tạo cơ quan mới; nếu để nguyên, phần này chưa phân công cho ai.`,
    );
  }
}
