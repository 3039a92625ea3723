import type { ColumnDefinitionBuilderCallback, CreateTableBuilder, Kysely, RawBuilder, Sql } from 'kysely';
import type { SqlDialectName } from '../schema.ts';

type ColumnType = Parameters<CreateTableBuilder<string>['addColumn']>[1];
type Column = readonly [name: string, type: ColumnType, constraints?: ColumnDefinitionBuilderCallback];

/**
 * The two tables. Where the Python system already made them, they keep their columns and rows and get only the
 * columns that are missing.
 */
export async function createAccountTables(db: Kysely<unknown>, dialect: SqlDialectName): Promise<void> {
  const { sql } = await import('../kysely.ts');
  const types = columnTypes(sql, dialect);
  await completeTable(db, sql, dialect, 'organizations', organizationColumns(types));
  await completeTable(db, sql, dialect, 'aws_accounts', accountColumns(types));
  await db.schema.createIndex('aws_accounts_alias_idx').ifNotExists().on('aws_accounts').column('alias').execute();
}

interface ColumnTypes {
  readonly id: ColumnType;
  readonly json: ColumnType;
  /** An expression, so that rows may also be inserted by hand. */
  readonly newId: RawBuilder<string>;
}

function columnTypes(sql: Sql, dialect: SqlDialectName): ColumnTypes {
  switch (dialect) {
    case 'postgres':
      return { id: 'uuid', json: 'jsonb', newId: sql`gen_random_uuid()` };
    case 'sqlite':
      return { id: 'text', json: 'text', newId: sql`(lower(hex(randomblob(16))))` };
  }
}

function organizationColumns({ id, newId }: ColumnTypes): readonly Column[] {
  return [
    ['id', id, (column) => column.primaryKey().defaultTo(newId)],
    ['name', 'text', (column) => column.notNull()],
    ['external_id', 'text', (column) => column.unique()],
  ];
}

function accountColumns({ id, json, newId }: ColumnTypes): readonly Column[] {
  return [
    ['id', id, (column) => column.primaryKey().defaultTo(newId)],
    ['account_id', 'varchar(12)', (column) => column.notNull().unique()],
    ['alias', 'text'],
    ['auth_type', 'text', (column) => column.notNull()],
    ['access_key_id', 'text'],
    ['secret_access_key_encrypted', 'text'],
    ['role_arn', 'text'],
    ['external_id', 'text'],
    ['region', 'text', (column) => column.defaultTo('us-east-1')],
    ['session_duration', 'integer', (column) => column.defaultTo(3600)],
    ['environment', 'text'],
    ['tags', json],
    ['enabled', 'boolean', (column) => column.notNull().defaultTo(true)],
    ['org_id', id, (column) => column.references('organizations.id')],
  ];
}

async function completeTable(
  db: Kysely<unknown>,
  sql: Sql,
  dialect: SqlDialectName,
  table: string,
  columns: readonly Column[],
): Promise<void> {
  const present = await columnNames(db, sql, dialect, table);
  if (present.size === 0) return createTable(db, table, columns);
  for (const [name, type, constraints] of columns.filter(([name]) => !present.has(name))) {
    await db.schema.alterTable(table).addColumn(name, type, constraints).execute();
  }
}

/** Empty for a table that does not exist. Looks where queries look, whatever schema the search path leads to. */
async function columnNames(
  db: Kysely<unknown>,
  sql: Sql,
  dialect: SqlDialectName,
  table: string,
): Promise<Set<string>> {
  const query = {
    postgres: sql<{ name: string }>`
      select attname as name from pg_attribute
      where attrelid = to_regclass(${table}) and attnum > 0 and not attisdropped`,
    sqlite: sql<{ name: string }>`select name from pragma_table_info(${table})`,
  };
  const { rows } = await query[dialect].execute(db);
  return new Set(rows.map(({ name }) => name));
}

function createTable(db: Kysely<unknown>, table: string, columns: readonly Column[]): Promise<void> {
  const empty: CreateTableBuilder<string> = db.schema.createTable(table);
  return columns
    .reduce((builder, [name, type, constraints]) => builder.addColumn(name, type, constraints), empty)
    .execute();
}
