import { createTestApp, type TestApp } from '../../test/harness/app.js';

describe('requests of several people at the same time', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
  });
  afterAll(() => app.close());

  it('are each answered, and each as the person who asked', async () => {
    const usernames = ['congan', 'soyte', 'admin', 'quynhon'];
    for (let round = 0; round < 5; round += 1) {
      // Sessions that no process has read before: every first request of each must wait for the database.
      const people = await Promise.all(
        usernames.map(async (username) => ({ username, agent: await app.as(username) })),
      );
      const asked = Array.from({ length: 10 }, () => people).flat();
      const answers = await Promise.all(asked.map(({ agent }) => agent.get('/api/v1/auth/me')));
      expect(answers.map(({ body }) => body.username)).toEqual(asked.map(({ username }) => username));
    }
  });
});
