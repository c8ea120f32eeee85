"""Counts of tables in Parquet: by dnswire-analytics, pyarrow, pandas and DuckDB.

    parquet.py PROGRAM TABLES
"""

import subprocess
import sys
from pathlib import Path

import pyarrow.compute as compute
import pyarrow.dataset as dataset

try:
    import pandas
except ImportError:
    pandas = None
try:
    import duckdb
except ImportError:
    duckdb = None

PROGRAM, TABLES = sys.argv[1], Path(sys.argv[2])

# For each table: columns of which the values that are not null are counted.
COLUMNS = {
    "messages": ["time", "dns_qname", "dns_qtype", "edns_udp", "error_kind", "tunnels", "findings"],
    "records": ["response_name", "ip4_address", "mx_preference", "soa_serial", "text"],
    "transactions": ["dns_qname", "response_time", "dns_rcode", "edns_ext_error"],
}
# For each table: a column whose values are added.
SUMS = {"messages": "length", "records": "rdlength", "transactions": "dns_res_len"}


def program(table):
    """The counts by the program itself."""
    counts = ", ".join(["count(*)"] + [f"count({name})" for name in COLUMNS[table]])
    question = f"SELECT {counts}, sum({SUMS[table]}) FROM {table}"
    command = [PROGRAM, "sql", "--from", str(TABLES), question]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [int(cell) for cell in answer.splitlines()[3].strip("| ").split("|")]


def with_pyarrow(table):
    rows = dataset.dataset(TABLES / table, format="parquet", partitioning="hive").to_table()
    counts = [rows.num_rows - rows[name].null_count for name in COLUMNS[table]]
    return [rows.num_rows, *counts, compute.sum(rows[SUMS[table]]).as_py()]


def with_pandas(table):
    rows = pandas.read_parquet(TABLES / table)
    counts = [int(rows[name].notna().sum()) for name in COLUMNS[table]]
    return [len(rows), *counts, int(rows[SUMS[table]].sum())]


def with_duckdb(table):
    counts = ", ".join(["count(*)"] + [f"count({name})" for name in COLUMNS[table]])
    files = f"read_parquet('{TABLES}/{table}/*/*.parquet', hive_partitioning = true)"
    answer = duckdb.sql(f"SELECT {counts}, sum({SUMS[table]}) FROM {files}")
    return [int(cell) for cell in answer.fetchall()[0]]


def main():
    readers = {"pyarrow": with_pyarrow}
    if pandas:
        readers["pandas"] = with_pandas
    if duckdb:
        readers["duckdb"] = with_duckdb
    differ = 0
    for table in COLUMNS:
        expected = program(table)
        print(f"{table}: {expected[0]} rows")
        if expected[0] == 0:
            differ += 1
        for name, reader in readers.items():
            counts = reader(table)
            if counts != expected:
                differ += 1
                print(f"{name}: {counts} instead of {expected}")
    print(f"{', '.join(readers)}: {'equal counts' if differ == 0 else 'different counts'}")
    return differ


if __name__ == "__main__":
    sys.exit(main())
