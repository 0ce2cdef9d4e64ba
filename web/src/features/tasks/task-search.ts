import {
  ASSIGNMENT_ROLES,
  type AssignmentRole,
  TASK_ORIGINS,
  type TaskOrigin,
} from '@plan/shared/vocabulary/assignments';
import { DEADLINE_KINDS, type DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import { OVERDUE_BANDS, type OverdueBand, TIMELINESS, type Timeliness } from '@plan/shared/vocabulary/timeliness';
import { oneText, wordOf, wordsOf } from '../../lib/address-search.js';

/** What the list of tasks shows, wholly in the address: a link that is sent shows the same. */
export interface TaskSearch {
  /** `phan-cong`: one row an agency's part, instead of one row a task. */
  xem?: 'phan-cong';
  q?: string;
  groupId?: string;
  agencyId?: string;
  role?: AssignmentRole;
  timeliness?: Timeliness[];
  overdueBand?: OverdueBand[];
  /** Against the first dates. */
  firstTimeliness?: Timeliness[];
  deadlineKind?: DeadlineKind[];
  origin?: TaskOrigin;
  /** As the API's: `dueOn`, `-number`. */
  sort?: string;
  /** Ids of hidden columns. */
  an?: string[];
  /** The task that is open at the side. */
  mo?: string;
}

/** Reads the address; what is not of the closed lists is left out. */
export function readTaskSearch(search: Record<string, unknown>): TaskSearch {
  const hidden = search.an;
  return {
    xem: wordOf(search.xem, ['phan-cong'] as const),
    q: oneText(search.q),
    groupId: oneText(search.groupId),
    agencyId: oneText(search.agencyId),
    role: wordOf(search.role, ASSIGNMENT_ROLES),
    timeliness: wordsOf(search.timeliness, TIMELINESS),
    overdueBand: wordsOf(search.overdueBand, OVERDUE_BANDS),
    firstTimeliness: wordsOf(search.firstTimeliness, TIMELINESS),
    deadlineKind: wordsOf(search.deadlineKind, DEADLINE_KINDS),
    origin: wordOf(search.origin, TASK_ORIGINS),
    sort: oneText(search.sort),
    an: Array.isArray(hidden) ? hidden.map(String) : oneText(hidden) ? [String(hidden)] : undefined,
    mo: oneText(search.mo),
  };
}
