import {
  OBSTACLE_KINDS,
  OBSTACLE_STATES,
  type ObstacleKind,
  type ObstacleState,
} from '@plan/shared/vocabulary/obstacles';
import { oneText, wordsOf } from '../../lib/address-search.js';

/** What the register of obstacles shows, wholly in the address. */
export interface ObstacleSearch {
  q?: string;
  state?: ObstacleState[];
  kind?: ObstacleKind[];
  agencyId?: string;
  assignmentId?: string;
  /** As the API's: `wantedBy`, `-raisedAt`. */
  sort?: string;
}

export function readObstacleSearch(search: Record<string, unknown>): ObstacleSearch {
  return {
    q: oneText(search.q),
    state: wordsOf(search.state, OBSTACLE_STATES),
    kind: wordsOf(search.kind, OBSTACLE_KINDS),
    agencyId: oneText(search.agencyId),
    assignmentId: oneText(search.assignmentId),
    sort: oneText(search.sort),
  };
}
