using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Harness.Guards;

/// <summary>Takes from a table all that guards it: constraints, unique indexes, triggers.</summary>
internal static class Unguarded
{
    /// <summary>Removes the guards and then does what they forbid.</summary>
    public static Task BreachAsync(this TestDatabase database, string table, string breach) =>
        database.ExecuteAsync($"{(TestDatabase.IsPostgres ? OfPostgres(table) : OfSqlite(table))}; {breach}");

    private static string OfPostgres(string table) => $"""
        ALTER TABLE {table} DISABLE TRIGGER USER;
        DO $$
        DECLARE found record;
        BEGIN
          FOR found IN SELECT conname FROM pg_constraint WHERE conrelid = '{table}'::regclass AND contype IN ('c', 'u', 'p') LOOP
            EXECUTE format('ALTER TABLE {table} DROP CONSTRAINT %I CASCADE', found.conname);
          END LOOP;
          FOR found IN SELECT indexrelid::regclass AS name FROM pg_index WHERE indrelid = '{table}'::regclass AND indisunique LOOP
            EXECUTE format('DROP INDEX %s', found.name);
          END LOOP;
        END $$
        """;

    /// <summary>A table made of a query has columns and nothing else.</summary>
    private static string OfSqlite(string table) => $"""
        PRAGMA foreign_keys = OFF;
        CREATE TABLE bare AS SELECT * FROM {table};
        DROP TABLE {table};
        ALTER TABLE bare RENAME TO {table}
        """;
}
