"""The statistics are one SQL for SQLite, DuckDB and Spark."""

import sqlite3

import duckdb
import pytest
import sqlglot

from datasette_netzwerk.sqlfiles import SqlFile
from datasette_netzwerk.statistics.build import build_statistics, statistic_files, table_of

INPUTS = (
    "day_of_publication",
    "held_meetings",
    "attendances",
    "membership_days",
    "leave_days",
    "dated_interactions",
)


def duckdb_with_inputs(records: sqlite3.Connection) -> duckdb.DuckDBPyConnection:
    """Return DuckDB holding the same inputs as ``records``."""
    other = duckdb.connect()
    for table in INPUTS:
        columns = [(row[1], row[2] or "INT") for row in records.execute(f"pragma table_info({table})")]
        types = {"TEXT": "varchar", "INT": "bigint", "INTEGER": "bigint", "NUM": "bigint"}
        definition = ", ".join(f"{name} {types[kind.upper()]}" for name, kind in columns)
        other.execute(f"create table {table} ({definition})")
        rows = records.execute(f"select * from {table}").fetchall()
        if rows:
            other.executemany(f"insert into {table} values ({', '.join('?' * len(columns))})", rows)
    return other


def test_every_statistic_gives_the_same_rows_on_duckdb(records: sqlite3.Connection) -> None:
    build_statistics(records)
    other = duckdb_with_inputs(records)
    for statistic in statistic_files():
        (translated,) = sqlglot.transpile(statistic.sql, read="sqlite", write="duckdb")
        other.execute(f"create table {table_of(statistic)} as {translated}")
        columns = ", ".join(row[1] for row in records.execute(f"pragma table_info({table_of(statistic)})"))
        here = records.execute(f"select {columns} from {table_of(statistic)} order by {columns}").fetchall()
        there = other.execute(f"select {columns} from {table_of(statistic)} order by {columns}").fetchall()
        assert here == there, statistic.name
        assert here, f"{statistic.name} is empty: the sample proves nothing"


@pytest.mark.parametrize("statistic", statistic_files(), ids=lambda file: file.name)
def test_every_statistic_is_translated_to_spark_and_back_without_a_change(statistic: SqlFile) -> None:
    (spark,) = sqlglot.transpile(
        statistic.sql, read="sqlite", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    assert sqlglot.parse_one(spark, read="spark").sql("sqlite") == sqlglot.parse_one(statistic.sql, read="sqlite").sql(
        "sqlite"
    )


@pytest.mark.parametrize("statistic", statistic_files(), ids=lambda file: file.name)
def test_no_statistic_uses_a_function_of_one_engine(statistic: SqlFile) -> None:
    functions = {
        type(node).__name__ for node in sqlglot.parse_one(statistic.sql, read="sqlite").find_all(sqlglot.exp.Func)
    }
    assert functions <= {"Count", "Sum", "Max", "Min", "Case", "If", "Coalesce", "Cast", "And", "Or"}, functions
