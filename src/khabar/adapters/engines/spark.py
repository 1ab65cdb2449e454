"""The engine Spark with Splink: for lists that outgrow the memory of one machine, or a cluster that is there already.

It needs Java. Here it runs on this machine alone, without its pages and without a network. What it cannot hold in
memory goes to a private folder, encrypted with a key that is never written, and the folder goes at the end.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from khabar.adapters.engines.arrow_tables import arrow_table
from khabar.adapters.engines.extras import missing, part
from khabar.adapters.engines.proposing import Proposed
from khabar.adapters.engines.rough_model import BEST, least_match_weight, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.adapters.engines.rough_model import Rough
    from khabar.linkage.ragged import Ints
    from khabar.linkage.rough_columns import Columns

PARTS: Final = ("pyspark", "splink", "pyarrow")
CHUNK: Final = 50_000
"""People asked for at once. Judged: fewer would spend the time on starting, more need more memory."""
OLDEST_JAVA: Final = 17
"""The first Java that Spark 4 runs on, as its documentation says."""
_HOW: Final = "on Debian: apt install default-jre-headless"
_SECONDS: Final = 60
_LOG: Final = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
logger.gateway.name = org.apache.spark.api.python.PythonGatewayServer
logger.gateway.level = error
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = Spark: %p %c{1} %ex{0}%n
"""
"""Only errors, and of those the kind alone: a message may quote numbers of a row."""
_GIGABYTE: Final = 1 << 30


def refuse_without_java() -> None:
    """Refuse where no Java is found that Spark runs on."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if java is None or not Path(java).exists():
        raise missing(f"the engine spark needs Java, which is not installed; {_HOW}")
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False, timeout=_SECONDS)  # noqa: S603
    version = re.search(r'version "(\d+)', told.stderr + told.stdout)
    if version is None or int(version[1]) < OLDEST_JAVA:
        raise missing(f"the engine spark needs Java {OLDEST_JAVA} or newer; {_HOW}")


@contextmanager
def opened(register: Columns, rough: Rough) -> Iterator[_Tables]:
    """Start Spark on this machine with the columns of a register; its folder and its processes go at the end."""
    place = Path(mkdtemp(prefix="khabar-spark-"))
    try:
        session = _started(place)
        try:
            session.createDataFrame(arrow_table(register)).createOrReplaceTempView("registrations")
            yield _Tables(session, rough)
        finally:
            _stop(session)
    finally:
        shutil.rmtree(place, ignore_errors=True)


@dataclass(frozen=True)
class _Tables:
    """The register in a session; Splink makes its own tables there."""

    session: Any  # the library gives no types
    rough: Rough

    def propose(self, asked: Columns, people: Ints, *, most: int) -> Proposed:
        """Give the pairs of the highest weight, at most so many for each of the people."""
        splink = part("splink")
        database = splink.SparkAPI(
            spark_session=self.session, break_lineage_method="persist", register_udfs_automatically=False
        )
        tables = [
            database.register(
                self.session.createDataFrame(arrow_table(asked, people)), dataset_display_name="a_requests"
            ),
            database.register("registrations", dataset_display_name="b_registrations"),
        ]
        linker = splink.Linker(tables, settings_of(self.rough, overlap="arrays_overlap"), log_level="ERROR")
        pairs = linker.inference.predict(threshold_match_weight=least_match_weight(self.rough), warning_mode="never")
        found = self.session.sql(BEST.format(pairs=pairs.physical_name, most=most)).toArrow()
        self.session.catalog.clearCache()
        return Proposed(*(np.asarray(found.column(name)) for name in ("unique_id_l", "unique_id_r")))


def _started(place: Path) -> Any:  # noqa: ANN401 a part without types
    log = place / "log4j2.properties"
    log.write_text(_LOG, encoding="ascii")
    processors = len(os.sched_getaffinity(0))
    memory = max(1, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (2 * _GIGABYTE))
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": f"{memory}g",
        "spark.driver.extraJavaOptions": f"-Djava.io.tmpdir={place} -Dlog4j2.configurationFile=file:{log}",
        "spark.local.dir": str(place),
        "spark.io.encryption.enabled": "true",
        "spark.sql.warehouse.dir": str(place / "warehouse"),
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.codegen.wholeStage": "false",  # the comparison of all fields is too long to be one Java method
        "spark.sql.shuffle.partitions": str(4 * processors),
        "spark.default.parallelism": str(2 * processors),
    }
    builder = part("pyspark.sql").SparkSession.builder.master(f"local[{processors}]").appName("khabar")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _stop(session: Any) -> None:  # noqa: ANN401 a part without types
    """Stop Spark and the Java process behind it, which otherwise lives as long as this one."""
    context = part("pyspark").SparkContext
    gateway = context._gateway  # noqa: SLF001 no public way ends the process
    session.stop()
    if gateway is not None:
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(timeout=_SECONDS)
        context._gateway = context._jvm = None  # noqa: SLF001 likewise
