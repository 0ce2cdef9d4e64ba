import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ASSIGNMENT_ROLE_LABELS, type AssignmentRole } from '@plan/shared/vocabulary/assignments';
import { TIMELINESS_LABELS, type Timeliness } from '@plan/shared/vocabulary/timeliness';
import { DataSource } from 'typeorm';
import { formatDate } from '../calendar/domain/calendar-date.js';
import { Clock } from '../platform/clock/clock.js';
import { DomainError } from '../platform/http/problem.js';
import { type CellValue, type SheetColumn, writeWorkbook } from '../platform/spreadsheet/write-workbook.js';
import { Turns } from '../platform/turns.js';
import { AssignmentQueries } from './assignment.queries.js';
import type { AssignmentExportQuery, TaskExportQuery } from './task.dto.js';
import { TaskQueries } from './task.queries.js';

/** More than this nobody reads in a spreadsheet, and the workbook would fill the server's memory. */
const MOST_ROWS = 20_000;
const PAGE_ROWS = 200;
/** A workbook unfolds to many times its size: few stand in memory at one time. */
const AT_ONCE = 2;

interface TaskRow {
  number: number | null;
  title: string;
  leadText: string;
  coordinateText: string;
  deliverables: { text: string }[];
  deadlineText: string;
  deadline: { dueOn: string | null };
  timeliness: Timeliness;
  overdueDays: number;
  completedOn: string | null;
  progress: { done: number; total: number };
}

interface AssignmentRow {
  taskNumber: number | null;
  taskTitle: string;
  agencyName: string;
  role: AssignmentRole;
  firstDueOn: string | null;
  dueOn: string | null;
  timeliness: Timeliness;
  overdueDays: number;
  completedOn: string | null;
}

const TASK_COLUMNS: readonly SheetColumn[] = [
  { key: 'number', title: 'STT', width: 6, type: 'whole' },
  { key: 'title', title: 'Nhiệm vụ', width: 60, type: 'text' },
  { key: 'lead', title: 'Cơ quan chủ trì', width: 30, type: 'text' },
  { key: 'coordinate', title: 'Cơ quan phối hợp', width: 30, type: 'text' },
  { key: 'deliverables', title: 'Kết quả, sản phẩm', width: 36, type: 'text' },
  { key: 'deadline', title: 'Thời hạn theo kế hoạch', width: 24, type: 'text' },
  { key: 'dueOn', title: 'Hạn', width: 12, type: 'date' },
  { key: 'timeliness', title: 'Tình trạng', width: 22, type: 'text' },
  { key: 'overdueDays', title: 'Số ngày quá hạn', width: 10, type: 'whole' },
  { key: 'completedOn', title: 'Ngày hoàn thành', width: 12, type: 'date' },
  { key: 'progress', title: 'Cơ quan đã hoàn thành', width: 14, type: 'text' },
];

const ASSIGNMENT_COLUMNS: readonly SheetColumn[] = [
  { key: 'number', title: 'STT', width: 6, type: 'whole' },
  { key: 'title', title: 'Nhiệm vụ', width: 60, type: 'text' },
  { key: 'agency', title: 'Cơ quan', width: 36, type: 'text' },
  { key: 'role', title: 'Vai trò', width: 12, type: 'text' },
  { key: 'firstDueOn', title: 'Hạn ban đầu', width: 12, type: 'date' },
  { key: 'dueOn', title: 'Hạn hiện nay', width: 12, type: 'date' },
  { key: 'timeliness', title: 'Tình trạng', width: 22, type: 'text' },
  { key: 'overdueDays', title: 'Số ngày quá hạn', width: 10, type: 'whole' },
  { key: 'completedOn', title: 'Ngày hoàn thành', width: 12, type: 'date' },
];

/** Excel of exactly what a list shows: the same filters, order and day, all of its pages. */
@Injectable()
export class TaskExportService {
  private readonly turns = new Turns(AT_ONCE);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly tasks: TaskQueries,
    private readonly assignments: AssignmentQueries,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `request.invalid` above 20,000 rows */
  ofTasks(query: TaskExportQuery): Promise<Buffer> {
    return this.turns.take(async () => {
      const rows = await everyRow<TaskRow>((page) => this.tasks.list({ ...query, ...page }));
      return this.write('Nhiệm vụ', query, TASK_COLUMNS, rows.map(taskCells));
    });
  }

  /** @throws DomainError `request.invalid` above 20,000 rows */
  ofAssignments(query: AssignmentExportQuery): Promise<Buffer> {
    return this.turns.take(async () => {
      const rows = await everyRow<AssignmentRow>((page) => this.assignments.list({ ...query, ...page }));
      return this.write('Phân công', query, ASSIGNMENT_COLUMNS, rows.map(assignmentCells));
    });
  }

  private async write(
    name: string,
    { planId, asOf }: TaskExportQuery,
    columns: readonly SheetColumn[],
    rows: CellValue[][],
  ): Promise<Buffer> {
    const [plan] = planId
      ? await this.dataSource.query<{ title: string }[]>('SELECT title FROM plans WHERE id = $1', [planId])
      : [];
    const day = formatDate(asOf ?? this.clock.today());
    const heading = [plan?.title ?? 'Mọi kế hoạch', `${name}: ${rows.length} dòng, tính đến hết ngày ${day}`];
    return writeWorkbook([{ name, columns, rows, heading }]);
  }
}

/** Page after page of a list, as its readers get them. */
async function everyRow<Row>(
  list: (page: { limit: number; cursor: string | undefined }) => Promise<string>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = JSON.parse(await list({ limit: PAGE_ROWS, cursor })) as { items: Row[]; nextCursor: string | null };
    rows.push(...page.items);
    if (rows.length > MOST_ROWS) {
      throw new DomainError(
        'request.invalid',
        `Danh sách có hơn ${MOST_ROWS} dòng, không ghi vào một tệp Excel. Hãy lọc theo kế hoạch, cơ quan hoặc tình trạng.`,
      );
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return rows;
}

const taskCells = (row: TaskRow): CellValue[] => [
  row.number,
  row.title,
  row.leadText,
  row.coordinateText,
  row.deliverables.map(({ text }) => text).join('\n'),
  row.deadlineText,
  row.deadline.dueOn,
  TIMELINESS_LABELS[row.timeliness],
  row.overdueDays || null,
  row.completedOn,
  `${row.progress.done}/${row.progress.total}`,
];

const assignmentCells = (row: AssignmentRow): CellValue[] => [
  row.taskNumber,
  row.taskTitle,
  row.agencyName,
  ASSIGNMENT_ROLE_LABELS[row.role],
  row.firstDueOn,
  row.dueOn,
  TIMELINESS_LABELS[row.timeliness],
  row.overdueDays || null,
  row.completedOn,
];
