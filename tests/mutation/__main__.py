"""`python -m tests.mutation [OPTIONS]`: the campaign; the options are those of `mutmut run`."""

import sys

from tests.mutation import campaign

if __name__ == "__main__":
    sys.exit(campaign.mutate(sys.argv[1:]))
