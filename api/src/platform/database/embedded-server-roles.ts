/**
 * The two roles of the product and its database. The server works as `plan_app`, which owns nothing and can change no
 * table's shape (quality.md, "Safe"); `plan_owner` migrates at start and is closed again.
 */
export const OWNER_ROLE = 'plan_owner';
export const APP_ROLE = 'plan_app';
export const DATABASE_NAME = 'plan';

/** Makes the roles. Passwords are base64url, so nothing needs quoting. Run once per server, as superuser. */
export function roleStatements(ownerPassword: string, appPassword: string): string[] {
  return [
    `CREATE ROLE ${OWNER_ROLE} LOGIN PASSWORD '${ownerPassword}'`,
    `CREATE ROLE ${APP_ROLE} LOGIN PASSWORD '${appPassword}'`,
  ];
}

/** Who may connect to a database. A copy of a database does not inherit this, so every copy needs it again. */
export function databaseGrantStatements(database: string): string[] {
  return [`REVOKE ALL ON DATABASE "${database}" FROM PUBLIC`, `GRANT CONNECT ON DATABASE "${database}" TO ${APP_ROLE}`];
}

/** The address of a database on the embedded server. Its passwords are base64url: nothing needs escaping. */
export function urlOf(role: string, password: string, port: number, database: string): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
}
