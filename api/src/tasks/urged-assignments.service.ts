import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** How often lead assignments were urged in writing, and what proves them: for whoever urges. */
@Injectable()
export class UrgedAssignmentsService {
  /** Counts one more written urging of each, in the transaction that sends it. */
  async count(manager: EntityManager, assignmentIds: readonly string[]): Promise<void> {
    await manager.query('UPDATE assignments SET urging_count = urging_count + 1 WHERE id = ANY($1::uuid[])', [
      assignmentIds,
    ]);
  }

  /** Whether a document was handed in for this assignment and not refused. */
  async hasEvidence(manager: EntityManager, assignmentId: string, evidenceId: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM evidence WHERE id = $1 AND assignment_id = $2 AND state <> 'refused'`,
      [evidenceId, assignmentId],
    );
    return rows.length > 0;
  }
}
