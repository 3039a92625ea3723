// What the library uses of kysely. The build makes one file of it: its several hundred modules take a tenth of a second to load.
export { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely';
export { Migrator } from 'kysely/migration';
