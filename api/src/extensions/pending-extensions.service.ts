import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/auth/actor.js';
import type { ExtensionDto } from './extension.dto.js';
import { ExtensionQueries } from './extension.queries.js';

export { ExtensionDto } from './extension.dto.js';

/** Requests that wait, for features that list what is to be decided. */
@Injectable()
export class PendingExtensionsService {
  constructor(private readonly queries: ExtensionQueries) {}

  /** Those of a plan that waited on a day and that the actor may read, the longest waiting first. */
  async pendingOn(planId: string, asOf: string, actor: Actor): Promise<ExtensionDto[]> {
    return this.queries.pendingOn(planId, asOf, actor);
  }
}
