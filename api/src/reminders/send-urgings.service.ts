import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { COMMITTEE_FROM_URGINGS } from '@plan/shared/vocabulary/urgings';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError, type FieldError, invalidField, notFound } from '../platform/http/problem.js';
import { OwedReportsService } from '../reports/owed-reports.service.js';
import { OpenLeadsService } from '../tasks/open-leads.service.js';
import { UrgedAssignmentsService } from '../tasks/urged-assignments.service.js';
import { fillPlaces } from './domain/letter-words.js';
import type { SentUrgingDto, SentUrgingsDto, UrgedItemInput, UrgingItemDto, UrgingsInput } from './urging.dto.js';
import { reportTitle } from './urging-candidates.queries.js';
import { urgingCandidates } from './urging-candidates.sql.js';

interface Owed {
  id: string;
  assignmentId: string | null;
  reportId: string | null;
  taskId: string | null;
  taskNumber: number | null;
  title: string | null;
  periodLabel: string | null;
  agencyId: string;
  agencyName: string;
  dueOn: string | null;
  daysLate: number;
  urgingCount: number;
}

interface Letter extends SentUrgingDto {
  owed: Owed[];
}

/** Sends urgings: one to each agency, numbered without a gap, all or none. */
@Injectable()
export class SendUrgingsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly leads: OpenLeadsService,
    private readonly reports: OwedReportsService,
    private readonly assignments: UrgedAssignmentsService,
  ) {}

  /** @throws DomainError `urging.refused` with a fault for each item that cannot be urged */
  async send(input: UrgingsInput, actor: Actor): Promise<SentUrgingsDto> {
    const today = this.clock.today();
    const asOf = input.asOf ?? today;
    if (input.answerBy < today) {
      throw invalidField('/answerBy', 'range', 'Hạn trả lời phải từ hôm nay trở đi.');
    }
    return this.dataSource.transaction(async (manager) => {
      // The plan's row is the line in which numbers are drawn: two who send at once get numbers one after the other.
      const plans = await manager.query<unknown[]>('SELECT 1 FROM plans WHERE id = $1 FOR NO KEY UPDATE', [
        input.planId,
      ]);
      if (plans.length === 0) throw notFound('kế hoạch');
      const owed = await this.owedItems(manager, input, asOf);
      const letters = await this.compose(manager, input, owed, asOf, today);
      if (!input.dryRun) {
        for (const letter of letters) await this.write(manager, letter, input, asOf, today, actor);
      }
      return { dryRun: input.dryRun ?? false, urgings: letters.map(({ owed: _, ...sent }) => sent) };
    });
  }

  /** The items as they stand, in the order asked for. */
  private async owedItems(manager: EntityManager, { planId, items }: UrgingsInput, asOf: string): Promise<Owed[]> {
    const ids = items.map(idOf);
    const rows = await manager.query<Owed[]>(
      `SELECT c.id, c.assignment_id AS "assignmentId", c.report_id AS "reportId", c.task_id AS "taskId",
              c.task_number AS "taskNumber", c.title, c.period_label AS "periodLabel", c.agency_id AS "agencyId",
              g.name AS "agencyName", c.due_on AS "dueOn", c.days_late AS "daysLate", c.urging_count AS "urgingCount"
       FROM (${urgingCandidates(this.leads, this.reports, '$1::date', '$2')}) c JOIN agencies g ON g.id = c.agency_id
       WHERE c.id = ANY($3::uuid[])`,
      [asOf, planId, ids],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const faults = items.flatMap((item, index): FieldError[] => {
      const message = faultOf(item, index, ids, byId);
      return message ? [{ pointer: `/items/${index}`, code: 'value', message }] : [];
    });
    if (faults.length > 0) {
      throw new DomainError(
        'urging.refused',
        `Có ${faults.length}/${items.length} việc không đôn đốc được nên chưa gửi công văn nào. Hãy bỏ chọn hoặc tải lại danh sách.`,
        faults.slice(0, 100),
      );
    }
    return ids.map((id) => byId.get(id) as Owed);
  }

  private async compose(
    manager: EntityManager,
    input: UrgingsInput,
    owed: readonly Owed[],
    asOf: string,
    today: string,
  ): Promise<Letter[]> {
    const [last] = await manager.query<{ number: number }[]>(
      'SELECT COALESCE(max(number), 0)::int AS number FROM urgings WHERE plan_id = $1 AND year = $2',
      [input.planId, Number(today.slice(0, 4))],
    );
    const byAgency = new Map<string, Owed[]>();
    for (const one of owed) byAgency.set(one.agencyId, [...(byAgency.get(one.agencyId) ?? []), one]);
    const sorted = [...byAgency.values()].sort(([a], [b]) =>
      (a as Owed).agencyName.localeCompare((b as Owed).agencyName, 'vi'),
    );
    return sorted.map((items, index) => {
      const { agencyId, agencyName } = items[0] as Owed;
      return {
        id: null,
        number: (last?.number ?? 0) + index + 1,
        agencyId,
        agencyName,
        text: fillPlaces(input.text, { agencyName, itemCount: items.length, asOf, answerBy: input.answerBy }),
        items: items.map(listed),
        toCommittee: items.filter(({ urgingCount }) => urgingCount + 1 >= COMMITTEE_FROM_URGINGS).length,
        owed: items,
      };
    });
  }

  private async write(
    manager: EntityManager,
    letter: Letter,
    input: UrgingsInput,
    asOf: string,
    today: string,
    actor: Actor,
  ): Promise<void> {
    const [urging] = await manager.query<{ id: string }[]>(
      `INSERT INTO urgings (plan_id, agency_id, year, number, on_day, as_of, answer_by, subject, text, signer_title, issuer_id, sent_by, sent_by_label)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id`,
      [
        input.planId,
        letter.agencyId,
        Number(today.slice(0, 4)),
        letter.number,
        today,
        asOf,
        input.answerBy,
        input.subject,
        letter.text,
        input.signerTitle || 'THỦ TRƯỞNG CƠ QUAN',
        actor.agencyId,
        actor.id,
        actor.label,
      ],
    );
    letter.id = urging?.id ?? null;
    await manager.query(
      `INSERT INTO urging_items (urging_id, position, assignment_id, report_id, title, due_on, days_late, times)
       SELECT $1, i."position", i."assignmentId", i."reportId", i.title, i."dueOn", i."daysLate", i.times
       FROM jsonb_to_recordset($2::jsonb) AS i ("position" int, "assignmentId" uuid, "reportId" uuid, title text, "dueOn" date, "daysLate" int, times int)`,
      [letter.id, JSON.stringify(letter.items)],
    );
    await this.assignments.count(
      manager,
      letter.items.flatMap(({ assignmentId }) => assignmentId ?? []),
    );
    await this.reports.countUrging(
      manager,
      letter.items.flatMap(({ reportId }) => reportId ?? []),
    );
    await this.remind(manager, letter, input.planId, today);
    await this.tell(manager, letter, input, actor);
  }

  /** The agency is told, and from the third urging on the Steering Committee too. */
  private async remind(manager: EntityManager, letter: Letter, planId: string, today: string): Promise<void> {
    await manager.query(
      `INSERT INTO reminders (plan_id, subject_type, assignment_id, report_id, agency_id, kind, due_on, on_day, step, recipient_role)
       SELECT $1, CASE WHEN i."assignmentId" IS NULL THEN 'report' ELSE 'assignment' END, i."assignmentId", i."reportId", $2,
              'urging', i."dueOn", $3, i.times, r.role
       FROM jsonb_to_recordset($4::jsonb) AS i ("assignmentId" uuid, "reportId" uuid, "dueOn" date, times int)
       JOIN unnest(ARRAY['agency_officer', 'agency_head', 'steering']) AS r (role)
         ON r.role <> 'steering' OR i.times >= ${COMMITTEE_FROM_URGINGS}
       ON CONFLICT (assignment_id, report_id, remedy_id, kind, due_on, step, recipient_role) DO NOTHING`,
      [planId, letter.agencyId, today, JSON.stringify(letter.items)],
    );
  }

  private async tell(manager: EntityManager, letter: Letter, input: UrgingsInput, actor: Actor): Promise<void> {
    const { planId, answerBy } = input;
    const { agencyId, number } = letter;
    await this.events.append(manager, actor, {
      type: 'urging.sent',
      subjectType: 'urging',
      subjectId: letter.id as string,
      planId,
      agencyId,
      after: { urgingNumber: number, agencyName: letter.agencyName, items: letter.items.length, answerBy },
    });
    for (const item of letter.items) {
      const subjectType = item.assignmentId ? 'assignment' : 'report';
      await this.events.append(manager, actor, {
        type: `${subjectType}.urged`,
        subjectType,
        subjectId: (item.assignmentId ?? item.reportId) as string,
        planId,
        agencyId,
        after: { urgingId: letter.id, urgingNumber: number, urgingTimes: item.times, answerBy },
      });
    }
  }
}

