"""What a worker does beside its tasks."""

import subprocess
import sys
from pathlib import Path

# The parent ends when its child has checked once; the child tells how far it came.
FORKED = """
import os, sys, time
from pathlib import Path
from worker.steps import orphans_end
parent, told = os.getpid(), Path(sys.argv[1])
end = orphans_end(parent)
if os.fork():
    while not told.exists():
        time.sleep(0.01)
    os._exit(0)
end()
told.write_text("goes on while its parent lives")
while os.getppid() == parent:
    time.sleep(0.01)
end()
told.write_text("went on without it")
"""


def test_a_new_process_whose_parent_is_gone_ends(tmp_path: Path) -> None:
    told = tmp_path / "told"
    # What they print to ends with the last process that holds it.
    subprocess.run([sys.executable, "-c", FORKED, str(told)], capture_output=True, check=True, timeout=60)
    assert told.read_text() == "goes on while its parent lives"
