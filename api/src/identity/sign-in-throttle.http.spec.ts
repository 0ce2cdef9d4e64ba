import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestApp, type TestApp } from '../../test/harness/app.js';
import { newPerson, type TestPerson } from '../../test/harness/people.js';
import { expectProblem } from '../../test/harness/problem.js';
import { DomainError } from '../platform/http/problem.js';
import { SignInThrottle } from './sign-in-throttle.service.js';

interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** From an address of one's own: the whole of 127.0.0.0/8 is the loopback. */
function signIn(app: TestApp, from: string, username: string, password: string): Promise<Answer> {
  const { port } = app.server.address() as AddressInfo;
  const body = JSON.stringify({ username, password });
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        localAddress: from,
        method: 'POST',
        path: '/api/v1/auth/login',
        headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers as Record<string, string>, text }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('the throttle of signing in, on two replicas', () => {
  let one: TestApp;
  let two: TestApp;
  let person: TestPerson;
  let from: string;
  let desk = 1;

  beforeAll(async () => {
    one = await createTestApp({ sample: false });
    two = await createTestApp({ shares: one });
  });
  afterAll(async () => {
    await two.close();
    await one.close();
  });
  beforeEach(async () => {
    person = await newPerson(one);
    desk += 1;
    from = `127.0.1.${desk}`;
  });

  const wrong = (app: TestApp, at = from) => signIn(app, at, person.username, 'sai-mat-khau');
  const right = (app: TestApp, at = from) => signIn(app, at, person.username, person.password);

  /** Lets time pass where it is counted. */
  async function pass(seconds: number): Promise<void> {
    await one.dataSource.query('UPDATE rate_limits SET expire = expire - $1 WHERE key LIKE $2', [
      seconds * 1_000,
      'wait:%',
    ]);
  }

  async function waitTold(app: TestApp): Promise<number> {
    const answer = await wrong(app);
    const { detail } = expectProblem(answer, 'auth.throttled');
    const seconds = Number(answer.headers['retry-after']);
    expect(detail).toContain(`${seconds} giây`);
    return seconds;
  }

  it('gives five tries, then waits that double up to a quarter of an hour, counted over both', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) expectProblem(await wrong(attempt % 2 ? two : one), 'auth.failed');
    for (const longest of [15, 30, 60, 120, 240, 480, 900, 900, 900]) {
      for (const app of [one, two]) {
        const told = await waitTold(app);
        expect(told).toBeLessThanOrEqual(longest);
        expect(told).toBeGreaterThan(longest - 10);
      }
      await pass(longest);
      // A try is always open again: nobody is locked out for good.
      expectProblem(await wrong(two), 'auth.failed');
    }
  });

  it('refuses the right password too while it waits, and takes it afterwards', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) await wrong(one);
    expectProblem(await right(two), 'auth.throttled');
    await pass(15);
    expect((await right(two)).status).toBe(200);
    // What had been collected at this desk is forgotten.
    for (let attempt = 0; attempt < 5; attempt += 1) expectProblem(await wrong(one), 'auth.failed');
    expectProblem(await wrong(one), 'auth.throttled');
  });

  it('leaves the same person at another desk, and another person at the same desk, alone', async () => {
    for (let attempt = 0; attempt < 6; attempt += 1) await wrong(one);
    expect((await right(one, '127.0.2.1')).status).toBe(200);
    const neighbour = await newPerson(one);
    expect((await signIn(one, from, neighbour.username, neighbour.password)).status).toBe(200);
  });

  it('treats a name that nobody has as it treats one that somebody has', async () => {
    const nobody = { ...person, username: `${person.username}.x` };
    const seen = async ({ username }: TestPerson, at: string) => {
      const answers = [];
      for (let attempt = 0; attempt < 7; attempt += 1) answers.push(await signIn(one, at, username, 'sai-mat-khau'));
      return answers.map(({ status, headers }) => [status, headers['retry-after']]);
    };
    expect(await seen(nobody, '127.0.3.1')).toEqual(await seen(person, '127.0.3.2'));
  });

  it('slows down an account that is tried from many addresses, for a minute at most', async () => {
    for (let attempt = 0; attempt < 20; attempt += 1)
      expectProblem(await wrong(one, `127.0.4.${attempt + 1}`), 'auth.failed');
    const answer = await wrong(two, '127.0.4.99');
    expectProblem(answer, 'auth.throttled');
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60);
    await pass(60);
    expect((await right(two, '127.0.4.99')).status).toBe(200);
  });

  it('slows down an address that tries many accounts', async () => {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      expectProblem(await signIn(one, from, `ten.${attempt}`, 'mat-khau-pho-bien'), 'auth.failed');
    }
    expectProblem(await signIn(two, from, 'ten.51', 'mat-khau-pho-bien'), 'auth.throttled');
    expect((await right(one, '127.0.5.1')).status).toBe(200);
  });

  it('gives a flood sent at one moment hardly more tries than one guess after the other', async () => {
    const flood = Array.from({ length: 80 }, (_, index) => wrong(index % 2 ? one : two));
    const tried = (await Promise.all(flood)).filter(({ status }) => status === 401);
    // Five are free; each of the two replicas checks at most four passwords at once.
    expect(tried.length).toBeLessThanOrEqual(5 + 2 * 4);
    expect(tried.length).toBeGreaterThanOrEqual(5);
  });

  it('lets two hundred people of one address in who all know their passwords', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => newPerson(one)));
    const all = people.flatMap((each) => Array.from({ length: 10 }, () => each));
    const answers = await Promise.all(
      all.map((each, i) => signIn(i % 2 ? one : two, from, each.username, each.password)),
    );
    expect(answers.map(({ status }) => status)).toEqual(all.map(() => 200));
  });

  it('lets nobody wait for the tries of others at other desks', async () => {
    const throttle = one.app.get(SignInThrottle);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const refusal = (): DomainError => new DomainError('auth.failed', 'sai');
    let looked = 0;
    // As many as a crowd: each waits for a database that has no time for them.
    const crowd = Array.from({ length: 40 }, (_, index) =>
      throttle.try(
        SignInThrottle.signIn(`dam.dong.${index}`, `127.0.6.${index + 1}`),
        async () => {
          looked += 1;
          await gate;
          return true;
        },
        refusal,
      ),
    );
    while (looked < 40) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await right(one)).status).toBe(200);
    open();
    await Promise.all(crowd);
  });

  it('does not count a request that is refused before any password is looked at', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect((await signIn(one, from, person.username, '')).status).toBe(400);
    expect((await right(one)).status).toBe(200);
  });
});
