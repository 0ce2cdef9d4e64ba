import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** An obstacle that waits, as whoever has to act is told of it. */
export interface WaitingObstacle {
  obstacleId: string;
  number: number;
  agencyName: string;
  text: string;
  wantedBy: string | null;
}

/** What waits in the state in which each of the two acts: new ones for the standing agency, the others for the Committee. */
const STATE_OF = { standing: 'open', steering: 'with_steering' } as const;

/** Obstacles that wait for somebody, for features that tell people so. */
@Injectable()
export class WaitingObstaclesService {
  /**
   * Those that wait now, the longest waiting first: how many, and the first few.
   * @param automaticOnly leaves out the plans that daily rounds leave alone
   */
  async waitingFor(
    manager: EntityManager,
    who: keyof typeof STATE_OF,
    automaticOnly: boolean,
    atMost: number,
  ): Promise<{ count: number; items: WaitingObstacle[] }> {
    const rows = await manager.query<(WaitingObstacle & { count: number })[]>(
      `SELECT o.id AS "obstacleId", o.number, g.name AS "agencyName", o.text, o.wanted_by AS "wantedBy",
              count(*) OVER ()::int AS count
       FROM obstacles o JOIN plans p ON p.id = o.plan_id JOIN agencies g ON g.id = o.agency_id
       WHERE o.state = $1 AND (NOT $2 OR p.automatic_rounds) ORDER BY o.number LIMIT $3`,
      [STATE_OF[who], automaticOnly, atMost],
    );
    return { count: rows[0]?.count ?? 0, items: rows.map(({ count: _, ...row }) => row) };
  }
}
