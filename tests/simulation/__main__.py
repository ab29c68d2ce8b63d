"""`python -m tests.simulation [SEEDS] [SEED]`: a year of each of so many seeds, or of one."""

import sys

from tests.simulation import campaign

if __name__ == "__main__":
    asked = dict(enumerate(sys.argv[1:]))
    number, first = int(asked.get(0) or 200), asked.get(1)
    sys.exit(campaign.simulate([int(first)] if first else range(1, number + 1)))
