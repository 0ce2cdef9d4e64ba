// The floor: what `node:http` and `pg` alone need to answer the same JSON from the same SQL. Nobody signs in, nothing
// is validated or logged. Its statements come from the product itself (recorded-queries.ts), in the file named first.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import pg from 'pg';

const { databaseUrl, poolSize, reads, write } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
const readByPath = new Map(reads.map((read) => [read.path, read]));

const server = createServer((request, response) => {
  const answer = request.method === 'GET' ? get(request.url) : post(request);
  answer.then(
    (body) => {
      response.writeHead(request.method === 'GET' ? 200 : 201, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(body),
      });
      response.end(body);
    },
    (error) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
});

/** PostgreSQL printed the JSON of each row; what stands around the rows is the same each time. */
async function get(path) {
  const { sql, parameters, column, rows: most, before, after } = readByPath.get(path);
  const { rows } = await pool.query(sql, parameters);
  // One object is opened again to add what the caller may do.
  if (column === 'body') return `${before}${rows[0].body.slice(0, -1)}${after}`;
  return `${before}${rows
    .slice(0, most)
    .map((row) => row[column])
    .join(',')}${after}`;
}

/** The same INSERTs in one transaction, then the SELECT that prints the answer. */
async function post(request) {
  const text = await bodyOf(request);
  const values = { ...JSON.parse(text), text, assignmentId: request.url.split('/')[4] };
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const [evidence, event] = write.inserts;
    const { rows } = await client.query(evidence.sql, filled(evidence.parameters, values));
    values.evidenceId = rows[0].id;
    await client.query(event.sql, filled(event.parameters, values));
    await client.query('COMMIT');
    const answer = await client.query(write.answer.sql, filled(write.answer.parameters, values));
    return JSON.stringify({ ...answer.rows[0], warnings: [] });
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

const filled = (parameters, values) =>
  parameters.map((value) =>
    value !== null && typeof value === 'object' && 'from' in value ? values[value.from] : value,
  );

async function bodyOf(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('SIGTERM', () => process.exit(0));
