import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { EntityManager } from 'typeorm';

type Marked = Request & { arrivedAt?: number };

/** Marks every request with the moment at which it came, on the process's steady clock, before anything waits. */
export function markArrival(request: Request, _: Response, next: NextFunction): void {
  (request as Marked).arrivedAt = performance.now();
  next();
}

/** The mark of this request, for `instantOfArrival`. */
export const ArrivedAt = createParamDecorator(
  (_: unknown, context: ExecutionContext): number =>
    context.switchToHttp().getRequest<Marked>().arrivedAt ?? performance.now(),
);

/**
 * When a request arrived, by the database's clock, however long it then waited for a connection or a lock: what was
 * received before a limit counts though it commits after it.
 * @param manager of a transaction that has just begun; call it before anything that may wait
 */
export async function instantOfArrival(manager: EntityManager, arrivedAt: number): Promise<Date> {
  const waited = Math.max(0, performance.now() - arrivedAt);
  const [row] = await manager.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
  return new Date((row as { now: Date }).now.getTime() - waited);
}
