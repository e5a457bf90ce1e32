"""Every address that Datasette 0.65 or 1.0 answers, to ask all of them for what must not be there."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

SQL = quote("select * from members")
CROSS_SQL = quote("select * from [members].members")

OF_THE_INSTANCE = (
    "/",
    "/.json",
    "/.jsono",
    "/-",
    "/-/",
    "/-/.json",
    "/favicon.ico",
    "/:memory:",
    f"/_memory?sql={CROSS_SQL}",
    f"/_memory.json?sql={CROSS_SQL}",
    f"/_memory/-/query.json?sql={CROSS_SQL}",
    "/_internal",
    "/_internal/tables.json",
    "/_internal/columns.json?_shape=array&_size=max",
    "/_internal/catalog_tables.json",
    "/-/actions",
    "/-/actions.json",
    "/-/actor",
    "/-/actor.json",
    "/-/allow-debug",
    "/-/allowed",
    "/-/allowed.json?action=view-table",
    "/-/api",
    "/-/auth-token",
    "/-/check",
    "/-/check.json?action=view-table&parent=members&child=members",
    "/-/config",
    "/-/config.json",
    "/-/create-token",
    "/-/databases",
    "/-/databases.json",
    "/-/d%61tabases.json",
    "/-/d~61tabases.json",
    "/-/debug/autocomplete",
    "/-/jump",
    "/-/jump.json?q=kanarie",
    "/-/jump.json?q=members",
    "/-/logout",
    "/-/messages",
    "/-/metadata",
    "/-/metadata.json",
    "/-/patterns",
    "/-/permissions",
    "/-/plugins",
    "/-/plugins.json?all=1",
    "/-/queries",
    "/-/queries.json",
    "/-/rules",
    "/-/rules.json?action=view-table",
    "/-/schema",
    "/-/schema.json",
    "/-/schema.md",
    "/-/settings",
    "/-/settings.json",
    "/-/static/app.css",
    "/-/tasks",
    "/-/tasks.json",
    "/-/threads",
    "/-/threads.json",
    "/-/versions",
    "/-/versions.json",
    "/-/static-plugins/datasette_vega/../../../../members.db",
    "/-/static/../../members.db",
    "//members/members",
)

OF_A_DATABASE = (
    "/{database}",
    "/{database}.json",
    "/{database}.csv",
    "/{database}.db",
    "/{database}.db-wal",
    f"/{{database}}?sql={SQL}",
    f"/{{database}}.json?sql={SQL}&_shape=array",
    f"/{{database}}.csv?sql={SQL}",
    "/{database}/-/create",
    "/{database}/-/execute-write",
    "/{database}/-/execute-write/analyze?sql=delete+from+members",
    "/{database}/-/foreign-key-targets",
    "/{database}/-/queries",
    "/{database}/-/queries.json",
    f"/{{database}}/-/queries/analyze?sql={SQL}",
    "/{database}/-/queries/store",
    f"/{{database}}/-/query?sql={SQL}",
    f"/{{database}}/-/query.json?sql={SQL}",
    f"/{{database}}/-/query.csv?sql={SQL}",
    f"/{{database}}/-/query/parameters?sql={SQL}",
    "/{database}/-/schema",
    "/{database}/-/schema.json",
    "/{database}/-/schema.md",
    *(
        f"/{{database}}/{query}{rest}"
        for query in ("members_in_industry", "everybody")
        for rest in ("", ".json", ".csv", "/-/definition", "/-/edit", "/-/update", "/-/delete")
    ),
)

OF_A_TABLE = (
    "/{database}/{table}",
    "/{database}/{table}.json",
    "/{database}/{table}.jsono",
    "/{database}/{table}.json?_shape=array&_labels=on",
    "/{database}/{table}.json?_where=1%3D1",
    "/{database}/{table}.json?_facet=name",
    "/{database}/{table}.json?_extra=display_rows,columns,table_definition,metadata,database_color",
    "/{database}/{table}.csv",
    "/{database}/{table}.csv?_stream=on",
    "/{database}/{table}.blob?_blob_column=name",
    "/{database}/{table}?_search=kanarie",
    "/{database}/{table}/-/alter",
    "/{database}/{table}/-/autocomplete?q=kanarie",
    "/{database}/{table}/-/count",
    "/{database}/{table}/-/drop",
    "/{database}/{table}/-/foreign-key-suggestions",
    "/{database}/{table}/-/fragment?row=kanarie",
    "/{database}/{table}/-/insert",
    "/{database}/{table}/-/schema",
    "/{database}/{table}/-/schema.json",
    "/{database}/{table}/-/schema.md",
    "/{database}/{table}/-/set-column-type",
    "/{database}/{table}/-/upsert",
)

OF_A_ROW = (
    "/{database}/{table}/{key}",
    "/{database}/{table}/{key}.json",
    "/{database}/{table}/{key}.json?_extras=foreign_key_tables",
    "/{database}/{table}/{key}.blob?_blob_column=name",
    "/{database}/{table}/{key}/-/delete",
    "/{database}/{table}/{key}/-/update",
)


OF_ANOTHER_SPELLING = (
    "/{database}",
    "/{database}.json",
    "/{database}.db",
    "/{database}/members",
    "/{database}/members.json",
)


def addresses(database: str, tables: dict[str, str]) -> Iterator[str]:
    """Yield every address about ``database``, its ``tables`` and one row of each, whose key stands behind the name."""
    for pattern in OF_A_DATABASE:
        yield pattern.format(database=database)
    for table, key in tables.items():
        for pattern in (*OF_A_TABLE, *OF_A_ROW):
            yield pattern.format(database=database, table=table, key=key)