/** The id of what an item names; empty when it names nothing or both. */
const idOf = ({ assignmentId, reportId }: UrgedItemInput): string => {
  if (assignmentId && reportId) return EMPTY;
  return (assignmentId ?? reportId ?? EMPTY).toLowerCase();
};
const EMPTY = '00000000-0000-0000-0000-000000000000';

function faultOf(
  item: UrgedItemInput,
  index: number,
  ids: readonly string[],
  byId: ReadonlyMap<string, Owed>,
): string | null {
  const id = ids[index] as string;
  if (id === EMPTY) return 'Hãy nêu một phân công hoặc một báo cáo.';
  if (ids.indexOf(id) !== index) return 'Việc này được chọn hai lần.';
  const owed = byId.get(id);
  const named = owed && (item.assignmentId ? owed.assignmentId : owed.reportId) !== null;
  return named ? null : 'Việc này không quá hạn, không im lặng quá một tháng, hoặc đã xong vào ngày lấy số liệu.';
}

const listed = (owed: Owed, index: number): UrgingItemDto => ({
  position: index + 1,
  assignmentId: owed.assignmentId,
  reportId: owed.reportId,
  taskId: owed.taskId,
  title: titleOf(owed),
  dueOn: owed.dueOn,
  daysLate: owed.daysLate,
  times: owed.urgingCount + 1,
  answeredAt: null,
  answeredByLabel: null,
  reasonCode: null,
  newDueOn: null,
  evidenceId: null,
  answerText: null,
});

function titleOf({ periodLabel, taskNumber, title }: Owed): string {
  if (periodLabel !== null) return reportTitle(periodLabel);
  return taskNumber === null ? (title ?? '') : `Nhiệm vụ ${taskNumber}: ${title}`;
}
