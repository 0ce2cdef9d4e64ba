import { Injectable } from '@nestjs/common';
import type { TaskOrigin } from '@plan/shared/vocabulary/assignments';
import { DEADLINE_KINDS } from '@plan/shared/vocabulary/deadline-kinds';
import { OVERDUE_BANDS, TIMELINESS, TIMELINESS_CLASSES } from '@plan/shared/vocabulary/timeliness';
import { notFound } from '../platform/http/problem.js';
import { overdueBandOf, timelinessClassOf } from '../tasks/domain/timeliness.js';
import { type PlanStandings, PlanStandingsService } from '../tasks/plan-standings.service.js';
import type { GroupFiguresDto, SummaryDto } from './summary.dto.js';

type TaskRow = PlanStandings['tasks'][number];

/** The figures of a plan as of a day. The rules stand in tasks; here they are only counted. */
@Injectable()
export class SummaryService {
  constructor(private readonly standings: PlanStandingsService) {}

  async ofPlan(planId: string, asOf: string, origins: readonly TaskOrigin[]): Promise<SummaryDto> {
    const found = await this.standings.of(planId, asOf, origins);
    if (!found) throw notFound('kế hoạch');
    const { tasks, leads, groups } = found;
    const leadCounts = zeros(TIMELINESS);
    const firstCounts = zeros(TIMELINESS);
    let pendingExtensions = 0;
    for (const { timeliness, firstTimeliness, pending, count } of leads) {
      leadCounts[timeliness] = (leadCounts[timeliness] ?? 0) + count;
      firstCounts[firstTimeliness] = (firstCounts[firstTimeliness] ?? 0) + count;
      if (pending) pendingExtensions += count;
    }
    const withoutGroup = tasks.filter((task) => task.groupId === null);
    return {
      planId,
      asOf,
      tasks: {
        total: tasks.length,
        byTimeliness: count(TIMELINESS, tasks, (task) => task.timeliness),
        byFirstTimeliness: count(TIMELINESS, tasks, (task) => task.firstTimeliness),
        classes: count(TIMELINESS_CLASSES, tasks, (task) => timelinessClassOf(task.timeliness)),
        byDeadlineKind: count(DEADLINE_KINDS, tasks, (task) => task.kind),
        overdueBands: count(OVERDUE_BANDS, tasks, (task) =>
          task.timeliness === 'overdue' ? overdueBandOf(task.overdueDays) : null,
        ),
      },
      leadAssignments: {
        total: leads.reduce((sum, lead) => sum + lead.count, 0),
        byTimeliness: leadCounts,
        byFirstTimeliness: firstCounts,
        pendingExtensions,
      },
      byGroup: [
        ...groups.map((group) =>
          groupFigures(
            group,
            tasks.filter((task) => task.groupId === group.id),
          ),
        ),
        ...(withoutGroup.length > 0 ? [groupFigures(null, withoutGroup)] : []),
      ],
    };
  }
}

function groupFigures(group: PlanStandings['groups'][number] | null, tasks: readonly TaskRow[]): GroupFiguresDto {
  return {
    groupId: group?.id ?? null,
    numeral: group?.numeral ?? null,
    title: group?.title ?? null,
    total: tasks.length,
    byTimeliness: count(TIMELINESS, tasks, (task) => task.timeliness),
    classes: count(TIMELINESS_CLASSES, tasks, (task) => timelinessClassOf(task.timeliness)),
  };
}

const zeros = (words: readonly string[]): Record<string, number> => Object.fromEntries(words.map((word) => [word, 0]));

function count<T>(
  words: readonly string[],
  rows: readonly T[],
  wordOf: (row: T) => string | null,
): Record<string, number> {
  const counts = zeros(words);
  for (const row of rows) {
    const word = wordOf(row);
    if (word !== null) counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}
