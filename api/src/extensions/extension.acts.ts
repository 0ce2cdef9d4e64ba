import type { ExtensionAct, ExtensionDecider, ExtensionState } from '@plan/shared/vocabulary/extensions';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { DomainError } from '../platform/http/problem.js';
import type { DatedAssignment } from '../tasks/assignment-dates.service.js';
import { asksExtensionFor } from '../tasks/assignment-reader.service.js';
import { closedAssignment, dateRefusal, refusalOf } from './domain/life-cycle.js';
import type { ExtensionInput } from './extension.dto.js';
import { sidesOf } from './extension.policy.js';

/** A request with its assignment, both locked. */
export interface LockedExtension {
  id: string;
  number: number;
  state: ExtensionState;
  version: number;
  agencyId: string;
  newDueOn: string;
  deciders: ExtensionDecider;
  assignment: DatedAssignment;
}

/** @throws DomainError when the actor may not ask, or there is nothing to ask for */
export function checkAskable(assignment: DatedAssignment, input: ExtensionInput, actor: Actor): void {
  if (!asksExtensionFor(actor, assignment.agencyId)) {
    throw new DomainError('auth.forbidden', 'Chỉ cơ quan được giao mới đề nghị gia hạn phân công của mình.');
  }
  if (assignment.role !== 'lead') {
    throw new DomainError(
      'assignment.not_lead',
      'Cơ quan phối hợp theo hạn của nhiệm vụ; việc gia hạn do cơ quan chủ trì đề nghị.',
    );
  }
  const closed = closedAssignment(assignment);
  if (closed) throw new DomainError(closed.code, closed.reason);
  if (assignment.dueOn === null) {
    throw new DomainError(
      'extension.no_due_date',
      'Phân công này không có hạn (thường xuyên, theo lộ trình hoặc chưa rõ) nên không cần gia hạn.',
    );
  }
  if (assignment.extensionPending) {
    throw new DomainError(
      'extension.pending',
      'Phân công đã có một đề nghị gia hạn đang chờ. Hãy chờ quyết định, hoặc rút đề nghị đó rồi gửi lại.',
    );
  }
  checkDate(input.newDueOn, assignment.dueOn);
}

/** @throws DomainError `extension.not_later` */
export function checkDate(newDueOn: string, dueOn: string | null): void {
  const message = dateRefusal(newDueOn, dueOn);
  if (message) {
    throw new DomainError('extension.not_later', message, [{ pointer: '/newDueOn', code: 'range', message }]);
  }
}

/** @throws DomainError with the code and the words that `allowedActions` shows */
export function refuseUnlessAllowed(act: ExtensionAct, extension: LockedExtension, actor: Actor): void {
  const { completedOn, cancelledOn } = extension.assignment;
  const refusal = refusalOf(act, { ...extension, completedOn, cancelledOn }, sidesOf(actor, extension.agencyId));
  if (refusal) throw new DomainError(refusal.code, refusal.reason);
}

/** In the order of the assignments: two bulks over the same ones wait for each other instead of dying together. */
export async function inOrderOfLocks(
  manager: EntityManager,
  items: readonly { extensionId: string; version: number }[],
): Promise<{ extensionId: string; version: number; index: number }[]> {
  const rows = await manager.query<{ id: string; assignmentId: string }[]>(
    'SELECT id, assignment_id AS "assignmentId" FROM extensions WHERE id = ANY($1::uuid[])',
    [items.map(({ extensionId }) => extensionId)],
  );
  const assignments = new Map(rows.map(({ id, assignmentId }) => [id, assignmentId]));
  const place = (item: { extensionId: string }): string => assignments.get(item.extensionId.toLowerCase()) ?? '';
  return items
    .map((item, index) => ({ ...item, index }))
    .sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : a.index - b.index));
}

export function reasonMissing(): DomainError {
  const message = 'Hãy nêu lý do không gia hạn để cơ quan biết.';
  return new DomainError('extension.reason_missing', message, [{ pointer: '/reason', code: 'required', message }]);
}
