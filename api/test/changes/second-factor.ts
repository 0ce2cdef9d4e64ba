import { Secret, TOTP } from 'otpauth';
import type { Agent, TestApp } from '../harness/app.js';

/** The code that an app on a telephone shows now. */
export const codeOf = (secret: string): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate();

/** Sets a person's second factor anew, whatever was set before; answers its secret, of which every code is still good. */
export async function secondFactorOf(agent: Agent, app: TestApp, username: string): Promise<string> {
  await app.dataSource.query(
    `UPDATE users SET totp_secret = NULL, totp_pending_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL
     WHERE username = $1`,
    [username],
  );
  const { body } = await agent.post('/api/v1/auth/second-factor').send({}).expect(200);
  const code = codeOf(body.secret);
  await agent.post('/api/v1/auth/second-factor/confirmation').send({ code }).expect(200);
  await app.dataSource.query('UPDATE users SET totp_last_step = NULL WHERE username = $1', [username]);
  return body.secret;
}
