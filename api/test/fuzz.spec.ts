import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import fc from 'fast-check';
import { repositoryFolder } from '../src/create-app.js';
import { OPEN_SAMPLE } from '../src/identity/sign-in-settings.js';
import { openApiDocument } from '../src/platform/http/openapi.js';
import { listOfPeople } from './changes/identity-changes.js';
import { download, PDF } from './factories/files.js';
import { type AnswerCheck, answerCheckOf } from './fuzz/answer-check.js';
import { type Answer, type Call, hangUp, send, validCall } from './fuzz/call.js';
import { type Caller, callersOf } from './fuzz/callers.js';
import { type ApiDocument, type Operation, operationsOf } from './fuzz/contract.js';
import { brokenCall } from './fuzz/faults.js';
import { fresh } from './fuzz/fresh-calls.js';
import { asItIs, knownIdsOf } from './fuzz/known-ids.js';
import type { KnownIds } from './fuzz/valid-values.js';
import { createTestApp, type TestApp } from './harness/app.js';
import { CLIENT_ID, CLIENT_SECRET, startProvider } from './harness/sign-on-provider.js';

/** Valid calls, and as many invalid ones, of each operation by each caller: `npm run fuzz` makes 200, a test run a tenth, always the same. */
const CALLS = Number(process.env.FUZZ_CALLS ?? 20);
const SEED = Number(process.env.FUZZ_SEED ?? (process.env.FUZZ_CALLS ? randomInt(2 ** 31) : 20_231_130));
const DOCUMENT = JSON.parse(readFileSync(join(repositoryFolder('shared'), 'openapi.json'), 'utf8')) as ApiDocument;

/** Milliseconds for one operation's calls: many more than they need. */
const PATIENCE = 30_000 + CALLS * 3_000;

/** Differences need a report that was handed in twice, which few are when a drawn call comes: report-life.http.spec.ts tests them. */
const SELDOM_READ = new Set(['GET /api/v1/reports/{id}/differences']);

describe(`whatever is sent (FUZZ_SEED=${SEED} FUZZ_CALLS=${CALLS})`, () => {
  let app: TestApp;
  let port: number;
  let callers: Caller[];
  let check: AnswerCheck;
  let known: KnownIds;
  let issuer: string;
  let provider: Server;
  /** Of each operation that changes something: whether a valid call got through. */
  const changes: boolean[] = [];
  const { warn, info } = console;

  beforeAll(async () => {
    // The provider has much to say about its own settings.
    console.warn = console.info = () => undefined;
    ({ issuer, server: provider } = await startProvider());
    const oidc = { issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, label: 'Tài khoản tỉnh' };
    app = await createTestApp({ signIn: { ...OPEN_SAMPLE, oidc } });
    port = (app.server.address() as { port: number }).port;
    expect(JSON.parse(JSON.stringify(openApiDocument(app.app)))).toEqual(DOCUMENT);
    callers = await callersOf(app);
    check = answerCheckOf(DOCUMENT);
    known = await knownIdsOf(app);
    files.push(await listOfPeople(), PDF, await formOf(known('reports').at(-1) as string));
  });
  afterAll(async () => {
    hangUp();
    await app?.close();
    provider?.closeAllConnections();
    await new Promise((resolve) => provider?.close(resolve));
    Object.assign(console, { warn, info });
  });

  const files: Buffer[] = [
    readFileSync(join(repositoryFolder('api', 'sample'), 'ke-hoach-de-an-06-2023.txt')),
    Buffer.from('Quyết định số 1/QĐ-UBND'),
    Buffer.from('\ufeff\t\n'),
  ];

  /** A form that some of the calls bring to the report that it is of. */
  async function formOf(reportId: string): Promise<Buffer> {
    const answer = await download(await app.as('congan'), `/api/v1/reports/${reportId}/form.xlsx`).expect(200);
    return answer.body as Buffer;
  }

  async function ask(operation: Operation, caller: Caller, call: Call): Promise<Answer> {
    // Each call meets the door itself, not the throttle that those before it have filled.
    if (operation.codes.includes('auth.throttled')) await app.dataSource.query('DELETE FROM rate_limits');
    const headers = await caller.headers();
    const whole = await asItIs(app, operation, await fresh(app, issuer, operation.route, caller, call));
    const answer = await send(port, operation, call.fault ? call.fault(whole) : whole, headers);
    const fault = check(operation, answer);
    if (fault) throw new Error(`${operation.route} by ${caller.name}: ${fault}`);
    // A call of before, or of somebody else meanwhile, may have ended the session or changed the account.
    if (answer.status === 401 || (operation.method !== 'GET' && answer.status < 300)) caller.lost(answer.status);
    return answer;
  }

  function checkDoor(operation: Operation, caller: Caller, { status }: Answer): void {
    if (caller.may(operation.permission)) return;
    const closed = caller.name === 'không ai' ? [401] : [401, 403];
    if (!closed.includes(status)) throw new Error(`${operation.route} let ${caller.name} in: ${status}`);
  }

  const each = (operation: Operation, calls: fc.Arbitrary<Call>, held: (caller: Caller, answer: Answer) => void) =>
    Promise.all(
      callers.map((caller, index) =>
        fc.assert(
          fc.asyncProperty(calls, async (call) => held(caller, await ask(operation, caller, call))),
          { numRuns: CALLS, seed: SEED + index, endOnFailure: true },
        ),
      ),
    );

  describe.each(operationsOf(DOCUMENT).map((operation) => [operation.route, operation] as const))(
    '%s',
    (_, operation) => {
      it(
        'answers a valid call as the document says',
        async () => {
          const calls = validCall(DOCUMENT, operation, known, files);
          let taken = 0;
          await each(operation, calls, (caller, answer) => {
            checkDoor(operation, caller, answer);
            // Single sign-on says no by leading back to the sign-in page.
            if (answer.status < 400 && !/[?&]loi=/.test(answer.headers.location ?? '')) taken += 1;
          });
          // Otherwise only refusals would have been tested. Whether a drawn change finds a row in the state that it needs
          // is chance: every-change.http.spec.ts holds one of each against the document, and most must get through here.
          if (operation.method !== 'GET') changes.push(taken > 0);
          else if (!SELDOM_READ.has(operation.route)) expect(taken).toBeGreaterThan(0);
        },
        PATIENCE,
      );

      it(
        'refuses an invalid call as the document says',
        async () => {
          const calls = brokenCall(DOCUMENT, operation, validCall(DOCUMENT, operation, known, files));
          await each(operation, calls, (caller, answer) => {
            if (answer.status < 300)
              throw new Error(`${operation.route} took it from ${caller.name}: ${answer.status}`);
          });
        },
        PATIENCE,
      );
    },
  );

  it('lets valid changes through', () => {
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.filter(Boolean).length / changes.length).toBeGreaterThan(0.5);
  });
});
