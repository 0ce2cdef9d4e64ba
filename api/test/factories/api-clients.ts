import { randomUUID } from 'node:crypto';
import type { Scope } from '@plan/shared/vocabulary/scopes';
import supertest from 'supertest';
import { ApiClientService } from '../../src/identity/api-client.service.js';
import { SYSTEM_ACTOR } from '../../src/platform/auth/actor.js';
import type { Agent, TestApp } from '../harness/app.js';

/** A new system with these scopes, of one agency or of none. @returns its key */
export async function newClientKey(app: TestApp, scopes: Scope[], agencyId?: string): Promise<string> {
  const clients = app.app.get(ApiClientService);
  const input = { name: `Phần mềm ${randomUUID()}`, scopes, ...(agencyId === undefined ? {} : { agencyId }) };
  const { client } = await clients.create(input, SYSTEM_ACTOR);
  return (await clients.issueKey(client.id, {}, SYSTEM_ACTOR)).key;
}

/** The same as one that calls: its key stands in every request. */
export async function asClient(app: TestApp, scopes: Scope[], agencyId?: string): Promise<Agent> {
  return supertest.agent(app.server).set('X-API-Key', await newClientKey(app, scopes, agencyId));
}
